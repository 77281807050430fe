import type { LakeColumn } from "#kernel/lake/lake";
import { type Count, numericKinds, type Rule, type TableTest } from "./rule.ts";
import type { SumName } from "./statements.ts";

/** What is known of a table as a whole at the moment of a check. */
export interface TableFacts {
  /** Null where the table cannot be read. */
  readonly rowCount: number | null;
  readonly columns: readonly LakeColumn[];
  /** Days of the hub's calendar (`YYYY-MM-DD`). */
  readonly today: string;
  readonly loadedOn: string | null;
  readonly load: { readonly rowsRead: number; readonly sourceCount: number | null } | undefined;
  /** Rows with a value in the rule's column. */
  readonly filled: (rule: Rule) => number;
  readonly sums: (rule: Rule) => Readonly<Record<SumName, number>>;
  /** What statements of their own found, by rule id. */
  readonly looks: ReadonlyMap<string, TableLook>;
}

/** What one rule's own statement, profile or probe found; a member is absent where the rule does not ask for it. */
export interface TableLook {
  readonly otherRows?: number;
  readonly quantile?: number | null;
  readonly keys?: number;
  readonly different?: number;
  /** Rows in each of the last whole periods. */
  readonly arrivals?: readonly number[];
  /** Null where there are not enough earlier checks. */
  readonly drift?: number | null;
  readonly probes?: { readonly all: number; readonly failed: number };
}

const nothing: Count = { assessed: 0, failed: 0 };
const one = (isGood: boolean): Count => ({ assessed: 1, failed: isGood ? 0 : 1 });

/**
 * Of a table that cannot be read nothing is fresh and nothing has arrived; one without rows gives its readers nothing.
 * What counts things (columns, rows, periods, probes, keys) is scored by the share that is right, the others pass or fail.
 */
export function judgeTable(rule: Rule<TableTest>, facts: TableFacts): Count {
  const { test } = rule;
  const look = facts.looks.get(rule.id) ?? {};
  switch (test.kind) {
    case "readable":
      return one(facts.rowCount !== null && facts.rowCount > 0);
    case "fresh": {
      const age = facts.loadedOn === null ? Number.POSITIVE_INFINITY : daysBetween(facts.loadedOn, facts.today);
      return one(facts.rowCount !== null && age <= test.days);
    }
    case "reconciled":
      return reconcile(facts);
    case "schema":
      return structure(test, facts.columns);
    case "fill-rate": {
      const rows = facts.rowCount ?? 0;
      return { assessed: rows, failed: Math.max(0, Math.ceil(test.min * rows - 1e-9) - facts.filled(rule)) };
    }
    case "row-count":
      return countRows(test, facts.rowCount ?? 0, look.otherRows);
    case "statistic":
      return within(test, statisticOf(test, facts.sums(rule), look));
    case "drift":
      return typeof look.drift === "number" ? one(look.drift <= test.limit) : nothing;
    case "difference":
      return { assessed: look.keys ?? 0, failed: look.different ?? 0 };
    case "lateness": {
      const { n, highest } = facts.sums(rule);
      // Times stand in the lake as the clock of China shows them; the day begins there.
      return n === 0 ? nothing : one(daysBetween(dayOfSeconds(highest), facts.today) <= test.days);
    }
    case "arrivals": {
      const periods = look.arrivals ?? [];
      const isWrong = (rows: number) => rows < (test.min ?? 0) || rows > (test.max ?? Number.POSITIVE_INFINITY);
      return { assessed: periods.length, failed: periods.filter(isWrong).length };
    }
    case "reachable":
      return { assessed: look.probes?.all ?? 0, failed: look.probes?.failed ?? 0 };
  }
}

/**
 * Rows of the source against rows in the table: what was rejected, returned or lost fails, and so does what stands in the
 * table beyond the source. A rejected row that is mended and loaded later counts as arrived.
 */
function reconcile({ rowCount, load }: TableFacts): Count {
  const expected = Math.max(load?.rowsRead ?? 0, load?.sourceCount ?? 0);
  return { assessed: expected, failed: Math.min(expected, Math.abs(expected - (rowCount ?? 0))) };
}

/** Columns of the standard that are missing or of another type, and, where none may be extra, those beyond it. */
function structure(test: Extract<TableTest, { kind: "schema" }>, columns: readonly LakeColumn[]): Count {
  const own = columns.filter(({ name }) => !name.startsWith("_"));
  const kinds = new Map<string, string>(own.map(({ name, type }) => [name, type.kind]));
  const isSame = (found: string | undefined, type: string) =>
    found === type || (found !== undefined && [found, type].every((kind) => numericKinds.has(kind as never)));
  const wrong = test.columns.filter(({ field, type }) => !isSame(kinds.get(field), type));
  const wanted = new Set(test.columns.map(({ field }) => field));
  const extra = test.allowsExtra ? [] : own.filter(({ name }) => !wanted.has(name));
  return { assessed: test.columns.length + extra.length, failed: wrong.length + extra.length };
}

function countRows(test: Extract<TableTest, { kind: "row-count" }>, rows: number, other: number | undefined): Count {
  if (test.other !== null) {
    const expected = other ?? 0;
    const short = Math.max(0, Math.ceil(Math.abs(expected - rows) - test.tolerance * expected - 1e-9));
    return { assessed: Math.max(expected, 1), failed: Math.min(short, Math.max(expected, 1)) };
  }
  return one(rows >= (test.min ?? 0) && rows <= (test.max ?? Number.POSITIVE_INFINITY));
}

function statisticOf(
  test: Extract<TableTest, { kind: "statistic" }>,
  { n, mean, variance, lowest, highest }: Readonly<Record<SumName, number>>,
  { quantile = null }: TableLook,
): number | null {
  if (n === 0) return null;
  switch (test.statistic) {
    case "mean":
      return mean;
    case "deviation":
      return Math.sqrt(variance);
    case "sum":
      return mean * n;
    case "min":
      return lowest;
    case "max":
      return highest;
    case "median":
    case "quantile":
      return quantile;
  }
}

function within({ min, max }: { min: number | null; max: number | null }, value: number | null): Count {
  if (value === null) return nothing;
  return one(value >= (min ?? Number.NEGATIVE_INFINITY) && value <= (max ?? Number.POSITIVE_INFINITY));
}

const dayMs = 86_400_000;

const dayOfSeconds = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 10);

/** Calendar days from one day to another; a load of yesterday is one day old at any hour of today. */
export const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / dayMs;
