import type { CheckName, ValueKind } from "#contract/dictionary";
import type { Dimension, RuleKind } from "#contract/quality";
import type { RowCondition } from "#contract/quality-rules";
import type { Bilingual } from "#contract/text";
import type { RowTest, TableTest } from "./rule-tests.ts";

export type { RowTest, TableTest } from "./rule-tests.ts";

/** A rule before it runs. Two rules with the same members say the same of every table. */
export interface Rule<Test extends RowTest | TableTest = RowTest | TableTest> {
  /**
   * `<kind>:<field>`; a key of several columns joins them by `+`; a rule about the table as a whole is its kind; a written
   * rule is `<kind>#<number>`.
   */
  readonly id: string;
  readonly kind: RuleKind;
  readonly dimension: Dimension;
  /** Columns it reads; the first is the one its value is shown of. */
  readonly fields: readonly string[];
  readonly columnName: Bilingual | null;
  readonly text: Bilingual;
  readonly element: string | null;
  readonly standard: string;
  /** What it was derived from, with versions: `DE-00002@3 CS-GENDER@2`. */
  readonly basis: string;
  readonly weight: number;
  readonly test: Test;
  /** Of a written rule: where it comes from, its version, and the rows it is put to. */
  readonly written?: {
    readonly origin: "written" | "pack";
    readonly version: number;
    readonly where: RowCondition | null;
  };
}

/** The kind of a rule with this test: three registers, one kind of rule. */
export const kindOf = (test: RowTest | TableTest): RuleKind =>
  test.kind === "authority" || test.kind === "reference" ? "foreign-key" : test.kind;

export type RowRule = Rule<RowTest>;
export type TableRule = Rule<TableTest>;

const tableKinds: ReadonlySet<string> = new Set<TableTest["kind"]>([
  "fresh",
  "reconciled",
  "readable",
  "schema",
  "fill-rate",
  "row-count",
  "statistic",
  "drift",
  "difference",
  "lateness",
  "arrivals",
  "reachable",
]);

export const isRowRule = (rule: Rule): rule is RowRule => !tableKinds.has(rule.test.kind);
export const isTableRule = (rule: Rule): rule is TableRule => tableKinds.has(rule.test.kind);

/** What a rule came to. */
export interface Count {
  readonly assessed: number;
  readonly failed: number;
}

/**
 * The dimension of GB/T 36344-2018 a kind of rule belongs to, by its second-level indicators: value domains, lengths and
 * structure are 规范性; filled elements and present records 完整性; right content, format and no duplicates 准确性; agreement
 * with other data 一致性; in time 时效性; usable when needed 可访问性. Of a query its author says so.
 */
export const dimensionOf: Readonly<Record<RuleKind, Dimension>> = {
  type: "conformity",
  length: "conformity",
  pattern: "conformity",
  "code-set": "conformity",
  schema: "conformity",
  mandatory: "completeness",
  conditional: "completeness",
  "fill-rate": "completeness",
  "row-count": "completeness",
  reconciled: "completeness",
  check: "accuracy",
  range: "accuracy",
  statistic: "accuracy",
  unique: "accuracy",
  duplicates: "accuracy",
  drift: "accuracy",
  "foreign-key": "consistency",
  comparison: "consistency",
  difference: "consistency",
  fresh: "timeliness",
  lateness: "timeliness",
  arrivals: "timeliness",
  readable: "accessibility",
  reachable: "accessibility",
  sql: "accuracy",
};

/** Kinds of values that are read as numbers. */
export const numericKinds: ReadonlySet<ValueKind> = new Set(["integer", "decimal", "number"]);

/** Checks whose verdict on a value can turn from wrong to right as days pass, never the other way. */
export const datedChecks: ReadonlySet<CheckName> = new Set(["citizen-id", "not-future"]);
