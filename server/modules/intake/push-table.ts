import { Readable } from "node:stream";
import type { PushBatch } from "#contract/intake-push";
import type { MappedColumn } from "#contract/intake";
import type { Call } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import { problem } from "#kernel/problem";
import { loadEmpty } from "./empty-table.ts";
import { look } from "./look.ts";
import type { IntakeParts } from "./parts.ts";
import { problems } from "./problems.ts";
import { columnsOf } from "./push-batch.ts";
import { pushProblems } from "./push-problems.ts";
import {
  findPushedTable,
  insertPushedTable,
  lockPushedTable,
  type PushedTableRow,
  updatePushedTable,
} from "./push-store.ts";
import { resourceFor } from "./start-load.ts";
import { findMapping, insertFile, lockSource, saveMapping, type SourceRow } from "./store.ts";

export interface PushTarget {
  readonly table: PushedTableRow;
  readonly loadId: string;
  readonly mapping: readonly MappedColumn[];
}

/**
 * The table a batch goes into; the first batch makes it: its rows are looked at as a file's would be, mapped by proposal, and
 * an empty standard table is loaded for them. Killed in between, the next call goes on from there.
 *
 * @throws Problem intake.push-key-needed, intake.push-key-changed
 */
export async function pushTarget(
  parts: IntakeParts,
  call: Call,
  source: SourceRow,
  batch: PushBatch,
): Promise<PushTarget> {
  const table = (await findPushedTable(call.db, source.id, batch.table)) ?? (await begin(parts, call, source, batch));
  if (batch.key && batch.key.join("\n") !== table.key.join("\n"))
    throw problem(pushProblems["push-key-changed"], { table: batch.table, key: table.key.join("、") });
  const saved = await findMapping(call.db, table.resourceId);
  if (!saved) throw problem(problems["no-saved-mapping"], { name: batch.table });
  const loadId = table.loadId ?? (await firstLoad(parts, call, source, table, saved.columns));
  return { table, loadId, mapping: saved.columns };
}

async function begin(parts: IntakeParts, call: Call, source: SourceRow, batch: PushBatch): Promise<PushedTableRow> {
  const { key, rows, table } = batch;
  if (!key || rows.length === 0 || !key.every((column) => columnsOf(rows).includes(column)))
    throw problem(pushProblems["push-key-needed"], { table });
  const lines = Readable.from(rows.map((row) => `${JSON.stringify(row)}\n`));
  const fileId = await keptFile(parts, call, `${table}.ndjson`, source.department, lines);
  const found = await look(parts, call, { fileId, sourceId: null }, { table: null, text: null }, null);
  const columns = found.mapping.map((column) => ({ ...column, isKey: column.isKey || key.includes(column.source) }));
  return inTransaction(call, async (inner) => {
    // Two workers may send a table's first batches at once: the second finds what the first has made.
    await lockSource(inner.db, source.id);
    const made = await findPushedTable(inner.db, source.id, table);
    if (made) return made;
    const loaded = columns.filter((column) => column.action === "load");
    const request = { department: source.department, format: "ndjson", resource: { name: batch.as ?? table } } as const;
    const resource = await resourceFor(parts, inner, request, loaded);
    const row = {
      sourceId: source.id,
      name: table,
      resourceId: resource.id,
      key,
      loadId: null,
      createdAt: inner.now,
      toldAt: null,
    };
    await insertPushedTable(inner.db, row);
    await saveMapping(inner.db, {
      resourceId: resource.id,
      sourceId: source.id,
      tablePath: table,
      textOptions: null,
      columns,
      updatedAt: inner.now,
    });
    return row;
  });
}

/** The rows as they came, to be looked at; the entry of the batch stands for them on the ledger. */
async function keptFile(
  parts: IntakeParts,
  call: Call,
  name: string,
  department: string,
  content: Readable,
): Promise<string> {
  const { id, sizeBytes, sha256 } = await parts.files.put(content, parts.uploadLimitBytes);
  await insertFile(call.db, {
    id,
    name,
    department,
    sizeBytes,
    sha256,
    uploadedBy: call.actor.id,
    createdAt: call.now,
  });
  return id;
}

async function firstLoad(
  parts: IntakeParts,
  call: Call,
  source: SourceRow,
  table: PushedTableRow,
  mapping: readonly MappedColumn[],
): Promise<string> {
  const { resourceId, key, name } = table;
  return inTransaction(call, async (inner) => {
    await lockPushedTable(inner.db, table);
    const now = await findPushedTable(inner.db, source.id, name);
    if (now && now.loadId !== null) return now.loadId;
    const loadId = await loadEmpty(parts, inner, { sourceId: source.id, resourceId, key, name, mapping });
    await updatePushedTable(inner.db, table, { loadId });
    return loadId;
  });
}
