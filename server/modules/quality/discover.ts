import type { ProposalKind } from "#contract/quality-proposals";
import { editDistance } from "./duplicates.ts";

/**
 * Rules that a table's own values speak for, where no dictionary and nobody says anything: what nearly all rows keep to is
 * taken for the rule, and the few that do not for its failures. Nothing here is scored; a steward decides what becomes a
 * rule.
 */
export interface Suspicion {
  readonly row: number;
  readonly column: number;
  readonly kind: SuspicionKind;
}

export type SuspicionKind = ProposalKind;

/** A rule that was found: `near` columns decide it together with `column`. */
export interface FoundRule {
  readonly kind: SuspicionKind;
  readonly column: number;
  readonly given: number | null;
  /** Share of the rows it speaks of that keep to it. */
  readonly support: number;
  /** Of so many rows these do not keep to it, by their places. */
  readonly of: number;
  readonly wrong: readonly number[];
}

/** Words that stand for nothing; the word “empty” and its like are left out, since tables use them as values. */
export const placeholders: ReadonlySet<string> = new Set([
  "n/a",
  "na",
  "null",
  "none",
  "nan",
  "-",
  "--",
  "?",
  "无",
  "未知",
  "暂无",
  "不详",
]);

/** Values as text by row and column; a missing value is "". */
export function discover(rows: readonly (readonly string[])[]): { rules: FoundRule[]; suspicions: Suspicion[] } {
  const width = rows[0]?.length ?? 0;
  const columns = Array.from({ length: width }, (_, column) => rows.map((row) => row[column] ?? ""));
  const rules: FoundRule[] = [];
  const found = new Map<string, Suspicion>();
  const note = (kind: SuspicionKind, column: number, given: number | null, wrong: readonly number[], of: number) => {
    if (wrong.length === 0) return;
    rules.push({ kind, column, given, support: 1 - wrong.length / Math.max(1, of), of, wrong });
    for (const row of wrong) found.set(`${row} ${column}`, { row, column, kind });
  };
  for (const [column, values] of columns.entries()) {
    const counts = countsOf(values);
    const isPlaceholder = rowsWhere(values, (value) => placeholders.has(value.trim().toLowerCase()));
    note("placeholder", column, null, isPlaceholder, values.length);
    const wrongForm = mixedForms(values);
    note("form", column, null, wrongForm, values.length);
    if (wrongForm.length === 0) note("near-value", column, null, nearValues(values, counts), values.length);
  }
  for (const [given, by] of columns.entries()) {
    const groups = groupsOf(by);
    for (const [column, values] of columns.entries()) {
      if (column !== given) dependency(groups, values, (wrong, of) => note("dependency", column, given, wrong, of));
    }
  }
  return { rules, suspicions: [...found.values()] };
}

const rowsWhere = (values: readonly string[], is: (value: string) => boolean): number[] =>
  values.flatMap((value, row) => (is(value) ? [row] : []));

function countsOf(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** The most frequent value and how often it stands there. */
function mainOf(counts: ReadonlyMap<string, number>): readonly [value: string, count: number] {
  return [...counts].toSorted((a, b) => b[1] - a[1])[0] ?? ["", 0];
}

const numberWithUnit = /^\s*[+-]?\d+(\.\d+)?\s*(\D*)$/;

/**
 * A column of numbers written with several units, or with and without one, has no form: what is not a plain number fails.
 * One unit throughout is the column's form, and the few values with another fail.
 */
function mixedForms(values: readonly string[]): number[] {
  return formOf(values)?.wrong ?? [];
}

/** The unit of a column of numbers (empty: none is allowed) and the rows written otherwise; null where there is no form. */
export function formOf(values: readonly string[]): { readonly unit: string; readonly wrong: number[] } | null {
  const filled = rowsWhere(values, (value) => value !== "" && !placeholders.has(value.trim().toLowerCase()));
  const units = filled.map((row) => numberWithUnit.exec(values[row] ?? "")?.[2]?.trim() ?? null);
  const numeric = units.filter((unit) => unit !== null).length;
  if (filled.length < 20 || numeric < 0.95 * filled.length) return null;
  const counts = countsOf(units.map((unit) => unit ?? "\u0000"));
  const [main, most] = mainOf(counts);
  if (counts.size === 1) return null;
  const unit = most >= 0.9 * filled.length ? main : "";
  return { unit, wrong: filled.filter((_, index) => units[index] !== unit) };
}

/** Rare values one or two edits from a value that is far more frequent. */
function nearValues(values: readonly string[], counts: ReadonlyMap<string, number>): number[] {
  const distinct = counts.size;
  if (distinct > values.length / 3 || distinct < 2) return [];
  const frequent = [...counts].filter(([value, count]) => count >= 4 && value.length >= 2);
  const wrong = new Set(
    [...counts]
      .filter(([value, count]) => count <= 3 && value !== "")
      .filter(([value, count]) => frequent.some(([other, often]) => often >= 4 * count && isNear(value, other)))
      .map(([value]) => value),
  );
  return rowsWhere(values, (value) => wrong.has(value));
}

/** Replaced characters only count as near where most of the text is the same. */
function isNear(a: string, b: string): boolean {
  const most = Math.max(1, Math.floor(Math.max(a.length, b.length) * 0.15));
  if (a === b || Math.abs(a.length - b.length) > most) return false;
  // Numbers differ by a digit without being each other's slips.
  if (/^[\d.%\s-]+$/.test(a) && /^[\d.%\s-]+$/.test(b)) return false;
  return editDistance(Array.from(a), Array.from(b), most) <= most;
}

function groupsOf(values: readonly string[]): number[][] {
  const groups = new Map<string, number[]>();
  for (const [row, value] of values.entries()) {
    if (value === "") continue;
    const own = groups.get(value);
    if (own) own.push(row);
    else groups.set(value, [row]);
  }
  return [...groups.values()].filter((rows) => rows.length >= 3);
}

const dependencyShare = 0.93;

/** One column decides another where nearly every row of every group has the group's value. */
function dependency(
  groups: readonly (readonly number[])[],
  values: readonly string[],
  note: (wrong: readonly number[], of: number) => void,
): void {
  let kept = 0;
  let all = 0;
  const wrong: number[] = [];
  const mains = new Set<string>();
  for (const rows of groups) {
    const counts = countsOf(rows.map((row) => values[row] ?? ""));
    const [main, most] = mainOf(counts);
    all += rows.length;
    kept += most;
    mains.add(main);
    if (most >= 0.6 * rows.length) wrong.push(...rows.filter((row) => values[row] !== main));
  }
  // Groups that all have one value say nothing; few groups happen to agree.
  if (groups.length >= 5 && mains.size >= 3 && all >= 0.3 * values.length && kept >= dependencyShare * all)
    note(wrong, all);
}
