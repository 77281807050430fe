import { Radio, Select } from "antd";
import type { ReactNode } from "react";
import type { FollowMode, FollowPlan, TableFacts } from "#contract/intake-follow";
import { driftPolicies } from "#contract/intake-follow";
import {
  CheckField,
  Field,
  FieldGroup,
  Form,
  type FormState,
  NumberField,
  RadioField,
  StateWord,
  useForm,
  useText,
  useWords,
} from "#kit";
import { ArrivalFields } from "./arrival-fields.tsx";
import { FindingList } from "./findings.tsx";
import { planOf, type PlanValues } from "./plan-values.ts";
import { planWords } from "./plan-words.ts";
import { ScheduleFields } from "./schedule-fields.tsx";
import { followWords } from "./words.ts";

/** How a table is followed: mode with its reason, when, and what happens when something goes wrong. */
export function PlanForm({
  facts,
  initial,
  action,
  note,
  followId,
  send,
  onDone,
  onCancel,
  children,
}: {
  facts: TableFacts;
  initial: PlanValues;
  action: string;
  note: string;
  /** The follow being edited; null for a new one. */
  followId: string | null;
  send: (plan: FollowPlan) => Promise<unknown>;
  onDone: () => void;
  onCancel: () => void;
  /** Above the plan: into which resource. */
  children?: ReactNode;
}) {
  const words = useWords(planWords);
  const check = useCheck();
  const form = useForm<PlanValues>({
    id: "plan",
    initial,
    check,
    fields: {
      "intake.key-needed": "/plan/key",
      "intake.watermark-needed": "/plan/watermark",
      "intake.watermark-unfit": "/plan/watermark",
      "intake.cron-broken": "/plan/schedule/cron",
    },
    send: (values) => send(planOf(values)),
  });
  const { mode } = form.values;
  return (
    <Form form={form} action={action} note={note} onDone={onDone} onCancel={onCancel}>
      {children}
      <FieldGroup title={words.how} note={words.modeNote}>
        <ModeField form={form} facts={facts} />
        {mode === "files" || mode === "stream" ? null : <Rights facts={facts} />}
        {mode === "files" ? <ArrivalFields form={form} hasBegun={followId !== null} /> : null}
        {takesKey(form.values) ? <KeyField form={form} facts={facts} /> : null}
        {mode === "watermark" ? <WatermarkFields form={form} facts={facts} /> : null}
        {mode === "full" ? null : (
          <CheckField form={form} name="keepsHistory" label={words.history} hint={words.historyHint} />
        )}
      </FieldGroup>
      <FieldGroup title={words.when}>
        <ScheduleFields form={form} followId={followId} />
      </FieldGroup>
      <FieldGroup title={words.trouble}>
        <TroubleFields form={form} />
      </FieldGroup>
    </Form>
  );
}

const takesKey = ({ mode, policy }: PlanValues): boolean =>
  mode !== "full" && !(mode === "files" && policy === "append");

/** Without a key files are told apart by their place in the file, messages by their number. */
const needsKey = ({ mode, policy }: PlanValues): boolean =>
  mode === "files" ? policy === "by-key" : mode !== "full" && mode !== "stream";

/** What needs no hub to be told. */
function useCheck(): (values: PlanValues) => Readonly<Record<string, string>> {
  const words = useWords(planWords);
  return (values) => {
    const { schedule, mode } = values;
    const isTimed = mode !== "capture" && mode !== "stream";
    const hasTime = isTimed && ["daily", "weekly", "monthly"].includes(schedule.rhythm);
    return {
      ...(needsKey(values) && values.key.length === 0 ? { "/plan/key": words.noKey } : {}),
      ...(mode === "watermark" && values.watermark === null ? { "/plan/watermark": words.noWatermark } : {}),
      ...(hasTime && schedule.time === "" ? { "/plan/time": words.noTime } : {}),
      ...(isTimed && schedule.rhythm === "weekly" && schedule.weekdays.length === 0
        ? { "/plan/weekdays": words.noWeekday }
        : {}),
      ...(isTimed && schedule.rhythm === "after" && schedule.followId === ""
        ? { "/plan/schedule/followId": words.noFollow }
        : {}),
      ...(isTimed && values.hasWindow && values.windowFrom === "" ? { "/plan/window/from": words.noTime } : {}),
      ...(isTimed && values.hasWindow && values.windowTo === "" ? { "/plan/window/to": words.noTime } : {}),
    };
  };
}

interface Props {
  readonly form: FormState<PlanValues>;
  readonly facts: TableFacts;
}

/** Every mode with the reason why it fits or not; the best possible one stands first. */
function ModeField({ form, facts }: Props) {
  const all = useWords(followWords);
  const words = useWords(planWords);
  const text = useText();
  return (
    <Field form={form} pointer="/plan/mode" label={words.mode} isRequired>
      {({ id }) => (
        <Radio.Group
          id={id}
          aria-label={words.mode}
          className="mode-choices"
          value={form.values.mode}
          onChange={({ target }) => form.set("mode", target.value as FollowMode)}
        >
          {facts.modes.map(({ mode, isPossible, text: reason }) => (
            <Radio key={mode} value={mode} disabled={!isPossible && mode !== form.values.mode}>
              <b>{all.modes[mode]}</b>
              <small>
                {isPossible ? null : (
                  <StateWord icon="lock" light>
                    {words.notPossible}
                  </StateWord>
                )}{" "}
                {text(reason)}
              </small>
            </Radio>
          ))}
        </Radio.Group>
      )}
    </Field>
  );
}

/** What the account may, and the statements that grant what is missing. */
function Rights({ facts: { findings } }: { facts: TableFacts }) {
  const words = useWords(planWords);
  return (
    <div className="field">
      <span className="label">{words.rights}</span>
      <p className="hint">{words.rightsNote}</p>
      {findings.length === 0 ? (
        <StateWord icon="check" tone="good" light>
          {words.rightsGood}
        </StateWord>
      ) : (
        <FindingList findings={findings} />
      )}
    </div>
  );
}

function KeyField({ form, facts }: Props) {
  const words = useWords(planWords);
  return (
    <Field
      form={form}
      pointer="/plan/key"
      label={words.key}
      hint={facts.key.length > 0 ? words.keyOwn(facts.key.join("、")) : words.keyNone}
      isRequired={needsKey(form.values)}
    >
      {(control) => (
        <Select
          {...control}
          mode="multiple"
          value={[...form.values.key]}
          options={facts.columns.map(({ name, type, comment }) => ({
            value: name,
            label: [name, comment || type].filter(Boolean).join(" · "),
          }))}
          onChange={(key: string[]) => form.set("key", key)}
        />
      )}
    </Field>
  );
}

function WatermarkFields({ form, facts }: Props) {
  const words = useWords(planWords);
  const chosen = facts.watermarks.find(({ column }) => column === form.values.watermark);
  return (
    <div className="form-grid">
      <Field form={form} pointer="/plan/watermark" label={words.watermark} isRequired>
        {(control) => (
          <Select
            {...control}
            value={form.values.watermark}
            options={facts.watermarks.map(({ column, kind, isIndexed }) => ({
              value: column,
              label: `${column} · ${words[kind]} · ${isIndexed ? words.indexed : words.notIndexed}`,
            }))}
            onChange={(column: string) => form.set("watermark", column)}
          />
        )}
      </Field>
      <NumberField
        form={form}
        name="overlap"
        pointer="/plan/watermark/overlap"
        label={words.overlap}
        hint={words.overlapHint}
        min={0}
        max={31_622_400}
        unit={chosen?.kind === "number" ? words.units : words.seconds}
        isRequired
      />
    </div>
  );
}

function TroubleFields({ form }: { form: FormState<PlanValues> }) {
  const words = useWords(planWords);
  const { hasDirtyLimit, attempts } = form.values;
  return (
    <>
      <div className="form-grid">
        <NumberField
          form={form}
          name="attempts"
          pointer="/plan/retry/attempts"
          label={words.attempts}
          min={0}
          max={10}
          unit={words.times}
          isRequired
        />
        {attempts > 0 ? (
          <NumberField
            form={form}
            name="waitSeconds"
            pointer="/plan/retry/waitSeconds"
            label={words.wait}
            hint={words.waitHint}
            min={1}
            max={3600}
            unit={words.seconds}
            isRequired
          />
        ) : null}
      </div>
      <CheckField form={form} name="hasDirtyLimit" label={words.dirtyLimit} />
      {hasDirtyLimit ? (
        <div className="rhythm">
          <NumberField
            form={form}
            name="dirtyLimit"
            pointer="/plan/dirtyLimit"
            label={words.dirtyShare}
            min={0}
            max={100}
            unit={words.percent}
            isRequired
          />
        </div>
      ) : null}
      <RadioField
        form={form}
        name="drift"
        pointer="/plan/drift"
        label={words.drift}
        choices={driftPolicies.map((policy) => ({ value: policy, label: words.drifts[policy] }))}
        isRequired
      />
      <CheckField form={form} name="reconciles" label={words.reconciles} hint={words.reconcilesHint} />
    </>
  );
}
