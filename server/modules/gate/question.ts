import { cleanValue } from "#dictionary";
import type { AskedCondition, ItemType } from "./conditions.ts";
import { type Denial, deny } from "./refusals.ts";

/** What a caller of the API asked for, with every value in its canonical form. */
export interface Question {
  readonly items: readonly string[];
  readonly conditions: readonly AskedCondition[];
}

const noHint = { check: null, codes: null, unit: null };

/** The canonical text of a value, as serving tables keep it. */
export function canonical(item: ItemType, text: string): { readonly value: string } | { readonly denial: Denial } {
  const cleaned = cleanValue(text, item.type, noHint);
  if (cleaned.ok && cleaned.value !== null) return { value: cleaned.value };
  const [why, whyEn] = cleaned.ok ? ["是空的", "it is empty"] : [cleaned.text.zh, cleaned.text.en];
  return { denial: deny("value-wrong", { item: item.field, why, whyEn }) };
}

const asList = (value: string | readonly string[]): readonly string[] => (typeof value === "string" ? [value] : value);

/** Names of the query that are not items. */
const reserved: ReadonlySet<string> = new Set(["limit", "cursor", "count", "items"]);

/**
 * Reads `{item}`, `{item}.gte`, `{item}.lte`, `{item}.prefix`. An item nobody knows is kept as it is: the decision
 * refuses it by its name.
 */
export function readQuestion(
  query: Readonly<Record<string, unknown>>,
  types: ReadonlyMap<string, ItemType>,
): Question | Denial {
  const conditions: AskedCondition[] = [];
  const ranges = new Map<string, { from: string | null; to: string | null }>();
  for (const [name, raw] of Object.entries(query)) {
    if (reserved.has(name)) continue;
    const dot = name.indexOf(".");
    const field = dot < 0 ? name : name.slice(0, dot);
    const how = dot < 0 ? "" : name.slice(dot + 1);
    const item = types.get(field);
    if (!item || !operators.has(how)) {
      conditions.push({ item: name, op: "is-null" });
      continue;
    }
    const values: string[] = [];
    for (const text of asList(raw as string | readonly string[])) {
      if (how === "prefix") values.push(text);
      else {
        const found = canonical(item, text);
        if ("denial" in found) return found.denial;
        values.push(found.value);
      }
    }
    const [first = ""] = values;
    if (how === "") conditions.push({ item: field, op: "in", values });
    else if (how === "prefix") conditions.push({ item: field, op: "starts-with", value: first });
    else {
      const range = ranges.get(field) ?? { from: null, to: null };
      ranges.set(field, how === "gte" ? { ...range, from: first } : { ...range, to: first });
    }
  }
  for (const [item, range] of ranges) conditions.push({ item, op: "range", ...range });
  const items = typeof query["items"] === "string" ? query["items"].split(",").map((item) => item.trim()) : [];
  return { items: items.filter((item) => item !== ""), conditions };
}

const operators: ReadonlySet<string> = new Set(["", "gte", "lte", "prefix"]);
