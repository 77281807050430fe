import { readFile } from "node:fs/promises";
import type {
  ExternalEntry,
  HarvestLine,
  harvestRoutes,
  HarvestRun,
  HarvestSource,
  ListingLook,
} from "#contract/harvest";
import type { Page } from "#contract/page";
import type { RouteInput } from "#contract/route";
import type { Call } from "#kernel/call";
import { problem } from "#kernel/problem";
import { readEntryId, readNumber } from "./cursor.ts";
import { mustFindRun, mustFindSource } from "./must-find.ts";
import type { HarvestParts } from "./parts.ts";
import { problems } from "./problems.ts";
import { proposeMapping, tableOf } from "./readers/listing.ts";
import { countEntries, findEntry, listEntries, listLines } from "./record-store.ts";
import { countRuns, findFile, lastRun, lastRuns, listRuns, listSources } from "./store.ts";
import { viewEntry, viewRun, viewSource } from "./view.ts";

type Query<Name extends keyof typeof harvestRoutes> = RouteInput<(typeof harvestRoutes)[Name]>["query"];

export async function sources(call: Call): Promise<{ items: HarvestSource[] }> {
  const [rows, counts, newest] = [await listSources(call.db), await countEntries(call.db), await lastRuns(call.db)];
  return { items: rows.map((row) => viewSource(row, counts.get(row.id) ?? 0, newest.get(row.id))) };
}

export async function source(call: Call, id: string): Promise<HarvestSource> {
  const row = await mustFindSource(call, id);
  return viewSource(row, (await countEntries(call.db)).get(id) ?? 0, await lastRun(call.db, id));
}

export async function runs(call: Call, id: string, { limit, cursor }: Query<"runs">): Promise<Page<HarvestRun>> {
  await mustFindSource(call, id);
  const rows = await listRuns(call.db, id, cursor === undefined ? null : readNumber(cursor), limit + 1);
  const shown = rows.slice(0, limit);
  return {
    items: shown.map(viewRun),
    next: rows.length > limit ? String(shown.at(-1)?.number ?? 0) : null,
    total: await countRuns(call.db, id),
  };
}

export const run = async (call: Call, id: string): Promise<HarvestRun> => viewRun(await mustFindRun(call, id));

export async function lines(
  call: Call,
  id: string,
  { limit, cursor, outcome }: Query<"lines">,
): Promise<Page<HarvestLine>> {
  await mustFindRun(call, id);
  const after = cursor === undefined ? 0 : readNumber(cursor);
  const { rows, total } = await listLines(call.db, id, { outcome: outcome ?? null, after, limit: limit + 1 });
  const items = rows.slice(0, limit).map((row) => ({ ...row, faults: [...row.faults] }));
  return { items, next: rows.length > limit ? String(items.at(-1)?.number ?? 0) : null, total };
}

export async function entries(
  call: Call,
  { limit, cursor, sourceId, q }: Query<"entries">,
): Promise<Page<ExternalEntry>> {
  const before = cursor === undefined ? null : readEntryId(cursor);
  const { rows, total } = await listEntries(call.db, { sourceId: sourceId ?? null, q, before, limit: limit + 1 });
  const shown = rows.slice(0, limit);
  return { items: shown.map(viewEntry), next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null, total };
}

/** @throws Problem harvest.entry-not-found */
export async function entry(call: Call, id: string): Promise<ExternalEntry> {
  const row = await findEntry(call.db, id);
  if (!row) throw problem(problems["entry-not-found"], { id });
  return viewEntry(row);
}

const rowsLookedAt = 8;

/** @throws Problem harvest.file-not-found, harvest.answer-unfit */
export async function look(
  call: Call,
  { files }: Pick<HarvestParts, "files">,
  { fileId, hasHeading, encoding }: RouteInput<typeof harvestRoutes.look>["body"],
): Promise<ListingLook> {
  const file = await findFile(call.db, fileId);
  if (!file) throw problem(problems["file-not-found"], { id: fileId });
  const table = tableOf(await readFile(files.pathOf(fileId)), file.name, { hasHeading, encoding });
  return {
    columns: [...table.columns],
    rows: table.rows.slice(0, rowsLookedAt).map((row) => row.map((cell) => cell.slice(0, 300))),
    total: table.rows.length,
    proposed: { ...proposeMapping(table, encoding), hasHeading },
  };
}
