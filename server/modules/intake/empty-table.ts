import { writeFile } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import type { MappedColumn } from "#contract/intake";
import type { Call } from "#kernel/call";
import { newId, newRequestId } from "#kernel/id";
import type { LakeSession } from "#kernel/lake/lake";
import { problem } from "#kernel/problem";
import { finish } from "./jobs.ts";
import { insertLoad, runningLoad } from "./load-store.ts";
import type { IntakeParts } from "./parts.ts";
import { planLoad, withMarks } from "./plan.ts";
import { problems } from "./problems.ts";
import { dialectFor, type Part, type Prepared, type SourceHeading } from "./readers/reader.ts";
import { runLoad } from "./run-load.ts";
import type { LoadRow } from "./store.ts";
import { vocabularyOf } from "./vocabulary.ts";

export interface EmptyTable {
  readonly sourceId: string;
  readonly resourceId: string;
  /** What the source calls it. */
  readonly name: string;
  /** Columns that tell rows apart. */
  readonly key: readonly string[];
  readonly mapping: readonly MappedColumn[];
  /** What else belongs to the table, in the transaction it appears in; handed its quoted name. */
  readonly alongside?: ((session: LakeSession, table: string) => Promise<void>) | undefined;
}

/**
 * An empty standard table that knows its rows by key, for rows that come bit by bit.
 *
 * @returns the load that will hold them
 */
export async function loadEmpty(parts: IntakeParts, call: Call, table: EmptyTable): Promise<string> {
  const { mapping } = table;
  const resource = await parts.catalog.resource(call, table.resourceId);
  const load =
    (await runningLoad(call.db, resource.id)) ?? (await insertLoad(call.db, emptyLoad(call, table, resource)));
  if (!load) throw problem(problems["load-running"], { name: resource.name, number: 1 });
  const vocabulary = await vocabularyOf(parts, call, mapping);
  const task = {
    loadId: load.id,
    loadNumber: load.number,
    resourceId: resource.id,
    table: resource.table,
    hasRows: false,
    alongside: (session: LakeSession) => table.alongside?.(session, resource.table) ?? Promise.resolve(),
  };
  const work = {
    prepare: (folder: string) => emptyFile(folder, mapping),
    plan: (prepared: Prepared) =>
      withMarks(planLoad(mapping, prepared.columns, vocabulary), table.key, prepared.columns),
  };
  const outcome = await runLoad(call, parts.lake, task, work, parts.workFolder, () => {});
  // The receipt of a load is an act of its own, whoever has set it going.
  await finish(parts, { ...call, requestId: newRequestId() }, load, outcome);
  return load.id;
}

async function emptyFile(folder: string, mapping: readonly MappedColumn[]): Promise<Prepared> {
  const file = path.join(folder, "empty.csv");
  await writeFile(file, "");
  return {
    file: folder,
    parts: { files: Readable.from([{ file } satisfies Part]), rowCount: () => 0 },
    dialect: dialectFor(mapping.length),
    columns: textHeadings(mapping),
    text: null,
    encoding: null,
    rowCount: null,
    damagedCharacters: 0,
    notices: [],
  };
}

/** Columns of rows that come as text, which the mapping then types. */
export const textHeadings = (mapping: readonly MappedColumn[]): SourceHeading[] =>
  mapping.map(({ source }) => ({ name: source, heading: source, comment: "", type: null }));

function emptyLoad(
  call: Call,
  { sourceId, name, mapping }: EmptyTable,
  resource: { readonly id: string; readonly name: string; readonly department: string },
): Parameters<typeof insertLoad>[1] & Pick<LoadRow, "id"> {
  return {
    id: newId(call.now),
    resourceId: resource.id,
    resourceName: resource.name,
    department: resource.department,
    sourceId,
    fileId: null,
    tablePath: name,
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
