import { type Db, sql } from "#kernel/db/db";

/** Where the states of a table's last check stand, and what they are states of. */
export interface StateRow {
  resourceId: string;
  runId: string;
  loadId: string | null;
  digest: string;
  onDay: string;
}

const tables = (db: Db) => db.withTables<never>();

export async function stateOf(db: Db, resourceId: string): Promise<StateRow | undefined> {
  const found = await sql<StateRow>`
    select s.resource_id, s.run_id, s.load_id, s.digest, s.on_day from quality.state s
    where s.resource_id = ${resourceId}`.execute(tables(db));
  return found.rows[0];
}

export async function keepState(db: Db, state: StateRow): Promise<void> {
  await sql`
    insert into quality.state (resource_id, run_id, load_id, digest, on_day)
    values (${state.resourceId}, ${state.runId}, ${state.loadId}, ${state.digest}, ${state.onDay})
    on conflict (resource_id) do update
    set run_id = excluded.run_id, load_id = excluded.load_id, digest = excluded.digest, on_day = excluded.on_day
  `.execute(tables(db));
}

/** Remembers a probe and answers how the last ones went, this one among them. */
export async function keepProbe(
  db: Db,
  probe: {
    readonly resourceId: string;
    readonly rule: string;
    readonly at: Date;
    readonly isReached: boolean;
    readonly status: number | null;
    readonly durationMs: number;
  },
  window: number,
): Promise<{ all: number; failed: number }> {
  await sql`
    insert into quality.probe (resource_id, rule, at, is_reached, status, duration_ms)
    values (${probe.resourceId}, ${probe.rule}, ${probe.at}, ${probe.isReached}, ${probe.status}, ${probe.durationMs})
    on conflict do nothing`.execute(tables(db));
  const found = await sql<{ all: number; failed: number }>`
    select count(*) as "all", count(*) filter (where not p.is_reached) as failed
    from (select p.is_reached from quality.probe p where p.resource_id = ${probe.resourceId} and p.rule = ${probe.rule}
      order by p.at desc limit ${window}) p`.execute(tables(db));
  return found.rows[0] ?? { all: 0, failed: 0 };
}
