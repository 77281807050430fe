import { writeFile } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import type { PushBatch } from "#contract/intake-push";
import type { MappedColumn } from "#contract/intake";
import type { Call } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import { newId, newRequestId } from "#kernel/id";
import { problem } from "#kernel/problem";
import { finish } from "./jobs.ts";
import { insertLoad, runningLoad } from "./load-store.ts";
import { look } from "./look.ts";
import type { IntakeParts } from "./parts.ts";
import { planLoad, withMarks } from "./plan.ts";
import { problems } from "./problems.ts";
import { columnsOf } from "./push-batch.ts";
import { pushProblems } from "./push-problems.ts";
import { findPushedTable, insertPushedTable, type PushedTableRow, updatePushedTable } from "./push-store.ts";
import { dialectFor, type Prepared, type SourceHeading } from "./readers/reader.ts";
import { runLoad } from "./run-load.ts";
import { resourceFor } from "./start-load.ts";
import { findMapping, insertFile, type LoadRow, saveMapping, type SourceRow } from "./store.ts";
import { vocabularyOf } from "./vocabulary.ts";

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
  const loadId = table.loadId ?? (await loadEmpty(parts, call, source, table, saved.columns));
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
    // The resource goes with the transaction where another call has made the table meanwhile.
    if (!(await insertPushedTable(inner.db, row))) throw problem(problems["load-running"], { name: table, number: 1 });
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

/** An empty standard table that knows its rows by key. */
async function loadEmpty(
  parts: IntakeParts,
  call: Call,
  source: SourceRow,
  table: PushedTableRow,
  mapping: readonly MappedColumn[],
): Promise<string> {
  const resource = await parts.catalog.resource(call, table.resourceId);
  const load =
    (await runningLoad(call.db, resource.id)) ??
    (await insertLoad(call.db, emptyLoad(call, source, table, resource, mapping)));
  if (!load) throw problem(problems["load-running"], { name: resource.name, number: 1 });
  const vocabulary = await vocabularyOf(parts, call, mapping);
  const task = {
    loadId: load.id,
    loadNumber: load.number,
    resourceId: resource.id,
    table: resource.table,
    hasRows: false,
  };
  const work = {
    prepare: (folder: string) => emptyTable(folder, mapping),
    plan: (prepared: Prepared) =>
      withMarks(planLoad(mapping, prepared.columns, vocabulary), table.key, prepared.columns),
  };
  const outcome = await runLoad(call, parts.lake, task, work, parts.workFolder, () => {});
  // The receipt of a load is an act of its own, whoever has set it going.
  await finish(parts, { ...call, requestId: newRequestId() }, load, outcome);
  await updatePushedTable(call.db, table, { loadId: load.id });
  return load.id;
}

async function emptyTable(folder: string, mapping: readonly MappedColumn[]): Promise<Prepared> {
  const file = path.join(folder, "empty.csv");
  await writeFile(file, "");
  return {
    file: folder,
    parts: { files: Readable.from([file]), rowCount: () => 0 },
    dialect: dialectFor(mapping.length),
    columns: pushHeadings(mapping),
    text: null,
    encoding: null,
    rowCount: null,
    damagedCharacters: 0,
    notices: [],
  };
}

/** What a sender's columns are read as: text, which the mapping then types. */
export const pushHeadings = (mapping: readonly MappedColumn[]): SourceHeading[] =>
  mapping.map(({ source }) => ({ name: source, heading: source, comment: "", type: null }));

function emptyLoad(
  call: Call,
  source: SourceRow,
  table: PushedTableRow,
  resource: { readonly id: string; readonly name: string; readonly department: string },
  mapping: readonly MappedColumn[],
): Parameters<typeof insertLoad>[1] & Pick<LoadRow, "id"> {
  return {
    id: newId(call.now),
    resourceId: resource.id,
    resourceName: resource.name,
    department: resource.department,
    sourceId: source.id,
    fileId: null,
    tablePath: table.name,
    textOptions: null,
    format: "ndjson",
    encoding: null,
    state: "running",
    jobId: null,
    columns: [...mapping],
    rowsRead: null,
    rowsLoaded: null,
    rowsRejected: null,
    sourceCount: null,
    cleaning: [],
    sha256: null,
    actorId: call.actor.id,
    startedBy: call.actor.name,
    createdAt: call.now,
    startedAt: call.now,
    endedAt: null,
    entry: null,
    problem: null,
  };
}
