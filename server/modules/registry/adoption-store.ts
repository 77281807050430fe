import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { type Db, sql } from "#kernel/db/db";
import type { LevelCount } from "./division-store.ts";

/** The columns of a division on its way in, in this order. */
export const copiedColumns =
  "code, name, level, parent, is_current, first_seen_on, last_seen_on, successors, child_count";

/** Any number; every adoption of every hub process asks for the same advisory lock. */
const adoptionLock = 7_301_945;

/** Until the connection ends. */
export async function lockAdoption(client: pg.PoolClient): Promise<void> {
  await client.query("select pg_advisory_lock($1)", [adoptionLock]);
}

/** An empty table beside the one in use; what an adoption that was cut short left behind goes away. */
export async function createNext(client: pg.PoolClient): Promise<void> {
  await client.query("drop table if exists registry.division_next");
  await client.query("create table registry.division_next (like registry.division including defaults)");
}

/** Takes lines of PostgreSQL's COPY text format. */
export const copyIntoNext = (client: pg.PoolClient): NodeJS.WritableStream =>
  client.query(copyFrom(`copy registry.division_next (${copiedColumns}) from stdin`));

/** Townships and villages that were known before and are no longer listed stay, as retired; counties and above are told apart before. */
export async function keepRetiredBelowCounty(client: pg.PoolClient, lastSeenOn: string | null): Promise<void> {
  await client.query(
    `insert into registry.division_next (${copiedColumns})
     select o.code, o.name, o.level, o.parent, false, o.first_seen_on, coalesce(o.last_seen_on, $1::date), o.successors, 0
     from registry.division o
     where o.level > 3 and not exists (select 1 from registry.division_next n where n.code = o.code)`,
    [lastSeenOn],
  );
}

export async function indexNext(client: pg.PoolClient): Promise<void> {
  await client.query("alter table registry.division_next add constraint division_next_pkey primary key (code)");
  await client.query("create index division_next_parent on registry.division_next (parent, is_current, code)");
  await client.query("analyze registry.division_next");
}

export async function countNext(client: pg.PoolClient): Promise<LevelCount[]> {
  const { rows } = await client.query<LevelCount>(
    `select n.level, count(*) filter (where n.is_current)::int as current,
       count(*) filter (where not n.is_current)::int as retired
     from registry.division_next n group by n.level order by n.level`,
  );
  return rows;
}

/** In the caller's transaction. Readers wait for the commit, at most some milliseconds; they never meet an empty table. */
export async function swapIn(
  db: Db,
  edition: { readonly loadedAt: Date; readonly source: string; readonly levels: readonly LevelCount[] },
): Promise<void> {
  const run = (statement: ReturnType<typeof sql>) => statement.execute(db.withTables<never>());
  // A reader that hangs must not make every other reader queue behind this; the adoption is tried again instead.
  await run(sql`set local lock_timeout = '10s'`);
  await run(sql`drop table registry.division`);
  await run(sql`alter table registry.division_next rename to division`);
  await run(sql`alter index registry.division_next_pkey rename to division_pkey`);
  await run(sql`alter index registry.division_next_parent rename to division_parent`);
  await run(sql`
    insert into registry.division_edition (loaded_at, source, levels)
    values (${edition.loadedAt}, ${edition.source}, ${JSON.stringify(edition.levels)}::jsonb)`);
}
