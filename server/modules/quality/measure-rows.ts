import type { LakeSession } from "#kernel/lake/lake";
import { lookUp } from "./look-ups.ts";
import type { Count, RowRule } from "./rule.ts";
import {
  assessedIn,
  assessedSql,
  countFailedSql,
  countSql,
  failedIn,
  failedRowsSql,
  type Plan,
  rowsIn,
} from "./statements.ts";

/** What the row rules of a table came to. */
export interface RowCounts {
  readonly rowCount: number;
  /** In the order of the plan's rules. */
  readonly counts: readonly Count[];
}

/** Counts only: keys and codes are looked up, then one scan. */
export async function countRows(session: LakeSession, plan: Plan, divisions: string | null): Promise<RowCounts> {
  const { counted } = await lookUp(session, plan, divisions);
  const [result = {}] = await session.read(countSql(plan));
  const rowCount = rowsIn(result);
  return {
    rowCount,
    counts: plan.rules.map((rule, position) => ({
      assessed: isMandatory(rule) ? rowCount : (counted.get(rule.id)?.assessed ?? assessedIn(result, rule)),
      failed: counted.get(rule.id)?.failed ?? failedIn(result, position),
    })),
  };
}

/**
 * Replaces `failedTable` with the rows that fail a rule and the rules they fail, in one scan. What failed is counted there.
 * Of a mandatory column the failed rows also tell how many rows have a value; only the others are read once more.
 */
export async function writeFailedRows(
  session: LakeSession,
  plan: Plan,
  divisions: string | null,
  failedTable: string,
): Promise<RowCounts & { badRows: number }> {
  const { lookedUp, counted } = await lookUp(session, plan, divisions);
  await session.write(`drop table if exists ${failedTable}`);
  await session.write(`create table ${failedTable} as ${failedRowsSql(plan, lookedUp)}`);
  const [failed = {}] = await session.read(countFailedSql(failedTable, plan.rules.length, plan.dialect));
  const empty = new Map(
    plan.rules.flatMap((rule, position): [string, number][] =>
      isMandatory(rule) ? [[rule.fields.join("+"), failedIn(failed, position)]] : [],
    ),
  );
  const isTold = (rule: RowRule) =>
    empty.has(rule.fields.join("+")) || typeof counted.get(rule.id)?.assessed === "number";
  const [rest = {}] = await session.read(
    assessedSql(
      plan,
      plan.rules.filter((rule) => !isTold(rule)),
    ),
  );
  const rowCount = rowsIn(rest);
  const assessedOf = (rule: RowRule): number => {
    if (isMandatory(rule)) return rowCount;
    const emptyRows = empty.get(rule.fields.join("+"));
    return counted.get(rule.id)?.assessed ?? (emptyRows === undefined ? assessedIn(rest, rule) : rowCount - emptyRows);
  };
  return {
    rowCount,
    badRows: rowsIn(failed),
    counts: plan.rules.map((rule, position) => ({ assessed: assessedOf(rule), failed: failedIn(failed, position) })),
  };
}

/** The only rule that is put to rows without a value. */
const isMandatory = (rule: RowRule): boolean => rule.test.kind === "mandatory";
