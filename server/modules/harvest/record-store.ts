import type { ExternalDataset, HarvestFault, HarvestKind, HarvestOutcome } from "#contract/harvest";
import { type Db, sql } from "#kernel/db/db";
import type { Known } from "./judge.ts";

const tables = (db: Db) => db.withTables<never>();

export interface WrittenRecord {
  readonly id: string;
  readonly originId: string;
  readonly hash: string;
  readonly body: ExternalDataset;
}

export async function knownRecords(
  db: Db,
  sourceId: string,
  originIds: readonly string[],
): Promise<Map<string, Known>> {
  if (originIds.length === 0) return new Map();
  const { rows } = await sql<Known>`
    select r.id, r.origin_id, r.hash, r.last_run, r.gone_at is not null as is_gone
    from harvest.record r
    where r.source_id = ${sourceId}
      and r.origin_id = any(${[...originIds]}::text[])`.execute(tables(db));
  return new Map(rows.map((row) => [row.originId, row]));
}

export async function writeRecords(
  db: Db,
  { sourceId, runId, at }: { sourceId: string; runId: string; at: Date },
  records: readonly WrittenRecord[],
): Promise<void> {
  if (records.length === 0) return;
  const rows = records.map(({ id, originId, hash, body }) => ({ id, origin_id: originId, hash, body }));
  await sql`
    insert into harvest.record (id, source_id, origin_id, hash, body, last_run, first_seen_at, changed_at, last_seen_at)
    select v.id, ${sourceId}::uuid, v.origin_id, v.hash, v.body, ${runId}::uuid, ${at}::timestamptz, ${at}::timestamptz,
      ${at}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as v (id uuid, origin_id text, hash text, body jsonb)
    on conflict (source_id, origin_id) do update set
      hash = excluded.hash, body = excluded.body, last_run = excluded.last_run, changed_at = excluded.changed_at,
      last_seen_at = excluded.last_seen_at, gone_at = null`.execute(tables(db));
}

export async function touchRecords(db: Db, ids: readonly string[], runId: string, at: Date): Promise<void> {
  if (ids.length === 0) return;
  await sql`
    update harvest.record r set last_run = ${runId}, last_seen_at = ${at}
    where r.id = any(${[...ids]}::uuid[])`.execute(tables(db));
}

export interface GoneRecord {
  readonly id: string;
  readonly originId: string;
  readonly title: string;
}

/** Of what this run has not seen, at most so many at once. */
export async function takeGone(
  db: Db,
  { sourceId, runId, at }: { sourceId: string; runId: string; at: Date },
  limit: number,
): Promise<GoneRecord[]> {
  const { rows } = await sql<GoneRecord>`
    update harvest.record r set gone_at = ${at}
    where r.id in (
      select g.id from harvest.record g
      where g.source_id = ${sourceId} and g.gone_at is null and g.last_run <> ${runId}
      order by g.id
      limit ${limit})
    returning r.id, r.origin_id, r.body->>'title' as title`.execute(tables(db));
  return rows;
}

export interface LineRow {
  readonly number: number;
  readonly outcome: HarvestOutcome;
  readonly originId: string;
  readonly title: string;
  readonly entryId: string | null;
  readonly faults: readonly HarvestFault[];
}

export async function insertLines(db: Db, runId: string, lines: readonly LineRow[]): Promise<void> {
  if (lines.length === 0) return;
  const rows = lines.map(({ number, outcome, originId, title, entryId, faults }) => ({
    number,
    outcome,
    origin_id: originId,
    title,
    entry_id: entryId,
    faults,
  }));
  await sql`
    insert into harvest.line (run_id, number, outcome, origin_id, title, entry_id, faults)
    select ${runId}::uuid, v.number, v.outcome, v.origin_id, v.title, v.entry_id, v.faults
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as v (
      number int, outcome text, origin_id text, title text, entry_id uuid, faults jsonb)`.execute(tables(db));
}

/** Of a run that begins again: its records may come once more. */
export async function forgetRun(db: Db, runId: string): Promise<void> {
  await sql`
    update harvest.record r set last_run = '00000000-0000-0000-0000-000000000000'
    where r.last_run = ${runId}`.execute(tables(db));
}

export async function deleteLines(db: Db, runId: string): Promise<void> {
  await sql`delete from harvest.line l where l.run_id = ${runId}`.execute(tables(db));
}

export async function listLines(
  db: Db,
  runId: string,
  { outcome, after, limit }: { outcome: HarvestOutcome | null; after: number; limit: number },
): Promise<{ rows: LineRow[]; total: number }> {
  const isWanted = sql`l.run_id = ${runId} and (${outcome}::text is null or l.outcome = ${outcome})`;
  const { rows } = await sql<LineRow>`
    select l.number, l.outcome, l.origin_id, l.title, l.entry_id, l.faults
    from harvest.line l
    where ${isWanted} and l.number > ${after}
    order by l.number
    limit ${limit}`.execute(tables(db));
  const counted = await sql<{ total: number }>`
    select count(*) as total from harvest.line l where ${isWanted}`.execute(tables(db));
  return { rows, total: counted.rows[0]?.total ?? 0 };
}

export interface EntryRow {
  readonly id: string;
  readonly sourceId: string;
  readonly sourceName: string;
  readonly sourceKind: HarvestKind;
  readonly body: ExternalDataset;
  readonly firstSeenAt: Date;
  readonly changedAt: Date;
  readonly lastSeenAt: Date;
}

const entryColumns = sql`r.id, r.source_id, s.name as source_name, s.kind as source_kind, r.body, r.first_seen_at,
  r.changed_at, r.last_seen_at`;

export async function findEntry(db: Db, id: string): Promise<EntryRow | undefined> {
  const { rows } = await sql<EntryRow>`
    select ${entryColumns}
    from harvest.record r join harvest.source s on s.id = r.source_id
    where r.id = ${id} and r.gone_at is null`.execute(tables(db));
  return rows[0];
}

/** Newest first; `q` is a piece of the title or of the publisher. */
export async function listEntries(
  db: Db,
  { sourceId, q, before, limit }: { sourceId: string | null; q: string; before: string | null; limit: number },
): Promise<{ rows: EntryRow[]; total: number }> {
  const piece = `%${q.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  const isWanted = sql`r.gone_at is null and (${sourceId}::uuid is null or r.source_id = ${sourceId}::uuid)
    and (${q} = '' or r.body->>'title' ilike ${piece} or r.body->>'publisher' ilike ${piece})`;
  const { rows } = await sql<EntryRow>`
    select ${entryColumns}
    from harvest.record r join harvest.source s on s.id = r.source_id
    where ${isWanted} and (${before}::uuid is null or r.id < ${before}::uuid)
    order by r.id desc
    limit ${limit}`.execute(tables(db));
  const counted = await sql<{ total: number }>`
    select count(*) as total from harvest.record r where ${isWanted}`.execute(tables(db));
  return { rows, total: counted.rows[0]?.total ?? 0 };
}

/** Entries that stand, by source. */
export async function countEntries(db: Db): Promise<Map<string, number>> {
  const { rows } = await sql<{ sourceId: string; total: number }>`
    select r.source_id, count(*) as total from harvest.record r where r.gone_at is null group by r.source_id`.execute(
    tables(db),
  );
  return new Map(rows.map(({ sourceId, total }) => [sourceId, total]));
}

/** Ids of the entries of a source, a page at a time, for taking them out of the search. */
export async function entryIds(db: Db, sourceId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select r.id from harvest.record r where r.source_id = ${sourceId} and r.gone_at is null order by r.id`.execute(
    tables(db),
  );
  return rows.map(({ id }) => id);
}
