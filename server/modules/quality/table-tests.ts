import type { Count, TableTest } from "./rule.ts";

/** What is known of a table as a whole at the moment of a check. */
export interface TableFacts {
  /** Null where the table cannot be read. */
  readonly rowCount: number | null;
  /** Days of the hub's calendar (`YYYY-MM-DD`). */
  readonly today: string;
  readonly loadedOn: string | null;
  readonly load: { readonly rowsRead: number; readonly sourceCount: number | null } | undefined;
}

/** Of a table that cannot be read nothing is fresh and nothing has arrived; one without rows gives its readers nothing. */
export function judgeTable(test: TableTest, facts: TableFacts): Count {
  switch (test.kind) {
    case "readable":
      return { assessed: 1, failed: facts.rowCount === null || facts.rowCount === 0 ? 1 : 0 };
    case "fresh": {
      const age = facts.loadedOn === null ? Number.POSITIVE_INFINITY : daysBetween(facts.loadedOn, facts.today);
      return { assessed: 1, failed: facts.rowCount === null || age > test.days ? 1 : 0 };
    }
    case "reconciled":
      return reconcile(facts);
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

const dayMs = 86_400_000;

/** Calendar days from one day to another; a load of yesterday is one day old at any hour of today. */
export const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / dayMs;
