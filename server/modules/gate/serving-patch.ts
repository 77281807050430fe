import { createReadStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { ResourceCore } from "#catalog";
import type { Call } from "#kernel/call";
import { csvColumns, type LakeSession, name } from "#kernel/lake/lake";
import type { GateParts } from "./parts.ts";
import { withServingLock } from "./serving-lock.ts";
import { notePatched, noteSynced, servingOf, type ServingRow } from "./serving-store.ts";

const rowColumn = name(csvColumns.row);
const sumColumn = name(csvColumns.sum);
const rowsAtOnce = 20_000;

/**
 * Brings named rows of a serving table to what the lake holds of them now: those that are gone go, the others are written anew,
 * in one transaction, so that a reader sees all of it or nothing. What is asked for twice, or late, does no harm. Answers false
 * where the table holds another load than the lake, or is not made to be patched: it is made anew then.
 */
export function patchServing(
  parts: GateParts,
  call: Call,
  resourceId: string,
  rows: readonly number[],
): Promise<boolean> {
  return withServingLock(parts, call, resourceId, async (client, resource) => {
    const current = await servingOf(call.db, resourceId);
    if (!current || !(await isPatchable(client, current))) return false;
    return atOneMoment(parts, call, current, async (session) => {
      await patch({ parts, call, client, resource, current, session }, rows);
    });
  });
}

/**
 * Finds by number and sum which rows of a serving table differ from the lake's and patches these, where the table holds the
 * same load and not too much of it differs: it heals whatever news was lost. Under the lock. Answers false where it did not.
 */
export async function syncServing(
  parts: GateParts,
  call: Call,
  client: pg.Client,
  resource: ResourceCore,
  current: ServingRow,
): Promise<boolean> {
  if (current.loadId !== resource.loadId || !(await isPatchable(client, current))) return false;
  let isSynced = true;
  const isSameLoad = await atOneMoment(parts, call, current, async (session) => {
    const ground = { parts, call, client, resource, current, session };
    if (await agrees(ground)) return;
    const rows = await differing(ground);
    if (rows === null) isSynced = false;
    else await patch(ground, rows);
  });
  if (!isSameLoad || !isSynced) return false;
  await noteSynced(client, resource.id, resource.loadedAt, parts.now());
  return true;
}

interface PatchGround {
  readonly parts: GateParts;
  readonly call: Call;
  readonly client: pg.Client;
  readonly resource: ResourceCore;
  readonly current: ServingRow;
  /** Sees the lake at one moment. */
  readonly session: LakeSession;
}

/** Tables made before a resource was followed have no sums to compare by. */
async function isPatchable(client: pg.Client, { tableName }: ServingRow): Promise<boolean> {
  const { rows } = await client.query<{ there: boolean }>(
    `select exists (select from pg_attribute a where a.attrelid = to_regclass($1) and a.attname = $2) as there`,
    [name("serving", tableName), csvColumns.sum],
  );
  return rows[0]?.there ?? false;
}

/** False, and nothing done, where the lake holds another load than the serving table at that moment. */
async function atOneMoment(
  parts: GateParts,
  call: Call,
  current: ServingRow,
  act: (session: LakeSession) => Promise<void>,
): Promise<boolean> {
  await using session = await parts.lake.session(call.signal);
  await session.begin();
  try {
    if ((await parts.loadIn(session, current.resourceId)) !== current.loadId) return false;
    await act(session);
    return true;
  } finally {
    await session.rollback();
  }
}

async function agrees({ client, resource, current, session }: PatchGround): Promise<boolean> {
  const facts = `count(*) as n, count(t.${sumColumn}) as known, coalesce(sum(t.${sumColumn}), 0)::varchar as sum`;
  const [lake] = await session.read<{ n: number; known: number; sum: string }>(
    `select ${facts} from ${resource.table} t`,
  );
  const { rows } = await client.query<{ n: number; known: number; sum: string }>(
    `select ${facts} from ${name("serving", current.tableName)} t`,
  );
  const [served] = rows;
  // Rows whose sum is not known prove nothing. Counts come as text or number, as the driver is set.
  const isKnown = lake !== undefined && lake.n === lake.known;
  return (
    isKnown &&
    served !== undefined &&
    [lake.n, lake.known, lake.sum].join(" ") === [served.n, served.known, served.sum].join(" ")
  );
}

/** Past this share of the rows, making the table anew costs less. */
const mostDiffering = 0.2;
const fewRows = 50_000;

/** Numbers of the rows that are not the same; rows whose sum is not known count as such. Null where they are too many. */
async function differing(ground: PatchGround): Promise<number[] | null> {
  const { client, resource, current } = ground;
  await client.query(`create temp table if not exists known (row bigint, sum bigint)`);
  await client.query("truncate known");
  await copyRows(ground, `select t.${rowColumn}, t.${sumColumn} from ${resource.table} t`, "known");
  const limit = Math.max(fewRows, Math.round(current.rowCount * mostDiffering));
  const { rows } = await client.query<{ row: string }>(
    `select coalesce(k.row, t.${rowColumn})::text as row
     from known k full join ${name("serving", current.tableName)} t on t.${rowColumn} = k.row
     where k.sum is null or t.${sumColumn} is null or k.sum <> t.${sumColumn}
     limit $1`,
    [limit + 1],
  );
  return rows.length > limit ? null : rows.map(({ row }) => Number(row));
}

async function patch(ground: PatchGround, rows: readonly number[]): Promise<void> {
  for (let from = 0; from < rows.length; from += rowsAtOnce)
    await patchSome(ground, rows.slice(from, from + rowsAtOnce));
}

async function patchSome(ground: PatchGround, rows: readonly number[]): Promise<void> {
  const { parts, client, resource, current } = ground;
  const table = name("serving", current.tableName);
  const fields = current.columns.map(({ field }) => `, t.${name(field)}`).join("");
  const columns = [rowColumn, sumColumn, ...current.columns.map(({ field }) => name(field))].join(", ");
  await client.query("begin");
  try {
    const gone = await client.query(`delete from ${table} where ${rowColumn} = any($1::bigint[])`, [rows]);
    const came = await copyRows(
      ground,
      `select t.${rowColumn}, t.${sumColumn}${fields} from ${resource.table} t
       where t.${rowColumn} in (${rows.map(Number).join(", ")})`,
      `${table} (${columns})`,
    );
    await notePatched(client, resource.id, came - (gone.rowCount ?? 0), parts.now());
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw error;
  }
}

/** From the lake into a table of the serving store; answers how many rows. */
async function copyRows({ parts, call, client, session }: PatchGround, query: string, into: string): Promise<number> {
  const folder = await mkdtemp(path.join(parts.workFolder, "patch-"));
  try {
    const file = path.join(folder, "rows.csv");
    await session.exportTo(file, "csv", query);
    const copy = client.query(copyFrom(`copy ${into} from stdin (format csv, header true)`));
    await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), copy, { signal: call.signal });
    return copy.rowCount ?? 0;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
