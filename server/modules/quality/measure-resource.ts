import type { Call } from "#kernel/call";
import { inLakeTransaction, type LakeSession } from "#kernel/lake/lake";
import type { ResourceCore } from "#catalog";
import { sqlCheckOf } from "#dictionary";
import { columnsOf } from "./columns.ts";
import { dayOf } from "./day.ts";
import type { QualityDeps } from "./deps.ts";
import { derive, type Derived } from "./facts.ts";
import { failedTableOf, hasTable } from "./failed-rows.ts";
import { writeFailedRows } from "./measure-rows.ts";
import { type Count, isRowRule, isTableRule, type Rule, type RowRule } from "./rule.ts";
import { judgeTable } from "./table-tests.ts";

/** What a rule came to. `bit` is its place in the table of failed rows; null for a rule that was not put to rows. */
export interface MeasuredRule extends Count {
  readonly rule: Rule;
  readonly bit: number | null;
}

/** A resource as one run found it. */
export interface Measured {
  readonly rowCount: number;
  readonly badRows: number;
  readonly loadId: string | null;
  readonly rules: readonly MeasuredRule[];
  readonly measures: Derived["measures"];
}

/**
 * Puts a standard table to all its rules and leaves the rows that fail in the run's own table, in one lake transaction:
 * everything is counted over the same rows, whatever is loaded meanwhile.
 */
export function measure(call: Call, deps: QualityDeps, resource: ResourceCore, runId: string): Promise<Measured> {
  return inLakeTransaction(deps.lake, (session) => measureIn(call, deps, resource, session, runId), call.signal);
}

interface RowFindings {
  readonly rowCount: number | null;
  readonly badRows: number;
  readonly counts: ReadonlyMap<string, Count & { bit: number }>;
}

async function measureIn(
  call: Call,
  deps: QualityDeps,
  resource: ResourceCore,
  session: LakeSession,
  runId: string,
): Promise<Measured> {
  const isThere = await hasTable(session, resource.table);
  const loadId = isThere ? await deps.intake.loadIn(session, resource.id) : resource.loadId;
  const columns = isThere ? await session.columnsOf(resource.table) : [];
  const derived = await derive(call, deps, resource, { columns, loadId });
  const nothing: RowFindings = { rowCount: null, badRows: 0, counts: new Map() };
  const found = isThere ? await putToRows(deps, resource, session, derived, failedTableOf(resource, runId)) : nothing;
  const facts = {
    rowCount: found.rowCount,
    today: derived.today,
    loadedOn: resource.loadedAt === null ? null : dayOf(resource.loadedAt),
    load: derived.load,
  };
  const rules = derived.rules.flatMap((rule): MeasuredRule[] => {
    if (isTableRule(rule)) return [{ rule, bit: null, ...judgeTable(rule.test, facts) }];
    const count = found.counts.get(rule.id);
    return count ? [{ rule, ...count }] : [];
  });
  return { rowCount: found.rowCount ?? 0, badRows: found.badRows, loadId, rules, measures: derived.measures };
}

async function putToRows(
  deps: QualityDeps,
  resource: ResourceCore,
  session: LakeSession,
  { rules, items, today }: Derived,
  failedTable: string,
): Promise<RowFindings> {
  const rowRules: readonly RowRule[] = rules.filter(isRowRule);
  const plan = {
    table: resource.table,
    columns: columnsOf(items),
    dialect: deps.lake.dialect,
    sqlCheckOf,
    today,
    rules: rowRules,
  };
  const { rowCount, badRows, counts } = await writeFailedRows(
    session,
    plan,
    deps.registry.divisionTable(),
    failedTable,
  );
  const byRule = rowRules.flatMap((rule, bit): [string, Count & { bit: number }][] => {
    const count = counts[bit];
    return count ? [[rule.id, { ...count, bit }]] : [];
  });
  return { rowCount, badRows, counts: new Map(byRule) };
}
