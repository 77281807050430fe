import type { ZoneRanges } from "#contract/gate";
import { type Db, sql } from "#kernel/db/db";

/** What changed for processes that keep grants and serving tables in memory. */
export interface Changes {
  /** Ask with this next time. */
  readonly since: string;
  /** Departments one of whose grants changed. */
  readonly departments: readonly string[];
  readonly resources: readonly string[];
  readonly zones: Omit<ZoneRanges, "version"> | null;
  /** Hub processes alive now. */
  readonly processes: number;
}

interface ChangesRow {
  since: string;
  departments: string[] | null;
  resources: string[] | null;
  zones: { ranges: ZoneRanges["ranges"]; otherwise: ZoneRanges["otherwise"] } | null;
  processes: number;
}

/**
 * Everything committed since `since`, in one round trip, and a sign of life of this process. The answer's `since` is the
 * oldest transaction still running: what it will commit is in the next answer, some of what is in this one too.
 */
export async function changesSince(db: Db, since: string, processId: string): Promise<Changes> {
  const result = await sql<ChangesRow>`
    with seen as (
      insert into gate.process (id, seen_at) values (${processId}, now())
      on conflict (id) do update set seen_at = excluded.seen_at where gate.process.seen_at < now() - interval '2 seconds'
    )
    select pg_snapshot_xmin(pg_current_snapshot())::text as since,
      (select array_agg(distinct g.department) from gate.grant g where g.changed_in >= ${since}::xid8) as departments,
      (select array_agg(s.resource_id) from gate.serving s where s.changed_in >= ${since}::xid8) as resources,
      (select jsonb_build_object('ranges', z.ranges, 'otherwise', z.otherwise)
       from gate.zone_setting z where z.changed_in >= ${since}::xid8) as zones,
      (select count(*)::int from gate.process p where p.seen_at > now() - interval '6 seconds' and p.id <> ${processId}) + 1
        as processes`.execute(db.withTables<never>());
  const row = result.rows[0];
  if (!row) throw new Error("The change feed answered nothing.");
  return {
    since: row.since,
    departments: row.departments ?? [],
    resources: row.resources ?? [],
    zones: row.zones,
    processes: row.processes,
  };
}

/** After a restore from another server its transaction numbers may lie in the future; they are made this server's own. */
export async function adoptTransactions(db: Db): Promise<void> {
  for (const table of ["grant", "serving", "zone_setting"] as const)
    await sql`update ${sql.table(`gate.${table}`)} set changed_in = pg_current_xact_id()
      where changed_in > pg_current_xact_id()`.execute(db.withTables<never>());
}

export async function forgetProcess(db: Db, processId: string): Promise<void> {
  await sql`delete from gate.process where id = ${processId} or seen_at < now() - interval '1 day'`.execute(
    db.withTables<never>(),
  );
}

export async function zoneSetting(db: Db): Promise<ZoneRanges> {
  const { rows } = await sql<ZoneRanges>`select z.ranges, z.otherwise, z.version from gate.zone_setting z`.execute(
    db.withTables<never>(),
  );
  return rows[0] ?? { ranges: [], otherwise: "government-extranet", version: 1 };
}

export async function writeZoneSetting(db: Db, setting: ZoneRanges): Promise<void> {
  await sql`update gate.zone_setting set ranges = ${JSON.stringify(setting.ranges)}::jsonb,
    otherwise = ${setting.otherwise}, version = ${setting.version}, changed_in = pg_current_xact_id()`.execute(
    db.withTables<never>(),
  );
}
