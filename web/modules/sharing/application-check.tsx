import { Button } from "antd";
import { clockRoutes } from "#contract/clock";
import { type Application, type LineView, sharingRoutes } from "#contract/sharing";
import {
  Answered,
  Day,
  ErrorState,
  Note,
  PlainTable,
  Section,
  useAnswer,
  useChange,
  useFormat,
  useText,
  useToast,
  useWords,
  Why,
} from "#kit";
import { usePlainText } from "#shell";
import { ApplicationFacts, AskedLines } from "./application-parts.tsx";
import { applicationWords } from "./application-words.ts";
import type { ApplicationStep } from "./filters.ts";
import { touched } from "./refresh.ts";
import { sharingWords } from "./words.ts";

/** Where each thing that is still missing can be filled in. */
const stepOf = (pointer: string): ApplicationStep =>
  pointer.startsWith("/lines") ? "items" : /^\/(title|scene|purpose|basis)/.test(pointer) ? "basis" : "terms";

/** Last step: the requests it becomes and their clocks, what is missing, and sending it to the head. */
export function CheckStep({ application, goTo }: { application: Application; goTo: (step: ApplicationStep) => void }) {
  const { check: words, page } = useWords(applicationWords);
  const { steps } = useWords(sharingWords);
  const text = useText();
  const toast = useToast();
  const submit = useChange(sharingRoutes.submitApplication, touched);
  const { missing } = application;
  const send = async () => {
    if (await submit.send({ params: { id: application.id } })) toast(words.submitted);
  };
  const why = application.whyNot["submit"];
  return (
    <>
      <Section title={words.title}>
        <BecomesRequests lines={application.lines} />
      </Section>
      {missing.length > 0 ? (
        <div style={{ marginTop: 16 }}>
          <Note tone="fault" title={page.missingTitle(missing.length)}>
            <ul>
              {missing.map((fault) => (
                <li key={fault.pointer + fault.zh}>
                  <button type="button" className="plain-button" onClick={() => goTo(stepOf(fault.pointer))}>
                    {text(fault)}
                  </button>
                </li>
              ))}
            </ul>
          </Note>
        </div>
      ) : null}
      <div className="form-foot" style={{ marginTop: 20 }}>
        <Button
          type="primary"
          disabled={missing.length > 0 || !application.may.submit}
          loading={submit.isSending}
          onClick={() => void send()}
        >
          {words.submit}
        </Button>
        <Why icon={missing.length > 0 ? "lock" : "info"}>
          {missing.length > 0
            ? page.missingTitle(missing.length)
            : application.may.submit
              ? words.submitText
              : steps.whyNot(why ? text(why) : "")}
        </Why>
      </div>
      {submit.problem ? <ErrorState error={submit.problem} /> : null}
      <Section title={words.facts}>
        <ApplicationFacts application={application} />
      </Section>
      <AskedLines lines={application.lines} />
    </>
  );
}

/** One request to each provider; what is shared unconditionally does not wait for what has conditions. */
export function BecomesRequests({ lines }: { lines: readonly LineView[] }) {
  const words = useWords(applicationWords).check;
  const { comma } = useWords(sharingWords);
  const format = useFormat();
  const groups = [
    ...Map.groupBy(
      lines,
      (line) => `${line.department} ${line.shareClass === "unconditional" ? "unconditional" : "conditional"}`,
    ),
  ];
  return (
    <>
      <p className="s" style={{ marginBottom: 8 }}>
        {words.lede(format.number(groups.length))}
      </p>
      <PlainTable
        label={words.title}
        isDense={false}
        columns={[
          { title: words.provider, width: "24%" },
          { title: words.resources },
          { title: words.items, width: 80, isFigure: true },
          { title: words.clock, width: "26%" },
          { title: words.due, width: 140 },
        ]}
        rows={groups.map(([key, group]) => ({
          key,
          cells: [
            <b key="provider">{group[0]?.departmentName}</b>,
            group.map((line) => line.resourceName).join(comma),
            words.itemsText(format.number(group.reduce((sum, line) => sum + line.items.length, 0))),
            <Clock key="clock" line={group[0]} part="limit" />,
            <Clock key="due" line={group[0]} part="due" />,
          ],
        }))}
      />
    </>
  );
}

function Clock({ line, part }: { line: LineView | undefined; part: "limit" | "due" }) {
  const words = useWords(applicationWords).check;
  const format = useFormat();
  const plain = usePlainText();
  const isUnconditional = line?.shareClass === "unconditional";
  const answer = useAnswer(
    clockRoutes.foresee,
    {
      query: {
        kind: isUnconditional ? "answer-unconditional" : "answer-conditional",
        owedBy: line?.department ?? "",
      },
    },
    { isReady: line !== undefined },
  );
  return (
    <Answered answer={answer} what={words.clock}>
      {(foresight) =>
        part === "due" ? (
          <Day on={foresight.dueOn} />
        ) : (
          <>
            <span className="l1">
              {isUnconditional ? words.unconditional : words.conditional}
              {words.days(format.number(foresight.workingDays))}
            </span>
            <span className="l2">{plain(foresight.basis)}</span>
          </>
        )
      }
    </Answered>
  );
}
