import { Checkbox, Input, Select } from "antd";
import { shareClassNames } from "#contract/catalog";
import { maskNames } from "#contract/dictionary";
import { Tag, useText, useWords } from "#kit";
import { dataWords } from "#shell";
import type { GivenItem, GivenLine, HowGiven } from "./answer-values.ts";
import { answerWords } from "./answer-words.ts";
import { ScopeEditor, useItemName, useScopeText } from "./row-scope.tsx";

const byRule = "by-rule";

/** One resource of an answer: each asked item given or not, and how; and which rows. */
export function AnswerLine({ given, onChange }: { given: GivenLine; onChange: (next: GivenLine) => void }) {
  const words = useWords(answerWords);
  const text = useText();
  const scopeText = useScopeText();
  const { line, items } = given;
  const replace = (next: GivenItem) =>
    onChange({ ...given, items: items.map((item) => (item.field === next.field ? next : item)) });
  return (
    <fieldset className="fieldset">
      <legend>
        {line.resourceName} <Tag tone="line">{text(shareClassNames[line.shareClass])}</Tag>
      </legend>
      <p className="t12 m">{words.scopeAsked(scopeText(line.scope, line.itemNames))}</p>
      {items.map((item) => (
        <ItemRow key={item.field} given={given} item={item} onChange={replace} />
      ))}
      <div style={{ marginTop: 12 }}>
        <ScopeEditor
          label={words.scope}
          items={line.itemNames}
          scope={given.scope}
          onChange={(scope) => onChange({ ...given, scope })}
        />
      </div>
    </fieldset>
  );
}

function ItemRow({
  given,
  item,
  onChange,
}: {
  given: GivenLine;
  item: GivenItem;
  onChange: (next: GivenItem) => void;
}) {
  const words = useWords(answerWords);
  const { masks } = useWords(dataWords);
  const nameOf = useItemName();
  const known = given.line.itemNames.find((one) => one.field === item.field);
  const name = known ? nameOf(known) : item.field;
  return (
    <div className="grant-row">
      <Checkbox checked={item.isGiven} onChange={(event) => onChange({ ...item, isGiven: event.target.checked })}>
        {name}
      </Checkbox>
      {item.isGiven ? (
        <Select
          size="small"
          aria-label={`${words.mask}：${name}`}
          value={item.how ?? byRule}
          options={[
            { value: byRule, label: words.byRule },
            ...maskNames.map((mask) => ({ value: mask, label: words.maskOf(masks[mask]) })),
            { value: "unmasked", label: words.unmasked },
          ]}
          onChange={(how: string) => onChange({ ...item, how: how === byRule ? null : (how as HowGiven) })}
        />
      ) : (
        <span />
      )}
      {item.isGiven && item.how === "unmasked" ? (
        <Input
          size="small"
          aria-label={`${words.reason}：${name}`}
          placeholder={words.reason}
          value={item.reason}
          onChange={(event) => onChange({ ...item, reason: event.target.value })}
        />
      ) : (
        <span />
      )}
    </div>
  );
}
