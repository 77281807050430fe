import type { Call } from "#kernel/call";
import type { QualityDeps } from "./deps.ts";
import type { RowRule } from "./rule.ts";

/** Rows a written query found; null where it failed or took too long: then nobody knows, and it is not scored. */
export type Queried = ReadonlyMap<string, readonly number[] | null>;

/** What a query lists beyond this is cut off: a rule that nearly every row fails says so with these as well. */
const mostRows = 2_000_000;

/**
 * Runs written queries before the check, each on its own with its limit of time, so that a query that fails cannot take the
 * check down with it. Rows that change meanwhile make the check start over.
 */
export async function runQueries(
  call: Call,
  deps: Pick<QualityDeps, "lake">,
  rules: readonly RowRule[],
): Promise<Queried> {
  const found = new Map<string, readonly number[] | null>();
  for (const rule of rules) {
    if (rule.test.kind !== "sql") continue;
    try {
      found.set(rule.id, await rowsOf(call, deps, rule.test));
    } catch {
      call.signal.throwIfAborted();
      // What the engine says may quote values.
      call.log.warn({ rule: rule.id }, "a written query could not be run");
      found.set(rule.id, null);
    }
  }
  return found;
}

async function rowsOf(
  call: Call,
  { lake }: Pick<QualityDeps, "lake">,
  { query, seconds }: { readonly query: string; readonly seconds: number },
): Promise<number[]> {
  const signal = AbortSignal.any([call.signal, AbortSignal.timeout(seconds * 1000)]);
  await using session = await lake.session(signal);
  const rows: number[] = [];
  const sql = `select distinct q._row as row from (${query}) q where q._row is not null limit ${mostRows}`;
  for await (const batch of session.stream<{ row: number }>(sql)) for (const { row } of batch) rows.push(row);
  return rows;
}
