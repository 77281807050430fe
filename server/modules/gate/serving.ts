import { createReadStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { ResourceItem } from "#contract/catalog";
import type { ResourceCore } from "#catalog";
import type { Call } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import { csvColumns, name } from "#kernel/lake/lake";
import { columnTypes } from "./condition-sql.ts";
import type { GateParts } from "./parts.ts";
import { withServingLock } from "./serving-lock.ts";
import { syncServing } from "./serving-patch.ts";
import {
  brokenOff,
  claimTable,
  forgetTable,
  leftoverTables,
  makeCurrent,
  servingOf,
  type ServingRow,
} from "./serving-store.ts";

export const rowColumn = csvColumns.row;

/**
 * Makes the keyed table of a resource from the lake and puts it in the old one's place:
 *
 *   lake ── csv ──▶ serving.r12_4 (being made)      readers: serving.r12_3
 *                   indices, analyze
 *                   one transaction: gate.serving says r12_4 ──▶ readers: r12_4 within a second
 *                   r12_3 superseded ──▶ dropped when its last readers are gone
 *
 * The same load with other rows, as of a followed table, is not made anew: the rows that differ are patched
 * (`serving-patch.ts`). Two processes asked at once make it once. A kill leaves a table that nobody reads and the next making drops.
 */
export function buildServing(parts: GateParts, call: Call, resourceId: string): Promise<ServingRow | undefined> {
  return withServingLock(parts, call, resourceId, async (client, resource) => {
    const current = await servingOf(call.db, resourceId);
    if (resource.loadId === null) return current;
    if (current && hasAll(current, resource.items)) {
      if (current.loadedAt?.getTime() === resource.loadedAt?.getTime()) return current;
      if (await syncServing(parts, call, client, resource, current)) return servingOf(call.db, resourceId);
    }
    for (const left of await brokenOff(call.db, resourceId)) await dropTable(client, call, left);
    return build(parts, call, client, resource);
  });
}

const hasAll = ({ columns }: ServingRow, items: readonly ResourceItem[]): boolean => {
  const fields = new Set(columns.map((column) => column.field));
  return items.every((item) => fields.has(item.field) || columns.length === 0);
};

async function build(parts: GateParts, call: Call, client: pg.Client, resource: ResourceCore): Promise<ServingRow> {
  const folder = await mkdtemp(path.join(parts.workFolder, "serving-"));
  try {
    const file = path.join(folder, "rows.csv");
    const { items, own } = await exportRows(parts, call, resource, file);
    const table = await claimTable(call.db, resource.id, resource.number, parts.now());
    const columns = items.map((item) => `${name(item.field)} ${columnTypes[item.type.kind]}`);
    await client.query(`create table ${name("serving", table)} (${[...own, ...columns].join(", ")})`);
    const copy = client.query(copyFrom(`copy ${name("serving", table)} from stdin (format csv, header true)`));
    await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), copy, { signal: call.signal });
    await addIndices(client, table, items);
    const row: ServingRow = {
      resourceId: resource.id,
      tableName: table,
      loadId: resource.loadId,
      loadedAt: resource.loadedAt,
      rowCount: copy.rowCount ?? 0,
      columns: items.map(({ field, type }) => ({ field, type })),
      servedAt: parts.now(),
    };
    await inTransaction(call, (inner) => makeCurrent(inner.db, row));
    return row;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The declared items that the table in the lake has; without text compression the file is read back as fast as it is written. */
async function exportRows(
  parts: GateParts,
  call: Call,
  resource: ResourceCore,
  file: string,
): Promise<{ items: ResourceItem[]; own: string[] }> {
  await using session = await parts.lake.session(call.signal);
  const loaded = new Set((await session.columnsOf(resource.table)).map((column) => column.name));
  const items = resource.items.filter((item) => loaded.has(item.field));
  // The sum of a followed row tells later which rows differ.
  const own = [rowColumn, csvColumns.sum].filter((column) => loaded.has(column)).map((column) => name(column));
  const fields = [...own, ...items.map((item) => name(item.field))].map((field) => `t.${field}`);
  await session.exportTo(file, "csv", `select ${fields.join(", ")} from ${resource.table} t`);
  return { items, own: own.map((column) => `${column} bigint`) };
}

/** Keys together and alone, with the row behind them so that pages come in order; elements that others look up by too. */
async function addIndices(client: pg.Client, table: string, items: readonly ResourceItem[]): Promise<void> {
  const full = name("serving", table);
  await client.query(`create unique index on ${full} (${name(rowColumn)})`);
  const keys = items.filter((item) => item.isKey).map((item) => item.field);
  const alone = new Set([...keys, ...items.filter(isLookedUpBy).map((item) => item.field)]);
  for (const field of [...alone].slice(0, 12))
    await client.query(`create index on ${full} (${name(field)}, ${name(rowColumn)})`);
  if (keys.length > 1) await client.query(`create index on ${full} (${keys.map((key) => name(key)).join(", ")})`);
  await client.query(`analyze ${full}`);
}

/** Items that narrow a list or a grant: divisions, dates, and whatever is mapped onto an element of a person or firm. */
const isLookedUpBy = (item: ResourceItem): boolean =>
  item.type.kind === "date" || (item.element !== null && /division|_id$|_no$|_code$|number/.test(item.field));

async function dropTable(client: pg.ClientBase, call: Call, table: string): Promise<void> {
  await client.query(`drop table if exists ${name("serving", table)}`);
  await forgetTable(call.db, table);
}

const keptMs = 60_000;
const buildingMs = 6 * 3_600_000;

/** Drops what nobody reads any more. A table still being read is left for the next time. */
export async function dropLeftovers(parts: GateParts, call: Call): Promise<{ dropped: number }> {
  const at = call.now.getTime();
  const names = await leftoverTables(call.db, new Date(at - keptMs), new Date(at - buildingMs));
  const client = await parts.database.pool.connect();
  let dropped = 0;
  try {
    await client.query("set lock_timeout = '2s'");
    for (const table of names) {
      try {
        await dropTable(client, call, table);
        dropped += 1;
      } catch (error) {
        call.log.info({ err: error, table }, "serving table is still read");
      }
    }
    return { dropped };
  } finally {
    await client.query("reset lock_timeout");
    client.release();
  }
}
