import type { Call } from "#kernel/call";
import { inLakeTransaction, type LakeColumn, type LakeSession } from "#kernel/lake/lake";
import type { ResourceCore } from "#catalog";
import { sqlCheckOf } from "#dictionary";
import { columnsOf } from "./columns.ts";
import { dayOf } from "./day.ts";
import type { QualityDeps } from "./deps.ts";
import { derive, type Derived } from "./facts.ts";
import { hasTable, tablesOfRun } from "./failed-rows.ts";
import { mergeFailedRows, type Measured as MeasuredRows, writeFailedRows } from "./measure-rows.ts";
import { datedPositions, planDigest } from "./plan-digest.ts";
import { probeAll } from "./probes.ts";
import { driftOf } from "./profile/drift.ts";
import { type Profile, profileTable } from "./profile/measure-profile.ts";
import { lastProfiles, type ProfileRow } from "./profile/store.ts";
import { type Queried, runQueries } from "./queried.ts";
import { type Count, isRowRule, isTableRule, type Rule, type TableRule } from "./rule.ts";
import { stateOf, type StateRow } from "./state-store.ts";
import type { Plan } from "./statements.ts";
import { lookAtTable } from "./table-looks.ts";
import { judgeTable, type TableLook } from "./table-tests.ts";

/** What a rule came to. `bit` is its place in the table of failed rows; null for a rule that was not put to rows. */
export interface MeasuredRule extends Count {
  readonly rule: Rule;
  readonly bit: number | null;
}

/** A resource as one run found it. */
export interface Measured {
  readonly rowCount: number;
  readonly badRows: number;
  /** Rows read whole; fewer than there are where an earlier check's states were merged. */
  readonly rowsRead: number;
  readonly loadId: string | null;
  readonly rules: readonly MeasuredRule[];
  readonly measures: Derived["measures"];
  readonly profile: Profile | null;
  readonly earlier: readonly ProfileRow[];
  /** What the next check needs to merge; null where there is no table. */
  readonly state: Omit<StateRow, "resourceId" | "runId"> | null;
}

/** What is found out before the lake's transaction begins: nothing in it waits for the outside. */
interface Before {
  readonly queried: Queried;
  readonly probes: ReadonlyMap<string, TableLook>;
  readonly state: StateRow | undefined;
  readonly earlier: readonly ProfileRow[];
}

const mostHistory = 60;

/**
 * Puts a standard table to all its rules and leaves the rows that fail in the run's own table, in one lake transaction:
 * everything is counted over the same rows, whatever is loaded meanwhile.
 */
export async function measure(call: Call, deps: QualityDeps, resource: ResourceCore, runId: string): Promise<Measured> {
  const { rules } = await derive(call, deps, resource);
  const before: Before = {
    queried: await runQueries(call, deps, rules.filter(isRowRule)),
    probes: await probeAll(call, deps, resource.id, rules.filter(isTableRule)),
    state: await stateOf(call.db, resource.id),
    earlier: await lastProfiles(call.db, resource.id, mostHistory),
  };
  return inLakeTransaction(
    deps.lake,
    (session) => measureIn(call, deps, resource, session, runId, before),
    call.signal,
  );
}

async function measureIn(
  call: Call,
  deps: QualityDeps,
  resource: ResourceCore,
  session: LakeSession,
  runId: string,
  before: Before,
): Promise<Measured> {
  const isThere = await hasTable(session, resource.table);
  const loadId = isThere ? await deps.intake.loadIn(session, resource.id) : resource.loadId;
  const columns = isThere ? await session.columnsOf(resource.table) : [];
  const derived = await derive(call, deps, resource, { columns, loadId });
  const { measures, today } = derived;
  const found = isThere ? await putToTable(deps, resource, session, { derived, columns, loadId, runId, before }) : null;
  const tableRules = derived.rules.filter(isTableRule);
  const position = new Map(tableRules.map((rule, index) => [rule.id, index]));
  const facts = {
    rowCount: found?.rows.rowCount ?? null,
    columns,
    today,
    loadedOn: resource.loadedAt === null ? null : dayOf(resource.loadedAt),
    load: derived.load,
    filled: (rule: Rule) => found?.rows.totals.assessed(rule) ?? 0,
    sums: (rule: Rule) => found?.rows.totals.sums(position.get(rule.id) ?? -1) ?? nothing,
    looks: new Map([...before.probes, ...(found?.looks ?? [])]),
  };
  const rowRules = derived.rules.filter(isRowRule);
  const bits = new Map(rowRules.map((rule, bit) => [rule.id, bit]));
  const rules = derived.rules.flatMap((rule): MeasuredRule[] => {
    if (isTableRule(rule)) return [{ rule, bit: null, ...judgeTable(rule, facts) }];
    const bit = bits.get(rule.id) ?? -1;
    const count = found?.rows.counts[bit];
    return count ? [{ rule, bit, assessed: count.assessed, failed: Math.min(count.failed, count.assessed) }] : [];
  });
  return {
    rowCount: found?.rows.rowCount ?? 0,
    badRows: found?.rows.badRows ?? 0,
    rowsRead: found?.rows.rowsRead ?? 0,
    loadId,
    rules,
    measures,
    profile: found?.profile ?? null,
    earlier: before.earlier,
    state: found && { loadId, digest: found.digest, onDay: today },
  };
}

const nothing = { n: 0, mean: 0, variance: 0, lowest: 0, highest: 0 };

interface Ground {
  readonly derived: Derived;
  readonly columns: readonly LakeColumn[];
  readonly loadId: string | null;
  readonly runId: string;
  readonly before: Before;
}

interface Found {
  readonly rows: MeasuredRows;
  readonly looks: ReadonlyMap<string, TableLook>;
  readonly profile: Profile;
  readonly digest: string;
}

async function putToTable(
  deps: QualityDeps,
  resource: ResourceCore,
  session: LakeSession,
  { derived, columns, loadId, runId, before }: Ground,
): Promise<Found> {
  const { rules, items, today, elements } = derived;
  const tableRules = rules.filter(isTableRule);
  const plan: Plan = {
    table: resource.table,
    columns: columnsOf(items),
    dialect: deps.lake.dialect,
    sqlCheckOf,
    today,
    rules: rules.filter(isRowRule),
    summed: tableRules,
    hasSums: columns.some(({ name }) => name === "_sum"),
    queried: before.queried,
  };
  const divisions = deps.registry.divisionTable();
  const digest = planDigest(rules, columns, await divisionsPrint(session, divisions, deps), today);
  const into = tablesOfRun(resource, runId);
  const state = before.state;
  const isSame = state !== undefined && state.digest === digest && state.loadId === loadId;
  const earlier = isSame ? tablesOfRun(resource, state.runId) : null;
  const isThere =
    earlier !== null && (await hasTable(session, earlier.failed)) && (await hasTable(session, earlier.states));
  const again = state?.onDay === today ? [] : datedPositions(plan.rules);
  const rows =
    (earlier !== null && isThere ? await mergeFailedRows(session, plan, divisions, into, earlier, again) : null) ??
    (await writeFailedRows(session, plan, divisions, into));
  const looks = await lookAtTable(session, plan, tableRules);
  const profile = await profileTable(session, resource.table, items, elements, deps.lake.dialect);
  return { rows, looks: new Map([...looks, ...driftLooks(tableRules, profile, before.earlier)]), profile, digest };
}

/** Tells whether the register of divisions is another than before. */
async function divisionsPrint(
  session: LakeSession,
  divisions: string | null,
  { lake }: Pick<QualityDeps, "lake">,
): Promise<string> {
  if (divisions === null) return "";
  const sql = `select ${lake.dialect.fingerprint(["v.code"])} as print from ${divisions} v`;
  const [row] = await session.read<{ print: string | null }>(sql);
  return row?.print ?? "";
}

/** How far each column that a rule watches has moved from the checks of its window: the median of the comparisons. */
function driftLooks(
  rules: readonly TableRule[],
  profile: Profile,
  earlier: readonly ProfileRow[],
): [string, TableLook][] {
  return rules.flatMap(({ id, test, fields }): [string, TableLook][] => {
    if (test.kind !== "drift") return [];
    const of = (columns: Profile["columns"]) => columns.find(({ field }) => field === fields[0]);
    const now = of(profile.columns);
    const past = earlier.slice(0, test.window).flatMap(({ columns }) => of(columns) ?? []);
    const moved = now ? past.flatMap((one) => driftOf(test.measure, one, now) ?? []) : [];
    const sorted = moved.toSorted((a, b) => a - b);
    return [[id, { drift: sorted[Math.floor((sorted.length - 1) / 2)] ?? null }]];
  });
}
