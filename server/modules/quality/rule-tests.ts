import type { CheckName, ValueKind } from "#contract/dictionary";
import type { comparisons, driftMeasures, periodUnits, RowCondition, statistics } from "#contract/quality-rules";

/** Another resource's standard table as a rule reads it. */
export interface OtherTable {
  readonly resourceId: string;
  /** For sentences. */
  readonly name: string;
  /** Quoted name in the lake. */
  readonly table: string;
}

export interface KeyPair {
  readonly own: string;
  readonly theirs: string;
}

/** How the rows of a table are put to a rule. */
export type RowTest =
  | { readonly kind: "mandatory" }
  /** A value stands where the condition holds. */
  | { readonly kind: "conditional"; readonly when: RowCondition }
  | { readonly kind: "type"; readonly type: ValueKind }
  | { readonly kind: "length"; readonly min: number | null; readonly max: number | null }
  | { readonly kind: "pattern"; readonly pattern: string }
  | { readonly kind: "check"; readonly check: CheckName }
  /** `codes` are the active codes of the version in force. */
  | { readonly kind: "code-set"; readonly set: string; readonly version: number; readonly codes: readonly string[] }
  /** `as` is how column and limits are compared. */
  | {
      readonly kind: "range";
      readonly as: "number" | "date" | "datetime" | "text";
      readonly min: string | null;
      readonly max: string | null;
    }
  | { readonly kind: "unique" }
  /** The last `blocks` of the rule's fields must be equal for two rows to be compared. */
  | { readonly kind: "duplicates"; readonly blocks: number; readonly similarity: number }
  /** The division code that stands at `start` (from 1) of a value put to `check`. */
  | { readonly kind: "foreign-key"; readonly check: CheckName; readonly start: number; readonly length: number }
  /**
   * A credit code of a state organ (it begins with 11) of one of these divisions (characters 3 to 8) stands among the
   * departments' `codes`. Organs of other divisions are in other hubs' directories.
   */
  | { readonly kind: "authority"; readonly divisions: readonly string[]; readonly codes: readonly string[] }
  /** The value stands in a column of another table. */
  | { readonly kind: "reference"; readonly other: OtherTable; readonly column: string }
  /** Against the second field of the rule, or (`other`) column `than` of the row with the same keys in another table. */
  | {
      readonly kind: "comparison";
      readonly is: (typeof comparisons)[number];
      readonly than: string;
      readonly other: OtherTable | null;
      readonly keys: readonly KeyPair[];
      readonly tolerance: number;
    }
  /** `query` is the text as confined to the department's tables. */
  | { readonly kind: "sql"; readonly query: string; readonly seconds: number };

/** How a table as a whole is put to a rule. */
export type TableTest =
  | { readonly kind: "fresh"; readonly days: number }
  | { readonly kind: "reconciled" }
  | { readonly kind: "readable" }
  | {
      readonly kind: "schema";
      readonly columns: readonly { readonly field: string; readonly type: ValueKind }[];
      readonly allowsExtra: boolean;
    }
  | { readonly kind: "fill-rate"; readonly min: number }
  | {
      readonly kind: "row-count";
      readonly min: number | null;
      readonly max: number | null;
      readonly other: OtherTable | null;
      readonly tolerance: number;
    }
  | {
      readonly kind: "statistic";
      readonly statistic: (typeof statistics)[number];
      readonly quantile: number;
      readonly min: number | null;
      readonly max: number | null;
    }
  | {
      readonly kind: "drift";
      readonly measure: (typeof driftMeasures)[number];
      readonly limit: number;
      readonly window: number;
    }
  | {
      readonly kind: "difference";
      readonly other: OtherTable;
      readonly keys: readonly KeyPair[];
      readonly columns: readonly KeyPair[];
    }
  | { readonly kind: "lateness"; readonly days: number }
  | {
      readonly kind: "arrivals";
      readonly unit: (typeof periodUnits)[number];
      readonly periods: number;
      readonly min: number | null;
      readonly max: number | null;
    }
  | { readonly kind: "reachable"; readonly url: string; readonly timeoutMs: number; readonly window: number };
