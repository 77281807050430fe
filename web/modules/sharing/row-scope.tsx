import { Button, Input, Select } from "antd";
import type { RowCondition } from "#contract/gate";
import type { LineView } from "#contract/sharing";
import { Icon, useLanguage, useWords } from "#kit";
import { applicationWords } from "./application-words.ts";

type Item = LineView["itemNames"][number];
type Operator = RowCondition["op"];
const operators: readonly Operator[] = ["=", "in", "between", "starts-with", "is-null", "own-division"];

export function useItemName(): (item: Pick<Item, "field" | "name">) => string {
  const { language } = useLanguage();
  return ({ field, name }) => (language === "en" ? name.en || name.zh : name.zh || name.en) || field;
}

/** A row filter in words: 现居住地区划 以 5101 开头. */
export function useScopeText(): (scope: readonly RowCondition[], items: readonly Item[]) => string {
  const words = useWords(applicationWords).scope;
  const { language } = useLanguage();
  const nameOf = useItemName();
  return (scope, items) => {
    if (scope.length === 0) return words.all;
    return scope
      .map((condition) => {
        const item = items.find((one) => one.field === condition.item);
        return words.said[condition.op](item ? nameOf(item) : condition.item, valueOf(condition));
      })
      .join(language === "zh" ? "，并且 " : ", and ");
  };
}

function valueOf(condition: RowCondition): string {
  switch (condition.op) {
    case "=":
    case "starts-with":
      return condition.value;
    case "in":
      return condition.values.join("、");
    case "between":
      return `${condition.from} – ${condition.to}`;
    case "is-null":
    case "own-division":
      return "";
  }
}

function blankOf(op: Operator, item: string): RowCondition {
  switch (op) {
    case "=":
    case "starts-with":
      return { item, op, value: "" };
    case "in":
      return { item, op, values: [] };
    case "between":
      return { item, op, from: "", to: "" };
    case "is-null":
    case "own-division":
      return { item, op };
  }
}

/** Which rows are asked for, or given: conditions that all hold. */
export function ScopeEditor({
  label,
  items,
  scope,
  onChange,
}: {
  label: string;
  items: readonly Item[];
  scope: readonly RowCondition[];
  onChange: (scope: RowCondition[]) => void;
}) {
  const words = useWords(applicationWords).scope;
  const nameOf = useItemName();
  const first = items[0]?.field ?? "";
  const replace = (index: number, next: RowCondition) => onChange(scope.map((old, at) => (at === index ? next : old)));
  return (
    <fieldset className="scope-set">
      <legend className="sub">
        {label} {scope.length === 0 ? <span className="m">{words.all}</span> : null}
      </legend>
      {scope.map((condition, index) => (
        // Conditions have no identity of their own; their place is what the hub's pointers name.
        // oxlint-disable-next-line react/no-array-index-key
        <div className="scope-row" key={index}>
          <Select
            size="small"
            aria-label={words.item}
            value={condition.item}
            options={items.map((item) => ({ value: item.field, label: nameOf(item) }))}
            onChange={(item: string) => replace(index, { ...condition, item })}
          />
          <Select
            size="small"
            aria-label={words.op}
            value={condition.op}
            options={operators.map((op) => ({ value: op, label: words.ops[op] }))}
            onChange={(op: Operator) => replace(index, blankOf(op, condition.item))}
          />
          <ConditionValue condition={condition} onChange={(next) => replace(index, next)} />
          <Button
            size="small"
            type="text"
            aria-label={words.remove}
            title={words.remove}
            icon={<Icon name="close" />}
            onClick={() => onChange(scope.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      <Button size="small" icon={<Icon name="plus" />} onClick={() => onChange([...scope, blankOf("=", first)])}>
        {words.add}
      </Button>
    </fieldset>
  );
}

function ConditionValue({ condition, onChange }: { condition: RowCondition; onChange: (next: RowCondition) => void }) {
  const words = useWords(applicationWords).scope;
  switch (condition.op) {
    case "=":
    case "starts-with":
      return (
        <Input
          size="small"
          aria-label={words.value}
          placeholder={words.value}
          value={condition.value}
          onChange={(event) => onChange({ ...condition, value: event.target.value })}
        />
      );
    case "in":
      return (
        <Input
          size="small"
          aria-label={words.values}
          placeholder={words.values}
          defaultValue={condition.values.join(",")}
          onChange={(event) =>
            onChange({
              ...condition,
              values: event.target.value
                .split(/[,，、]/)
                .map((value) => value.trim())
                .filter((value) => value !== ""),
            })
          }
        />
      );
    case "between":
      return (
        <span className="row g2">
          <Input
            size="small"
            aria-label={words.from}
            placeholder={words.from}
            value={condition.from}
            onChange={(event) => onChange({ ...condition, from: event.target.value })}
          />
          <Input
            size="small"
            aria-label={words.to}
            placeholder={words.to}
            value={condition.to}
            onChange={(event) => onChange({ ...condition, to: event.target.value })}
          />
        </span>
      );
    case "is-null":
    case "own-division":
      return <span />;
  }
}
