import { Checkbox, Input, InputNumber, Select } from "antd";
import { type Resource, catalogRoutes } from "#contract/catalog";
import { dimensionNames, type Dimension } from "#contract/quality";
import { conditionRelations, type RowCondition } from "#contract/quality-rules";
import { type Choice, type ControlProps, Field, type FormState, RowsEditor, useAnswer, useText, useWords } from "#kit";
import { dataWords } from "#shell";
import type { Asked, DraftDefinition } from "./rule-kinds.ts";
import { ruleFormWords } from "./rule-form-words.ts";

export interface RuleValues {
  readonly definition: DraftDefinition;
  readonly where: RowCondition | null;
  readonly text: string;
  readonly basis: string;
  readonly weight: number | null;
  readonly effectiveOn: string;
}

interface Given {
  readonly form: FormState<RuleValues>;
  readonly asked: Asked;
  readonly resource: Resource;
}

/** One member of the definition, asked for in the way its kind of rule needs. */
export function RuleField({ form, asked, resource }: Given) {
  const words = useWords(ruleFormWords).form;
  const { definition } = form.values;
  const value = definition[asked.name];
  const set = (next: unknown) => form.set("definition", { ...definition, [asked.name]: next });
  if (asked.as === "claim")
    return (
      <div className="field">
        <Checkbox checked={value === true} onChange={(event) => set(event.target.checked)}>
          {words[asked.label]}
        </Checkbox>
      </div>
    );
  return (
    <Field
      form={form}
      pointer={`/definition/${asked.name}`}
      label={words[asked.label]}
      isRequired={asked.isOptional !== true}
      {...(asked.hint ? { hint: words[asked.hint] } : {})}
    >
      {(control) => <Control control={control} asked={asked} value={value} set={set} form={form} resource={resource} />}
    </Field>
  );
}

function Control({
  control,
  asked,
  value,
  set,
  form,
  resource,
}: Given & { control: ControlProps; value: unknown; set: (value: unknown) => void }) {
  const others = useOthers(resource);
  const columns = useColumnChoices(resource);
  const theirs = useTheirColumns(form.values.definition["other"], columns);
  const { among } = useAmong(asked);
  const text = typeof value === "string" ? value : "";
  if (typeof asked.as === "object") return <One control={control} choices={among} value={text} set={set} />;
  switch (asked.as) {
    case "column":
      return <One control={control} choices={columns} value={text} set={set} />;
    case "other-column":
      return <One control={control} choices={theirs} value={text} set={set} />;
    case "resource":
      return <One control={control} choices={others} value={text} set={(next) => set(next ?? null)} mayClear />;
    case "columns":
      return <Many control={control} choices={columns} value={value as readonly string[]} set={set} />;
    case "structure":
      return <Structure control={control} resource={resource} value={value} set={set} />;
    case "number":
      return <InputNumber {...control} value={typeof value === "number" ? value : null} onChange={set} />;
    case "text":
      return (
        <Input
          {...control}
          autoComplete="off"
          value={text}
          onChange={(event) => set(event.target.value === "" && asked.isOptional ? null : event.target.value)}
        />
      );
    case "long-text":
      return (
        <Input.TextArea
          {...control}
          className="mono"
          autoSize={{ minRows: 4, maxRows: 16 }}
          value={text}
          onChange={(event) => set(event.target.value)}
        />
      );
    case "pairs":
      return <Pairs value={value} set={set} own={columns} theirs={theirs} />;
    case "condition":
      return <Condition id={control.id} value={value as RowCondition} set={set} columns={columns} />;
    case "claim":
      return null;
  }
}

const One = ({
  control,
  choices,
  value,
  set,
  mayClear = false,
}: {
  control: ControlProps;
  choices: readonly Choice[];
  value: string;
  set: (value: string | undefined) => void;
  mayClear?: boolean;
}) => (
  <Select
    {...control}
    showSearch={{ optionFilterProp: "label" }}
    allowClear={mayClear}
    options={optionsOf(choices)}
    value={value === "" ? null : value}
    onChange={(picked: string | null | undefined) => set(picked ?? undefined)}
  />
);

const Many = ({
  control,
  choices,
  value,
  set,
}: {
  control: ControlProps;
  choices: readonly Choice[];
  value: readonly string[];
  set: (value: string[]) => void;
}) => (
  <Select
    {...control}
    mode="multiple"
    showSearch={{ optionFilterProp: "label" }}
    options={optionsOf(choices)}
    value={[...value]}
    onChange={(picked: string[]) => set(picked)}
  />
);

const optionsOf = (choices: readonly Choice[]) =>
  choices.map(({ value, label, note }) => ({ value, label: note ? `${label} ${note}` : label }));

/** The columns a standard asks for, picked among those there are, with their types of today. */
function Structure({
  control,
  resource,
  value,
  set,
}: {
  control: ControlProps;
  resource: Resource;
  value: unknown;
  set: (value: unknown) => void;
}) {
  const choices = useColumnChoices(resource);
  const taken = (value as readonly { field: string }[]).map(({ field }) => field);
  const typeOf = (field: string) => resource.items.find((item) => item.field === field)?.type.kind ?? "text";
  return (
    <Many
      control={control}
      choices={choices}
      value={taken}
      set={(fields) => set(fields.map((field) => ({ field, type: typeOf(field) })))}
    />
  );
}

interface Pair {
  readonly own: string;
  readonly theirs: string;
}

function Pairs({
  value,
  set,
  own,
  theirs,
}: {
  value: unknown;
  set: (value: unknown) => void;
  own: readonly Choice[];
  theirs: readonly Choice[];
}) {
  const words = useWords(ruleFormWords).form;
  const pick = (label: string, choices: readonly Choice[], chosen: string, take: (picked: string) => void) => (
    <Select
      aria-label={label}
      placeholder={label}
      showSearch={{ optionFilterProp: "label" }}
      options={optionsOf(choices)}
      value={chosen === "" ? null : chosen}
      onChange={take}
    />
  );
  return (
    <RowsEditor<Pair>
      items={value as readonly Pair[]}
      onChange={set}
      blank={() => ({ own: "", theirs: "" })}
      columns="minmax(0, 1fr) minmax(0, 1fr)"
      addLabel={words.addPair}
      nameOf={(pair) => `${pair.own} ${pair.theirs}`}
    >
      {(pair, change) => (
        <>
          {pick(words.own, own, pair.own, (picked) => change({ ...pair, own: picked }))}
          {pick(words.theirs, theirs, pair.theirs, (picked) => change({ ...pair, theirs: picked }))}
        </>
      )}
    </RowsEditor>
  );
}

/** A condition in words: column, relation, values. */
export function Condition({
  id,
  value,
  set,
  columns,
}: {
  id: string;
  value: RowCondition;
  set: (value: RowCondition) => void;
  columns: readonly Choice[];
}) {
  const words = useWords(ruleFormWords).form;
  const takesNone = value.is === "filled" || value.is === "empty";
  const takesSeveral = value.is === "in" || value.is === "not-in";
  const valuesOf = (text: string) => (takesSeveral ? text.split(/\s+/).filter((part) => part !== "") : [text]);
  return (
    <div className="row g2 wrap condition">
      <Select
        id={id}
        aria-label={words.column}
        placeholder={words.column}
        showSearch={{ optionFilterProp: "label" }}
        options={optionsOf(columns)}
        value={value.column === "" ? null : value.column}
        onChange={(picked: string) => set({ ...value, column: picked })}
      />
      <Select
        aria-label={words.relation}
        options={conditionRelations.map((is) => ({ value: is, label: words.relations[is] }))}
        value={value.is}
        onChange={(is: RowCondition["is"]) =>
          set({ ...value, is, values: is === "filled" || is === "empty" ? [] : value.values })
        }
      />
      {takesNone ? null : (
        <Input
          aria-label={words.values}
          placeholder={takesSeveral ? words.valuesHint : words.values}
          value={value.values.join(" ")}
          onChange={(event) => set({ ...value, values: valuesOf(event.target.value) })}
        />
      )}
    </div>
  );
}

export function useColumnChoices(resource: Pick<Resource, "items">): Choice[] {
  const text = useText();
  return resource.items.map((item) => ({ value: item.field, label: text(item.name), note: item.field }));
}

/** Resources a rule may speak of besides this one: of the department, with data. */
function useOthers({ id, department }: Resource): Choice[] {
  const query = { department, hasData: "true", limit: 200 } as const;
  const answer = useAnswer(catalogRoutes.listResources, { query });
  return (answer.data?.items ?? []).filter((one) => one.id !== id).map((one) => ({ value: one.id, label: one.name }));
}

/** Columns of the other resource chosen; of this one where none is. */
function useTheirColumns(other: unknown, own: Choice[]): Choice[] {
  const text = useText();
  const id = typeof other === "string" ? other : "";
  const answer = useAnswer(catalogRoutes.getResource, { params: { id } }, { isReady: id !== "" });
  if (id === "") return own;
  return (answer.data?.items ?? []).map((item) => ({ value: item.field, label: text(item.name), note: item.field }));
}

function useAmong({ as }: Asked): { among: Choice[] } {
  const words = useWords(ruleFormWords).form;
  const data = useWords(dataWords);
  const text = useText();
  if (typeof as !== "object") return { among: [] };
  const named: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    kinds: data.kinds,
    statistics: words.statistics,
    measures: words.measures,
    units: words.units,
    relations: words.relations,
    dimensions: Object.fromEntries(
      Object.entries(dimensionNames).map(([name, said]) => [name as Dimension, text(said)]),
    ),
  };
  const names: Readonly<Record<string, string>> = as.names === undefined ? data.checks : (named[as.names] ?? {});
  return { among: as.among.map((value) => ({ value, label: names[value] ?? value })) };
}
