import type { CheckName } from "#contract/dictionary";
import type { Dimension, RuleKind } from "#contract/quality";
import type { Bilingual } from "#contract/text";

/** How the rows of a table are put to a rule. */
export type RowTest =
  | { readonly kind: "mandatory" }
  | { readonly kind: "length"; readonly max: number }
  | { readonly kind: "check"; readonly check: CheckName }
  /** `codes` are the active codes of the version in force. */
  | { readonly kind: "code-set"; readonly set: string; readonly version: number; readonly codes: readonly string[] }
  | { readonly kind: "unique" }
  /** The division code that stands at `start` (from 1) of a value put to `check`. */
  | { readonly kind: "foreign-key"; readonly check: CheckName; readonly start: number; readonly length: number }
  /**
   * A credit code of a state organ (it begins with 11) of one of these divisions (characters 3 to 8) stands among the
   * departments' `codes`. Organs of other divisions are in other hubs' directories.
   */
  | { readonly kind: "authority"; readonly divisions: readonly string[]; readonly codes: readonly string[] };

/** How a table as a whole is put to a rule. */
export type TableTest =
  | { readonly kind: "fresh"; readonly days: number }
  | { readonly kind: "reconciled" }
  | { readonly kind: "readable" };

/** A rule before it runs. Two rules with the same members say the same of every table. */
export interface Rule<Test extends RowTest | TableTest = RowTest | TableTest> {
  /** `<kind>:<field>`; a key of several columns joins them by `+`; a rule about the table as a whole is its kind. */
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
}

/** The kind of a rule with this test: two registers, one kind of rule. */
export const kindOf = (test: RowTest | TableTest): RuleKind => (test.kind === "authority" ? "foreign-key" : test.kind);

export type RowRule = Rule<RowTest>;
export type TableRule = Rule<TableTest>;

const tableKinds: ReadonlySet<string> = new Set<TableTest["kind"]>(["fresh", "reconciled", "readable"]);

export const isRowRule = (rule: Rule): rule is RowRule => !tableKinds.has(rule.test.kind);
export const isTableRule = (rule: Rule): rule is TableRule => tableKinds.has(rule.test.kind);

/** What a rule came to. */
export interface Count {
  readonly assessed: number;
  readonly failed: number;
}

/**
 * The dimension of GB/T 36344-2018 a kind of rule belongs to, by its second-level indicators: value domains and lengths
 * are 规范性; filled elements and present records 完整性; right content, format and no duplicates 准确性; agreement with other
 * data 一致性; in time 时效性; usable when needed 可访问性.
 */
export const dimensionOf: Readonly<Record<RuleKind, Dimension>> = {
  length: "conformity",
  "code-set": "conformity",
  mandatory: "completeness",
  reconciled: "completeness",
  check: "accuracy",
  unique: "accuracy",
  "foreign-key": "consistency",
  fresh: "timeliness",
  readable: "accessibility",
};
