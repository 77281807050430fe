import type { ResourceItem } from "#contract/catalog";
import type { ValueKind } from "#contract/dictionary";
import type { RuleDefinition } from "#contract/quality-rules";
import type { Bilingual } from "#contract/text";
import type { CodeList } from "#dictionary";
import type { OtherTable } from "../rule-tests.ts";
import { dimensionOf, kindOf, numericKinds, type RowTest, type Rule, type TableTest } from "../rule.ts";
import { standardOfCheck } from "../sentences.ts";
import type { VersionRow, WrittenRow } from "./store.ts";

/** What written rules refer to besides their own table. */
export interface Surroundings {
  readonly items: readonly ResourceItem[];
  readonly codeLists: ReadonlyMap<string, CodeList>;
  /** By resource id. */
  readonly others: ReadonlyMap<string, OtherTable>;
  /** Written queries as confined to the department's tables, by text; one that is refused is not here. */
  readonly queries: ReadonlyMap<string, string>;
  readonly sqlSeconds: number;
}

/**
 * A version of a written rule as the engine runs it; null where it cannot be put to the table as it is now: a column, a code
 * set, another table or what the query reads is gone. What cannot be judged is not scored.
 */
export function compileRule(
  { number, pack }: Pick<WrittenRow, "number" | "pack">,
  version: Pick<VersionRow, "number" | "definition" | "condition" | "text" | "basis" | "weight">,
  around: Surroundings,
): Rule | null {
  const { definition, condition } = version;
  const fields = fieldsOf(definition, around.items);
  const items = new Map(around.items.map((item) => [item.field, item]));
  const read = [
    ...fields,
    ...(condition ? [condition.column] : []),
    ...(definition.kind === "conditional" ? [definition.when.column] : []),
  ];
  const test = read.every((field) => items.has(field)) ? testOf(definition, items, around) : null;
  if (test === null) return null;
  const first = items.get(fields[0] ?? "");
  return {
    id: `${kindOf(test)}#${number}`,
    kind: kindOf(test),
    dimension: definition.kind === "sql" ? definition.dimension : dimensionOf[kindOf(test)],
    fields,
    columnName: definition.kind === "sql" ? null : namesOf(fields, items),
    text: version.text,
    element: fields.length === 1 ? (first?.element ?? null) : null,
    standard: version.basis || (definition.kind === "check" ? standardOfCheck(definition.check) : ""),
    basis: `#${number}@${version.number}`,
    weight: version.weight,
    test,
    written: { origin: pack === null ? "written" : "pack", version: version.number, where: condition },
  };
}

function namesOf(fields: readonly string[], items: ReadonlyMap<string, ResourceItem>): Bilingual | null {
  const names = fields.flatMap((field) => items.get(field)?.name ?? []);
  if (names.length === 0) return null;
  return { zh: names.map(({ zh }) => zh).join("、"), en: names.map(({ zh, en }) => en || zh).join(", ") };
}

/** Columns of the rule's own table that a definition reads; the first is the one that is shown. */
export function fieldsOf(definition: RuleDefinition, items: readonly ResourceItem[]): string[] {
  if (definition.kind === "unique") return definition.columns;
  if (definition.kind === "duplicates") return [...definition.columns, ...definition.blocks];
  if (definition.kind === "comparison" && definition.other === null) return [definition.column, definition.than];
  if ("column" in definition) return [definition.column];
  if (definition.kind !== "sql") return [];
  // The rows of a query are shown by their key.
  const keys = items.filter(({ isKey }) => isKey).map(({ field }) => field);
  return keys.length > 0 ? keys : items.slice(0, 1).map(({ field }) => field);
}

function testOf(
  definition: RuleDefinition,
  items: ReadonlyMap<string, ResourceItem>,
  around: Surroundings,
): RowTest | TableTest | null {
  switch (definition.kind) {
    case "mandatory":
    case "unique":
      return { kind: definition.kind };
    case "conditional":
      return { kind: "conditional", when: definition.when };
    case "type":
      return { kind: "type", type: definition.type };
    case "length":
      return { kind: "length", min: definition.min, max: definition.max };
    case "pattern":
      return { kind: "pattern", pattern: definition.pattern };
    case "check":
      return { kind: "check", check: definition.check };
    case "code-set":
      return codesOf(definition, around);
    case "range":
      return {
        kind: "range",
        as: comparedAs(items.get(definition.column)?.type.kind ?? "text", definition.min ?? definition.max ?? ""),
        min: definition.min,
        max: definition.max,
      };
    case "duplicates":
      return { kind: "duplicates", blocks: definition.blocks.length, similarity: definition.similarity };
    case "foreign-key": {
      const other = around.others.get(definition.other);
      return other ? { kind: "reference", other, column: definition.otherColumn } : null;
    }
    case "comparison": {
      const { is, than, keys, tolerance } = definition;
      const other = definition.other === null ? null : around.others.get(definition.other);
      return other === undefined ? null : { kind: "comparison", is, than, other, keys, tolerance };
    }
    case "sql": {
      const query = around.queries.get(definition.sql);
      return query === undefined ? null : { kind: "sql", query, seconds: around.sqlSeconds };
    }
    case "difference": {
      const other = around.others.get(definition.other);
      return other ? { kind: "difference", other, keys: definition.keys, columns: definition.columns } : null;
    }
    case "row-count": {
      const { min, max, tolerance } = definition;
      const other = definition.other === null ? null : around.others.get(definition.other);
      return other === undefined ? null : { kind: "row-count", min, max, other, tolerance };
    }
    case "schema":
      return { kind: "schema", columns: definition.columns, allowsExtra: definition.allowsExtra };
    case "fill-rate":
      return { kind: "fill-rate", min: definition.min };
    case "statistic": {
      const { statistic, quantile, min, max } = definition;
      return { kind: "statistic", statistic, quantile, min, max };
    }
    case "drift":
      return { kind: "drift", measure: definition.measure, limit: definition.limit, window: definition.window };
    case "lateness":
      return { kind: "lateness", days: definition.days };
    case "arrivals": {
      const { unit, periods, min, max } = definition;
      return { kind: "arrivals", unit, periods, min, max };
    }
    case "reachable": {
      const { url, timeoutMs, window } = definition;
      return { kind: "reachable", url, timeoutMs, window };
    }
  }
}

function codesOf(
  { set, version }: Extract<RuleDefinition, { kind: "code-set" }>,
  { codeLists }: Surroundings,
): RowTest | null {
  const list = codeLists.get(codeListKey(set, version));
  if (!list) return null;
  const codes = list.codes.filter(({ status }) => status === "active").map(({ code }) => code);
  return { kind: "code-set", set, version: list.version, codes };
}

export const codeListKey = (set: string, version: number | null): string => `${set}@${version ?? "now"}`;

/** How a column and its limits are compared: as the column is typed; text as its limit reads. */
export function comparedAs(kind: ValueKind, limit: string): Extract<RowTest, { kind: "range" }>["as"] {
  if (numericKinds.has(kind)) return "number";
  if (kind === "date" || kind === "datetime") return kind;
  if (/^[+-]?\d+(\.\d+)?$/.test(limit)) return "number";
  return limit === "today" || /^\d{4}-\d{2}-\d{2}$/.test(limit) ? "date" : "text";
}
