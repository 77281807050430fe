import { Button } from "antd";
import { useState } from "react";
import { type Appeal, appealStateNames, qualityScoreRoutes } from "#contract/quality-scores";
import {
  AnsweredPage,
  AppLink,
  Day,
  ErrorState,
  Facts,
  Form,
  Icon,
  Moment,
  NextActions,
  NumberField,
  PageHead,
  RadioField,
  Score,
  Section,
  Tag,
  TextField,
  useAddressPart,
  useAnswer,
  useChange,
  useConfirm,
  useForm,
  useFormat,
  useText,
  useToast,
  useWords,
} from "#kit";
import { DepartmentName, ObjectStory } from "#shell";
import { scoreWords } from "./score-words.ts";
import "./quality.css";

/** An appeal: what is said, what it would change, and its decision. */
export function AppealScreen() {
  const words = useWords(scoreWords).appeals;
  const id = useAddressPart("id") ?? "";
  const answer = useAnswer(qualityScoreRoutes.appeal, { params: { id } });
  return (
    <div className="page">
      <AnsweredPage answer={answer} what={words.what}>
        {(appeal) => <AppealPage key={appeal.version} appeal={appeal} />}
      </AnsweredPage>
    </div>
  );
}

function AppealPage({ appeal }: { appeal: Appeal }) {
  const words = useWords(scoreWords).appeals;
  const text = useText();
  const [isDeciding, setDeciding] = useState(false);
  return (
    <>
      <PageHead
        title={text(appeal.ruleText)}
        crumbs={[
          { label: words.crumb, href: "/quality/appeals" },
          { label: appeal.resourceName, href: `/quality/resources/${appeal.resourceId}` },
        ]}
        tags={<Tag>{text(appealStateNames[appeal.state])}</Tag>}
        meta={
          <>
            <DepartmentName code={appeal.department} />
            <span>
              {words.due} <Day on={appeal.dueOn} />
            </span>
          </>
        }
      />
      <Acts appeal={appeal} onDecide={() => setDeciding(true)} />
      {isDeciding ? <DecideForm appeal={appeal} onClose={() => setDeciding(false)} /> : null}
      <Said appeal={appeal} />
      <Decision appeal={appeal} />
      <Section title={words.state} isMajor>
        <ObjectStory kind="appeal" id={appeal.id} />
      </Section>
    </>
  );
}

function Acts({ appeal, onDecide }: { appeal: Appeal; onDecide: () => void }) {
  const words = useWords(scoreWords).appeals;
  const ask = useConfirm();
  const toast = useToast();
  const change = useChange(qualityScoreRoutes.withdrawAppeal, ["ledger"]);
  const withdraw = async () => {
    if (!(await ask({ title: words.withdraw, text: words.withdrawText, action: words.withdraw }))) return;
    if (await change.send({ params: { id: appeal.id }, ifMatch: appeal.version })) toast(words.withdrawn);
  };
  const { decide, withdraw: mayWithdraw } = appeal.may;
  return (
    <>
      <NextActions
        label={words.now}
        actions={[
          {
            key: "decide",
            button: (
              <Button
                type={decide ? "primary" : "default"}
                disabled={!decide}
                icon={decide ? undefined : <Icon name="lock" />}
                onClick={onDecide}
              >
                {words.decide}
              </Button>
            ),
            text: decide ? words.decideText : words.mayNotDecide,
          },
          {
            key: "withdraw",
            button: (
              <Button
                disabled={!mayWithdraw}
                icon={mayWithdraw ? undefined : <Icon name="lock" />}
                onClick={() => void withdraw()}
              >
                {words.withdraw}
              </Button>
            ),
            text: mayWithdraw ? words.withdrawText : words.mayNotWithdraw,
          },
        ]}
      />
      {change.problem ? <ErrorState error={change.problem} /> : null}
    </>
  );
}

function Said({ appeal }: { appeal: Appeal }) {
  const words = useWords(scoreWords).appeals;
  const format = useFormat();
  return (
    <Section title={words.facts}>
      <Facts
        items={[
          { key: words.claimed, value: format.number(appeal.claimed) },
          {
            key: words.failed,
            value: (
              <AppLink href={`/quality/resources/${appeal.resourceId}?rule=${encodeURIComponent(appeal.rule)}`}>
                {format.number(appeal.failed)} / {format.number(appeal.assessed)}
              </AppLink>
            ),
          },
          {
            key: words.askedBy,
            value: (
              <>
                {appeal.askedBy} <Moment at={appeal.askedAt} />
              </>
            ),
          },
          { key: words.reason, value: appeal.reason, isWide: true },
        ]}
      />
    </Section>
  );
}

function Decision({ appeal }: { appeal: Appeal }) {
  const words = useWords(scoreWords).appeals;
  const text = useText();
  const format = useFormat();
  if (appeal.decidedAt === null) {
    return (
      <Section title={words.decision} isMajor>
        <p className="t13 m">{words.notDecided}</p>
      </Section>
    );
  }
  return (
    <Section title={words.decision} isMajor>
      <Facts
        items={[
          { key: words.outcome, value: text(appealStateNames[appeal.state]) },
          appeal.accepted === null ? null : { key: words.accepted, value: format.number(appeal.accepted) },
          { key: words.scoreBefore, value: <Score score={appeal.scoreBefore} /> },
          { key: words.scoreAfter, value: <Score score={appeal.scoreAfter} /> },
          {
            key: words.decidedBy,
            value: (
              <>
                {appeal.decidedBy} <Moment at={appeal.decidedAt} />
              </>
            ),
          },
          { key: words.why, value: appeal.decision, isWide: true },
          appeal.setAsideUntil === null
            ? null
            : { key: words.setAsideUntil, value: words.setAside(format.day(appeal.setAsideUntil)), isWide: true },
        ]}
      />
    </Section>
  );
}

function DecideForm({ appeal, onClose }: { appeal: Appeal; onClose: () => void }) {
  const words = useWords(scoreWords).appeals;
  const toast = useToast();
  const change = useChange(qualityScoreRoutes.decideAppeal, ["ledger", "catalog"]);
  const form = useForm<{
    outcome: "upheld" | "rejected";
    accepted: number | null;
    setAsideUntil: string;
    decision: string;
  }>({
    id: "decide-appeal",
    initial: { outcome: "upheld", accepted: appeal.claimed, setAsideUntil: "", decision: "" },
    send: ({ outcome, accepted, setAsideUntil, decision }) =>
      change.sendOrThrow({
        params: { id: appeal.id },
        ifMatch: appeal.version,
        body:
          outcome === "rejected"
            ? { outcome, decision }
            : {
                outcome,
                decision,
                accepted: accepted ?? 0,
                setAsideUntil: setAsideUntil === "" ? null : setAsideUntil,
              },
      }),
  });
  return (
    <Section title={words.decide} isMajor>
      <Form
        form={form}
        action={words.decide}
        note={words.decideText}
        onCancel={onClose}
        onDone={() => {
          toast(words.decided);
          onClose();
        }}
      >
        <RadioField
          form={form}
          name="outcome"
          label={words.outcome}
          isRequired
          choices={[
            { value: "upheld", label: words.uphold },
            { value: "rejected", label: words.reject },
          ]}
        />
        {form.values.outcome === "upheld" ? (
          <>
            <NumberField form={form} name="accepted" label={words.accepted} min={1} max={appeal.failed} isRequired />
            <TextField
              form={form}
              name="setAsideUntil"
              label={words.setAsideUntil}
              hint={words.setAsideHint}
              placeholder="2026-06-30"
            />
          </>
        ) : null}
        <TextField form={form} name="decision" label={words.why} lines={3} maxLength={2000} isRequired />
      </Form>
    </Section>
  );
}
