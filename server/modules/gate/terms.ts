import type { ResourceItem } from "#contract/catalog";
import type { GrantTerms, RowCondition } from "#contract/gate";
import type { FieldFault } from "#kernel/problem";
import { demandedMasks, type Elements, hides, maskFor } from "./masks.ts";
import { canonical } from "./question.ts";

/** Everything that keeps terms from being granted, each with its place, all at once. */
export function faultsOfTerms(terms: GrantTerms, items: readonly ResourceItem[], elements: Elements): FieldFault[] {
  const faults: FieldFault[] = [];
  const fault = (pointer: string, zh: string, en: string) => void faults.push({ pointer, zh, en });
  const byField = new Map(items.map((item) => [item.field, item]));
  const demanded = demandedMasks(items, elements);
  const seen = new Set<string>();
  for (const [at, granted] of terms.items.entries()) {
    const pointer = `/items/${at}`;
    if (!byField.has(granted.field))
      fault(`${pointer}/field`, `资源没有数据项 ${granted.field}`, `the resource has no item ${granted.field}`);
    if (seen.has(granted.field))
      fault(`${pointer}/field`, `数据项 ${granted.field} 写了两次`, `item ${granted.field} is named twice`);
    seen.add(granted.field);
    const own = demanded.get(granted.field) ?? null;
    if (granted.mask === "unmasked" && hides(own) && granted.reason.trim() === "")
      fault(
        `${pointer}/reason`,
        `数据项 ${granted.field} 按分级须脱敏；不脱敏提供要写明理由`,
        `item ${granted.field} must be masked by its grade; say why it is delivered unmasked`,
      );
    const isNamed = granted.mask !== null && granted.mask !== "unmasked";
    if (isNamed && maskFor(own, granted) !== granted.mask)
      fault(
        `${pointer}/mask`,
        `数据项 ${granted.field} 须按数据元规定的方式脱敏，不能换成另一种；可以改为全部隐藏`,
        `item ${granted.field} is masked as its element demands; it can only be hidden altogether instead`,
      );
  }
  for (const [at, condition] of terms.rows.entries())
    faults.push(...conditionFaults(condition, `/rows/${at}`, byField));
  if (terms.validUntil !== null && terms.validUntil < terms.validFrom)
    fault("/validUntil", "到期日早于生效日", "the last day lies before the first");
  return faults;
}

function conditionFaults(
  condition: RowCondition,
  pointer: string,
  items: ReadonlyMap<string, ResourceItem>,
): FieldFault[] {
  const item = items.get(condition.item);
  if (!item)
    return [
      {
        pointer: `${pointer}/item`,
        zh: `资源没有数据项 ${condition.item}`,
        en: `the resource has no item ${condition.item}`,
      },
    ];
  const needsText = condition.op === "starts-with" || condition.op === "own-division";
  if (needsText && item.type.kind !== "text")
    return [
      {
        pointer: `${pointer}/op`,
        zh: `数据项 ${item.field} 不是文本，不能按开头匹配`,
        en: `item ${item.field} is not text and cannot be matched by its beginning`,
      },
    ];
  return valuesOf(condition).flatMap((value) => {
    const found = canonical(item, value);
    return "value" in found
      ? []
      : [
          {
            pointer,
            zh: `“${value}”不是 ${item.field} 的值：${found.denial.facts["why"]}`,
            en: `${value} is no value of ${item.field}: ${found.denial.facts["whyEn"]}`,
          },
        ];
  });
}

function valuesOf(condition: RowCondition): readonly string[] {
  switch (condition.op) {
    case "=":
      return [condition.value];
    case "in":
      return condition.values;
    case "between":
      return [condition.from, condition.to];
    case "starts-with":
    case "is-null":
    case "own-division":
      return [];
  }
}

/** The terms with every value written as it is kept. */
export function canonicalTerms(terms: GrantTerms, items: readonly ResourceItem[]): GrantTerms {
  const byField = new Map(items.map((item) => [item.field, item]));
  const written = (field: string, value: string): string => {
    const item = byField.get(field);
    const found = item ? canonical(item, value) : null;
    return found && "value" in found ? found.value : value;
  };
  const rows = terms.rows.map((row): RowCondition => {
    switch (row.op) {
      case "=":
        return { ...row, value: written(row.item, row.value) };
      case "in":
        return { ...row, values: row.values.map((value) => written(row.item, value)) };
      case "between":
        return { ...row, from: written(row.item, row.from), to: written(row.item, row.to) };
      case "starts-with":
      case "is-null":
      case "own-division":
        return row;
    }
  });
  return { ...terms, rows };
}
