import { Button, Checkbox } from "antd";
import { useState } from "react";
import type { Resource } from "#contract/catalog";
import { dimensionNames } from "#contract/quality";
import { qualityRuleRoutes, type RuleDraft, ruleKindNames, type RuleVersion } from "#contract/quality-rules";
import type { RouteAnswer } from "#contract/route";
import {
  ErrorState,
  Field,
  FieldGroup,
  Form,
  type FormState,
  Note,
  NumberField,
  TextField,
  today,
  useChange,
  useForm,
  useFormat,
  useText,
  useWords,
} from "#kit";
import { Condition, RuleField, type RuleValues, useColumnChoices } from "./rule-fields.tsx";
import { asked, beginning, takesRows, type WrittenKind, writtenKinds } from "./rule-kinds.ts";
import { ruleFormWords } from "./rule-form-words.ts";

/** The body of a rule; what is left empty the hub makes from the definition. What is missing it refuses by its pointer. */
const draftOf = ({ definition, where, text, basis, weight, effectiveOn }: RuleValues): RuleDraft => ({
  definition: definition as unknown as RuleDraft["definition"],
  where: where !== null && takesRows(definition.kind) ? where : null,
  text: text.trim() === "" ? null : { zh: text.trim(), en: text.trim() },
  basis,
  weight: weight ?? 1,
  effectiveOn,
});

const valuesOf = (version: RuleVersion | undefined, kind: WrittenKind): RuleValues => ({
  definition: version ? { ...version.definition } : beginning(kind),
  where: version?.where ?? null,
  text: "",
  basis: version?.basis ?? "",
  weight: version?.weight ?? 1,
  effectiveOn: today(),
});

/** A rule in words: what is asked, of which columns and rows; tried on the table before it is settled. */
export function RuleForm({
  resource,
  version,
  action,
  note,
  send,
  onDone,
  onCancel,
}: {
  resource: Resource;
  /** The version a new one is made from. */
  version?: RuleVersion;
  action: string;
  note: string;
  send: (draft: RuleDraft) => Promise<unknown>;
  onDone: () => void;
  onCancel: () => void;
}) {
  const words = useWords(ruleFormWords).form;
  const form = useForm<RuleValues>({
    id: "rule",
    initial: valuesOf(version, "range"),
    send: (values) => send(draftOf(values)),
  });
  const { definition } = form.values;
  return (
    <div className="rule-form">
      <Form form={form} action={action} note={note} onDone={onDone} onCancel={onCancel} isWide>
        {version ? null : <KindPicker form={form} />}
        <FieldGroup title={words.basics}>
          {asked[definition.kind].map((one) => (
            <RuleField key={`${definition.kind} ${one.name}`} form={form} asked={one} resource={resource} />
          ))}
          {takesRows(definition.kind) ? <Where form={form} resource={resource} /> : null}
        </FieldGroup>
        <TryIt form={form} resource={resource} />
        <FieldGroup title={words.more}>
          <TextField
            form={form}
            name="text"
            pointer="/text/zh"
            label={words.text}
            hint={words.textHint}
            maxLength={200}
          />
          <TextField form={form} name="basis" label={words.basis} hint={words.basisHint} maxLength={200} />
          <NumberField form={form} name="weight" label={words.weight} min={0} max={100} isRequired />
          <TextField form={form} name="effectiveOn" label={words.effectiveOn} placeholder="2026-03-18" isRequired />
        </FieldGroup>
      </Form>
    </div>
  );
}

function KindPicker({ form }: { form: FormState<RuleValues> }) {
  const words = useWords(ruleFormWords);
  const text = useText();
  const { kind } = form.values.definition;
  return (
    <FieldGroup title={words.form.kind}>
      <ul className="kinds">
        {writtenKinds.map((one) => (
          <li key={one}>
            <label className={one === kind ? "current" : undefined}>
              <input
                type="radio"
                name="kind"
                value={one}
                checked={one === kind}
                onChange={() => form.set("definition", beginning(one))}
              />
              <b>{text(ruleKindNames[one])}</b>
              <small>{words.asks[one]}</small>
            </label>
          </li>
        ))}
      </ul>
    </FieldGroup>
  );
}

function Where({ form, resource }: { form: FormState<RuleValues>; resource: Resource }) {
  const words = useWords(ruleFormWords).form;
  const columns = useColumnChoices(resource);
  const { where } = form.values;
  return (
    <>
      <div className="field">
        <Checkbox
          checked={where !== null}
          onChange={(event) =>
            form.set("where", event.target.checked ? { column: "", is: "filled", values: [] } : null)
          }
        >
          {words.where}
        </Checkbox>
        <p className="hint">{words.whereHint}</p>
      </div>
      {where === null ? null : (
        <Field form={form} pointer="/where/column" label={words.where} isRequired>
          {(control) => (
            <Condition id={control.id} value={where} set={(next) => form.set("where", next)} columns={columns} />
          )}
        </Field>
      )}
    </>
  );
}

type Tried = RouteAnswer<typeof qualityRuleRoutes.tryRule>;

/** How many rows would fail, before anything is settled. */
function TryIt({ form, resource }: { form: FormState<RuleValues>; resource: Resource }) {
  const words = useWords(ruleFormWords).form;
  const text = useText();
  const format = useFormat();
  const change = useChange(qualityRuleRoutes.tryRule);
  const [tried, setTried] = useState<Tried | null>(null);
  const start = async () => {
    setTried(null);
    setTried(await change.send({ params: { id: resource.id }, body: draftOf(form.values) }));
  };
  return (
    <div className="field">
      <Button onClick={() => void start()} loading={change.isSending}>
        {change.isSending ? words.trying : words.try}
      </Button>
      {change.problem ? <ErrorState error={change.problem} /> : null}
      {tried ? (
        <div style={{ marginTop: 8 }}>
          <Note title={text(tried.text)}>
            <p>
              {words.tried(format.number(tried.failed), format.number(tried.assessed))}
              {tried.rows.length === 0
                ? null
                : ` ${words.triedRows(
                    tried.rows
                      .slice(0, 8)
                      .map((row) => format.number(row))
                      .join("、"),
                  )}`}
            </p>
          </Note>
        </div>
      ) : null}
    </div>
  );
}

/** The dimension a rule counts in, in words. */
export function DimensionText({ dimension }: { dimension: keyof typeof dimensionNames }) {
  const text = useText();
  return <>{text(dimensionNames[dimension])}</>;
}
