import type pg from "pg";
import type { Outcome } from "#contract/ledger";
import { bigintArray, byteaArray, intArray, textArray, timestampArray } from "#kernel/db/binary-array";
import { type Db, sql } from "#kernel/db/db";
import type { Frontier, Subtree } from "./merkle.ts";

export interface EntryRow {
  number: number;
  at: Date;
  actorId: string;
  department: string | null;
  owner: string | null;
  action: string;
  objectKind: string | null;
  objectId: string | null;
  outcome: Outcome;
  rowCount: number | null;
  body: string;
  leafHash: Buffer;
}

interface Tables {
  "ledger.entry": EntryRow;
  "ledger.checkpoint": { size: number; note: string; at: Date };
  "ledger.subtree": { level: number; position: number; hash: Buffer };
  "ledger.verifier": { verifier: string; firstSize: number; at: Date };
}

const hashBytes = 32;

/** Locks the end of the tree until the transaction ends: appends are one after another, numbers have no gaps. */
export async function lockHead(db: Db): Promise<Frontier> {
  const result = await sql<{ size: number; frontier: Buffer }>`
    select h.size, h.frontier from ledger.head h for update`.execute(db.withTables<Tables>());
  const head = result.rows[0];
  if (!head) throw new Error("The ledger has no head row.");
  const count = head.frontier.length / hashBytes;
  return {
    size: head.size,
    roots: Array.from({ length: count }, (_, index) =>
      head.frontier.subarray(index * hashBytes, (index + 1) * hashBytes),
    ),
  };
}

export interface Append {
  readonly rows: readonly EntryRow[];
  readonly subtrees: readonly Subtree[];
  readonly frontier: Frontier;
  readonly note: string;
  readonly at: Date;
}

/** Writes entries, completed subtrees, the new head and its signed checkpoint in one round trip. */
export async function writeAppend(db: Db, { rows, subtrees, frontier, note, at }: Append): Promise<void> {
  const column = <Key extends keyof EntryRow>(key: Key) => rows.map((row) => row[key]);
  await sql`
    with entries as (
      insert into ledger.entry
        (number, at, actor_id, department, owner, action, object_kind, object_id, outcome, row_count, body, leaf_hash)
      select * from unnest(
        ${column("number")}::bigint[], ${column("at")}::timestamptz[], ${column("actorId")}::text[],
        ${column("department")}::text[], ${column("owner")}::text[], ${column("action")}::text[],
        ${column("objectKind")}::text[], ${column("objectId")}::text[], ${column("outcome")}::text[],
        ${column("rowCount")}::bigint[], ${column("body")}::text[], ${column("leafHash")}::bytea[])
    ), subtrees as (
      insert into ledger.subtree (level, position, hash)
      select * from unnest(
        ${subtrees.map((subtree) => subtree.level)}::int[], ${subtrees.map((subtree) => subtree.position)}::bigint[],
        ${subtrees.map((subtree) => Buffer.from(subtree.hash))}::bytea[])
    ), checkpoints as (
      insert into ledger.checkpoint (size, note, at) values (${frontier.size}, ${note}, ${at})
    )
    update ledger.head set size = ${frontier.size}, frontier = ${Buffer.concat(frontier.roots)}`.execute(
    db.withTables<Tables>(),
  );
}

type TextColumn = "actorId" | "department" | "owner" | "action" | "objectKind" | "objectId" | "outcome" | "body";

const appendAtEnd = `
  with head as (
    update ledger.head h set size = $1, frontier = $2 where h.size = $3 returning h.size
  ), entries as (
    insert into ledger.entry
      (number, at, actor_id, department, owner, action, object_kind, object_id, outcome, row_count, body, leaf_hash)
    select e.* from head, unnest($4::bigint[], $5::timestamptz[], $6::text[], $7::text[], $8::text[], $9::text[],
      $10::text[], $11::text[], $12::text[], $13::bigint[], $14::text[], $15::bytea[]) e
  ), subtrees as (
    insert into ledger.subtree (level, position, hash)
    select s.* from head, unnest($16::int[], $17::bigint[], $18::bytea[]) s
  ), checkpoints as (
    insert into ledger.checkpoint (size, note, at) select $1, $19::text, $20::timestamptz from head
  )
  select head.size from head`;

/**
 * Appends behind the tree of `size` leaves in a transaction of one statement; false, and nothing written, where the tree
 * has grown meanwhile.
 */
export async function writeIfAtEnd(pool: pg.Pool, size: number, append: Append): Promise<boolean> {
  const { rows, subtrees, frontier, note, at } = append;
  const texts = (key: TextColumn) => textArray(rows.map((row) => row[key]));
  const result = await pool.query({
    name: "ledger-append",
    text: appendAtEnd,
    values: [
      frontier.size,
      Buffer.concat(frontier.roots),
      size,
      bigintArray(rows.map((row) => row.number)),
      timestampArray(rows.map((row) => row.at)),
      ...(["actorId", "department", "owner", "action", "objectKind", "objectId", "outcome"] as const).map(texts),
      bigintArray(rows.map((row) => row.rowCount)),
      texts("body"),
      byteaArray(rows.map((row) => row.leafHash)),
      intArray(subtrees.map((subtree) => subtree.level)),
      bigintArray(subtrees.map((subtree) => subtree.position)),
      byteaArray(subtrees.map((subtree) => subtree.hash)),
      note,
      at,
    ],
  });
  return result.rows.length > 0;
}

export async function keepVerifier(db: Db, verifier: string, at: Date): Promise<void> {
  await sql`
    insert into ledger.verifier (verifier, first_size, at)
    select ${verifier}, h.size, ${at} from ledger.head h
    on conflict do nothing`.execute(db.withTables<Tables>());
}

export async function treeSize(db: Db): Promise<number> {
  const result = await sql<{ size: number }>`select h.size from ledger.head h`.execute(db.withTables<Tables>());
  return result.rows[0]?.size ?? 0;
}

export async function findEntry(db: Db, number: number): Promise<EntryRow | undefined> {
  return db
    .withTables<Tables>()
    .selectFrom("ledger.entry as e")
    .selectAll("e")
    .where("e.number", "=", number)
    .executeTakeFirst();
}

/** Leaf hashes of entries `first` to `last`, in order. */
export async function leafHashes(db: Db, first: number, last: number): Promise<Buffer[]> {
  const rows = await db
    .withTables<Tables>()
    .selectFrom("ledger.entry as e")
    .select("e.leafHash")
    .where("e.number", ">=", first)
    .where("e.number", "<=", last)
    .orderBy("e.number")
    .execute();
  return rows.map((row) => row.leafHash);
}

export async function subtreeHash(db: Db, level: number, position: number): Promise<Buffer | undefined> {
  const row = await db
    .withTables<Tables>()
    .selectFrom("ledger.subtree as s")
    .select("s.hash")
    .where("s.level", "=", level)
    .where("s.position", "=", position)
    .executeTakeFirst();
  return row?.hash;
}

/** The checkpoint of exactly this size, or the newest. */
export async function findCheckpoint(
  db: Db,
  size?: number,
): Promise<{ size: number; note: string; at: Date } | undefined> {
  let query = db.withTables<Tables>().selectFrom("ledger.checkpoint as c").selectAll("c");
  if (size !== undefined) query = query.where("c.size", "=", size);
  return query.orderBy("c.size", "desc").limit(1).executeTakeFirst();
}

export async function checkpointsBetween(
  db: Db,
  after: number,
  upTo: number,
): Promise<{ size: number; note: string }[]> {
  return db
    .withTables<Tables>()
    .selectFrom("ledger.checkpoint as c")
    .select(["c.size", "c.note"])
    .where("c.size", ">", after)
    .where("c.size", "<=", upTo)
    .orderBy("c.size")
    .execute();
}

export async function entriesAfter(db: Db, after: number, upTo: number, limit: number): Promise<EntryRow[]> {
  return db
    .withTables<Tables>()
    .selectFrom("ledger.entry as e")
    .selectAll("e")
    .where("e.number", ">", after)
    .where("e.number", "<=", upTo)
    .orderBy("e.number")
    .limit(limit)
    .execute();
}

export interface EntryFilter {
  /** What the reader may see: everything, or entries of or about these departments. */
  departments: "all" | readonly string[];
  action?: string | undefined;
  actor?: string | undefined;
  department?: string | undefined;
  objectKind?: string | undefined;
  objectId?: string | undefined;
  outcome?: Outcome | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

function filtered(db: Db, filter: EntryFilter) {
  let query = db.withTables<Tables>().selectFrom("ledger.entry as e");
  const { departments, department } = filter;
  if (departments !== "all") {
    const ids = [...departments];
    if (ids.length === 0) query = query.where(sql<boolean>`false`);
    else query = query.where((eb) => eb.or([eb("e.department", "in", ids), eb("e.owner", "in", ids)]));
  }
  if (department)
    query = query.where((eb) => eb.or([eb("e.department", "=", department), eb("e.owner", "=", department)]));
  if (filter.action)
    query = query.where("e.action", "like", `${filter.action.replaceAll(/[%_\\]/g, String.raw`\$&`)}%`);
  if (filter.actor) query = query.where("e.actorId", "=", filter.actor);
  if (filter.objectKind) query = query.where("e.objectKind", "=", filter.objectKind);
  if (filter.objectId) query = query.where("e.objectId", "=", filter.objectId);
  if (filter.outcome) query = query.where("e.outcome", "=", filter.outcome);
  if (filter.from) query = query.where("e.at", ">=", new Date(filter.from));
  if (filter.to) query = query.where("e.at", "<", new Date(filter.to));
  return query;
}

export async function countEntries(db: Db, filter: EntryFilter): Promise<number> {
  const row = await filtered(db, filter)
    .select((eb) => eb.fn.countAll<number>().as("total"))
    .executeTakeFirstOrThrow();
  return row.total;
}

export async function tallyEntries(db: Db, filter: EntryFilter): Promise<{ entries: number; rows: number }> {
  return filtered(db, filter)
    .select([
      sql<number>`count(*)`.as("entries"),
      // A sum of bigints is numeric, which the driver hands over as text.
      sql<number>`coalesce(sum(e.row_count), 0)::bigint`.as("rows"),
    ])
    .executeTakeFirstOrThrow();
}

/** Newest first. */
export async function pageOfEntries(db: Db, filter: EntryFilter, limit: number, before?: number): Promise<EntryRow[]> {
  let query = filtered(db, filter);
  if (before !== undefined) query = query.where("e.number", "<", before);
  return query.selectAll("e").orderBy("e.number", "desc").limit(limit).execute();
}
