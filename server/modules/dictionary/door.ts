import type { CheckName, Code, ColumnHint, DataElement, MaskName, Proposal, ValueType } from "#contract/dictionary";
import type { Bilingual } from "#contract/text";
import type { Call } from "#kernel/call";
import type { Route } from "#kernel/http/route";
import type { Dialect } from "#kernel/lake/lake";

/** An element as other modules use it. */
export type Element = Omit<DataElement, "may">;

export interface CodeList {
  readonly id: string;
  readonly version: number;
  readonly name: Bilingual;
  readonly codes: readonly Code[];
}

export interface Dictionary {
  readonly routes: readonly Route[];
  /** Installs the shipped pack: new elements and code sets are added, ones that people changed are left alone. */
  open(call: Call): Promise<void>;
  /** All elements by id, retired ones included; read once per change, so cheap to ask. */
  elements(call: Call): Promise<ReadonlyMap<string, Element>>;
  /** The version of a code set in force on the day of the call, or the one asked for. */
  codeList(call: Call, id: string, version?: number): Promise<CodeList | undefined>;
  /** For each column the elements it may be, best first, at most five. */
  propose(call: Call, columns: readonly ColumnHint[]): Promise<Proposal[][]>;
}

/** What a check needs to know of the world. */
export interface CheckFacts {
  /** `YYYY-MM-DD`. */
  readonly today: string;
  /** True for a division code that is or was in force (2 to 12 digits). */
  readonly isDivision: (code: string) => boolean;
}

/** Why a value fails a check, and how to mend it; null where it passes. */
export interface CheckFault {
  readonly text: Bilingual;
  readonly mend: Bilingual;
  /** The value that would pass, where the check can tell (a wrong check digit with everything else right). */
  readonly suggestion: string | null;
}

export type CheckValue = (check: CheckName, value: string, facts: CheckFacts) => CheckFault | null;

/**
 * A check in lake SQL. `shared` are expressions over the column, named, computed once per row in a sub-select; `wrong`
 * is a boolean over those names and the column that is true where a value that is not null fails. Agrees with the
 * JavaScript check on every value (property test), except where `needsDivisions` asks for a join the caller makes.
 */
export interface SqlCheck {
  readonly shared: readonly { readonly name: string; readonly sql: string }[];
  readonly wrong: string;
  /**
   * The column holds division codes at these 1-based positions that must exist: the caller joins its division table.
   * `unless` is a condition on the column under which nothing must exist there (a foreigner's number), null for none.
   */
  readonly divisionAt: { readonly start: number; readonly length: number; readonly unless: string | null } | null;
}

export type SqlCheckOf = (
  check: CheckName,
  column: string,
  prefix: string,
  dialect: Dialect,
  today: string,
) => SqlCheck;

/** Kinds of cleaning that change how a value is written but not what it means; each is counted per column. */
export const cleaningKinds = [
  "trimmed", // spaces around it, full-width ones too
  "control-characters", // line ends, tabs, zero-width characters inside
  "half-width", // full-width letters and digits
  "upper-case", // x of an ID number, letters of a credit code
  "separators", // thousands separators, spaces inside numbers
  "unit", // `1320m2`
  "multiplied", // `3.5万`
  "number-form", // `+5`, `007`, `1.5E3`, `(120)`
  "date-form", // `2022/8/10`, `20220810`, `2022年8月10日`
  "date-serial", // days since 1899-12-30, as spreadsheets count
  "date-joined", // `2022/8/1018:10`
  "calendar-era", // 民國 111 年
  "boolean-form", // 是, Y, 1
  "code-alias", // `男` where the code is `1`
  "decimals-dropped", // `520102.0` for a whole number or code
  "empty-word", // `无`, `NULL`, `--` where no value is meant
] as const;
export type CleaningKind = (typeof cleaningKinds)[number];

export type Cleaned =
  | { readonly ok: true; readonly value: string | null; readonly kinds: readonly CleaningKind[] }
  | {
      readonly ok: false;
      /** `type.<kind>` of the value type, such as `type.date`; `type.too-long` for a text. */
      readonly rule: string;
      readonly text: Bilingual;
      readonly mend: Bilingual;
      readonly suggestion: string | null;
    };

/** What cleaning may know of the element a column is mapped to. */
export interface CleanHint {
  readonly check: CheckName | null;
  readonly codes: CodeList | null;
  readonly unit: string | null;
}

/**
 * Turns a text as found into the canonical text of its type: `2026-03-18`, `2026-03-18 10:42:00`, `12.50`, `true`.
 * Never guesses: `03/04/2022` is refused, not read one way. Without kinds the value is the text as it came, but for zeros
 * at the end of a decimal. Times with a zone become China Standard Time, the time of the hub.
 */
export type CleanValue = (text: string, type: ValueType, hint: CleanHint) => Cleaned;

export type MaskValue = (mask: MaskName, value: string) => string;
