import type { z } from "zod";
import {
  comparisons,
  driftMeasures,
  periodUnits,
  type RuleDefinition,
  type RowCondition,
  statistics,
} from "#contract/quality-rules";
import { checkNames, valueKinds } from "#contract/dictionary";
import { dimensions } from "#contract/quality";

export type WrittenKind = RuleDefinition["kind"];
type Label =
  | "column"
  | "columns"
  | "columnsUnique"
  | "columnsSimilar"
  | "blocks"
  | "type"
  | "min"
  | "max"
  | "minLength"
  | "maxLength"
  | "minRows"
  | "maxRows"
  | "pattern"
  | "check"
  | "set"
  | "version"
  | "allowsExtra"
  | "structure"
  | "when"
  | "share"
  | "statistic"
  | "quantile"
  | "similarity"
  | "measure"
  | "limit"
  | "window"
  | "probes"
  | "other"
  | "otherRows"
  | "otherColumn"
  | "tolerance"
  | "toleranceNumber"
  | "is"
  | "than"
  | "keys"
  | "pairColumns"
  | "days"
  | "unit"
  | "periods"
  | "minArrivals"
  | "maxArrivals"
  | "url"
  | "timeoutMs"
  | "sql"
  | "dimension";
type Hint = "blocksHint" | "patternHint" | "setHint" | "structureHint" | "shareHint" | "limitHint" | "sqlHint";

/** How one member of a definition is asked for. */
export interface Asked {
  readonly name: string;
  readonly label: Label;
  readonly hint?: Hint;
  readonly as:
    | "column"
    | "columns"
    | "number"
    | "text"
    | "long-text"
    | "claim"
    | "condition"
    | "structure"
    | "resource"
    | "other-column"
    | "pairs"
    | {
        readonly among: readonly string[];
        readonly names?: "kinds" | "statistics" | "measures" | "units" | "relations" | "dimensions";
      };
  readonly isOptional?: boolean;
}

const column: Asked = { name: "column", label: "column", as: "column" };
const ask = (name: string, as: Asked["as"], more: Partial<Asked> = {}): Asked => ({
  name,
  label: name as Label,
  as,
  ...more,
});
const maybe = (name: string, as: Asked["as"], more: Partial<Asked> = {}): Asked =>
  ask(name, as, { ...more, isOptional: true });

/** What a form asks for a kind of rule, in the order of its sentence. */
export const asked: Readonly<Record<WrittenKind, readonly Asked[]>> = {
  type: [column, ask("type", { among: valueKinds, names: "kinds" })],
  length: [column, maybe("min", "number", { label: "minLength" }), maybe("max", "number", { label: "maxLength" })],
  pattern: [column, ask("pattern", "text", { hint: "patternHint" })],
  check: [column, ask("check", { among: checkNames })],
  "code-set": [column, ask("set", "text", { hint: "setHint" }), maybe("version", "number")],
  schema: [ask("columns", "structure", { label: "structure", hint: "structureHint" }), ask("allowsExtra", "claim")],
  mandatory: [column],
  conditional: [column, ask("when", "condition")],
  "fill-rate": [column, ask("min", "number", { label: "share", hint: "shareHint" })],
  "row-count": [
    maybe("min", "number", { label: "minRows" }),
    maybe("max", "number", { label: "maxRows" }),
    maybe("other", "resource", { label: "otherRows" }),
    maybe("tolerance", "number"),
  ],
  range: [column, maybe("min", "text"), maybe("max", "text")],
  statistic: [
    column,
    ask("statistic", { among: statistics, names: "statistics" }),
    maybe("quantile", "number"),
    maybe("min", "number"),
    maybe("max", "number"),
  ],
  unique: [ask("columns", "columns", { label: "columnsUnique" })],
  duplicates: [
    ask("columns", "columns", { label: "columnsSimilar" }),
    maybe("blocks", "columns", { hint: "blocksHint" }),
    ask("similarity", "number"),
  ],
  drift: [
    column,
    ask("measure", { among: driftMeasures, names: "measures" }),
    ask("limit", "number", { hint: "limitHint" }),
    ask("window", "number"),
  ],
  "foreign-key": [column, ask("other", "resource"), ask("otherColumn", "other-column")],
  comparison: [
    column,
    ask("is", { among: comparisons, names: "relations" }),
    ask("than", "other-column"),
    maybe("other", "resource"),
    maybe("keys", "pairs"),
    maybe("tolerance", "number", { label: "toleranceNumber" }),
  ],
  difference: [ask("other", "resource"), ask("keys", "pairs"), maybe("columns", "pairs", { label: "pairColumns" })],
  lateness: [column, ask("days", "number")],
  arrivals: [
    column,
    ask("unit", { among: periodUnits, names: "units" }),
    ask("periods", "number"),
    maybe("min", "number", { label: "minArrivals" }),
    maybe("max", "number", { label: "maxArrivals" }),
  ],
  reachable: [ask("url", "text"), ask("timeoutMs", "number"), ask("window", "number", { label: "probes" })],
  sql: [ask("sql", "long-text", { hint: "sqlHint" }), ask("dimension", { among: dimensions, names: "dimensions" })],
};

export const writtenKinds = Object.keys(asked) as readonly WrittenKind[];

/** Kinds that name rows, and so can be put to some rows only. */
const tableKinds: ReadonlySet<WrittenKind> = new Set<WrittenKind>([
  "schema",
  "fill-rate",
  "row-count",
  "statistic",
  "drift",
  "difference",
  "lateness",
  "arrivals",
  "reachable",
  "sql",
]);
export const takesRows = (kind: WrittenKind): boolean => !tableKinds.has(kind);

/** A definition while it is being written: any of its members may still be missing. */
export type DraftDefinition = { readonly kind: WrittenKind } & Readonly<Record<string, unknown>>;
type Input = z.input<typeof RuleDefinition>;

const beginnings = {
  drift: { measure: "psi", limit: 0.25, window: 6 },
  duplicates: { columns: [], blocks: [], similarity: 0.9 },
  unique: { columns: [] },
  "fill-rate": { min: 0.95 },
  statistic: { statistic: "mean", quantile: 0.5, min: null, max: null },
  arrivals: { unit: "month", periods: 6, min: 1, max: null },
  reachable: { timeoutMs: 5000, window: 30 },
  "row-count": { min: null, max: null, other: null, tolerance: 0 },
  difference: { keys: [], columns: [] },
  comparison: { is: "<=", other: null, keys: [], tolerance: 0 },
  schema: { columns: [], allowsExtra: true },
  sql: { dimension: "accuracy", sql: "" },
  length: { min: null, max: null },
  range: { min: null, max: null },
  "code-set": { version: null },
  lateness: { days: 31 },
  type: { type: "date" },
  conditional: { when: { column: "", is: "filled", values: [] } satisfies RowCondition },
} satisfies { [Kind in WrittenKind]?: Partial<Omit<Extract<Input, { kind: Kind }>, "kind">> };

/** What a fresh rule of a kind begins with. */
export const beginning = (kind: WrittenKind): DraftDefinition => ({
  kind,
  ...(beginnings as Partial<Record<WrittenKind, Readonly<Record<string, unknown>>>>)[kind],
});
