import {
  type AnswerDraft,
  answerKindNames,
  refusalBasisNames,
  type LineView,
  type Request,
  unacceptedBases,
} from "#contract/sharing";
import { AppLink, KeyValues, Note, PlainTable, Section, StateWord, useFormat, useText, useWords } from "#kit";
import { dataWords } from "#shell";
import { requestWords } from "./request-words.ts";
import { useItemName, useScopeText } from "./row-scope.tsx";

type Grant = Extract<AnswerDraft, { kind: "grant" }>;

/** What was asked beside what is given, item by item; a refusal with its basis and reason. */
export function RequestAnswer({ request }: { request: Request }) {
  const { answer: words } = useWords(requestWords);
  const text = useText();
  const format = useFormat();
  const { answer, answeredAt } = request;
  const note =
    answer === null ? words.askedNote : answeredAt === null ? words.draft : words.given(format.moment(answeredAt));
  return (
    <Section title={answer === null ? words.asked : words.title} note={note}>
      {answer === null ? null : answer.kind === "grant" ? (
        <Terms grant={answer} />
      ) : (
        <Note tone="fault" title={text(answerKindNames[answer.kind])}>
          <KeyValues
            items={[
              {
                key: words.basis,
                value: (
                  <>
                    {text(refusalBasisNames[answer.basis])}
                    {unacceptedBases.some((basis) => basis === answer.basis) ? (
                      <span className="m"> {words.notBasis}</span>
                    ) : null}
                  </>
                ),
              },
              answer.kind === "deny" && answer.legalBasis !== null
                ? { key: words.legalBasis, value: `${answer.legalBasis.title} ${answer.legalBasis.article}` }
                : null,
              { key: words.reason, value: answer.reason },
            ]}
          />
        </Note>
      )}
      {request.lines.map((line) => (
        <LineAnswer key={line.resourceId} line={line} grant={answer?.kind === "grant" ? answer : null} />
      ))}
    </Section>
  );
}

function Terms({ grant }: { grant: Grant }) {
  const { answer: words } = useWords(requestWords);
  const format = useFormat();
  const limit = (value: number | null) => (value === null ? words.gateDefault : format.number(value));
  return (
    <Note title={words.grantTill(format.date(grant.untilOn))}>
      <KeyValues
        items={[
          grant.conditions === "" ? null : { key: words.conditions, value: grant.conditions },
          { key: words.rate, value: limit(grant.ratePerSecond) },
          { key: words.quota, value: limit(grant.quotaPerDay) },
        ]}
      />
    </Note>
  );
}

function LineAnswer({ line, grant }: { line: LineView; grant: Grant | null }) {
  const { answer: words } = useWords(requestWords);
  const { gradeShort } = useWords(dataWords);
  const nameOf = useItemName();
  const scopeText = useScopeText();
  const given = grant?.lines.find((one) => one.resourceId === line.resourceId);
  const asked = line.itemNames.filter((item) => line.items.includes(item.field));
  return (
    <div className="line-box" style={{ marginTop: 12 }}>
      <div className="head">
        <AppLink href={`/catalog/${line.resourceId}`}>
          <b>{line.resourceName}</b>
        </AppLink>
        <span className="m">{words.scope(scopeText(line.scope, line.itemNames))}</span>
        {given && given.scope.length > 0 ? (
          <span className="m">{words.moreScope(scopeText(given.scope, line.itemNames))}</span>
        ) : null}
      </div>
      <PlainTable
        label={line.resourceName}
        columns={[
          { title: words.item },
          { title: words.grade, width: 90 },
          ...(grant === null
            ? []
            : [
                { title: words.gives, width: 100 },
                { title: words.how, width: "40%" },
              ]),
        ]}
        rows={asked.map((item) => ({
          key: item.field,
          cells: [
            <span key="name">
              {nameOf(item)} <span className="mono m">{item.field}</span>
            </span>,
            gradeShort(item.grade),
            ...(grant === null ? [] : giving(given?.items.find((one) => one.field === item.field))),
          ],
        }))}
      />
    </div>
  );

  function giving(item: Grant["lines"][number]["items"][number] | undefined) {
    if (!item)
      return [
        <StateWord key="gives" icon="minus" light>
          {words.left}
        </StateWord>,
        null,
      ];
    return [
      <StateWord key="gives" icon="check" tone="good" light>
        {words.granted}
      </StateWord>,
      <HowGiven key="how" mask={item.mask ?? null} reason={item.reason ?? ""} />,
    ];
  }
}

function HowGiven({ mask, reason }: { mask: Grant["lines"][number]["items"][number]["mask"] | null; reason: string }) {
  const { answer: words } = useWords(requestWords);
  const { masks } = useWords(dataWords);
  if (mask === null) return <span className="m">{words.plain}</span>;
  return <>{mask === "unmasked" ? words.unmasked(reason) : words.masked(masks[mask])}</>;
}
