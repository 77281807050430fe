import { writeFile } from "node:fs/promises";
import path from "node:path";
import { problem } from "#kernel/problem";
import { openMessagesOf } from "./open-messages.ts";
import { filesPlaceOf, hasMessages, openFilePlace, placeWords, secretOf } from "./open-place.ts";
import type { IntakeParts } from "./parts.ts";
import { placeProblems } from "./place-problems.ts";
import { messageColumns, readMessage } from "./readers/message-stream.ts";
import type { Reader } from "./readers/reader.ts";
import { openFile } from "./readers/recognise.ts";
import type { SourceRow } from "./store.ts";

/** What a place is looked at by before it is followed. */
export interface Sample {
  /** Pattern of names, or a stream. */
  readonly table: string;
  /** Inside a file. */
  readonly sheet: string | null;
}

const sampledMessages = 2000;

/**
 * The newest file of a place, or the first messages of a stream, to be read like an uploaded file.
 *
 * @throws Problem intake.nothing-arrived and what the place says
 */
export async function openSample(
  parts: IntakeParts,
  source: SourceRow,
  sample: Sample,
  folder: string,
  signal: AbortSignal,
): Promise<Reader> {
  const local = path.join(folder, "sample");
  const isThere =
    source.place && hasMessages(source.place)
      ? await sampleMessages(parts, source, sample.table, local)
      : await sampleFile(parts, source, sample.table, local, signal);
  if (!isThere) {
    const place = source.place ? placeWords(source.place) : source.name;
    throw problem(placeProblems["nothing-arrived"], { place, pattern: sample.table });
  }
  const reader = await openFile(local, folder, parts.lake);
  return { ...asSheet(reader, sample.sheet), [Symbol.asyncDispose]: () => reader[Symbol.asyncDispose]() };
}

/** Whoever asks for a table by the name the place knows gets the sheet inside. */
const asSheet = (reader: Reader, sheet: string | null): Omit<Reader, typeof Symbol.asyncDispose> => ({
  format: reader.format,
  inspect: () => reader.inspect(),
  async prepare(options) {
    const { tables } = await reader.inspect();
    const chosen =
      tables.find((table) => table.path === sheet || table.name === sheet) ??
      tables.toSorted((a, b) => (b.rowCount ?? 0) - (a.rowCount ?? 0))[0];
    return reader.prepare({ ...options, table: chosen?.path ?? "" });
  },
});

async function sampleFile(
  parts: IntakeParts,
  source: SourceRow,
  pattern: string,
  local: string,
  signal: AbortSignal,
): Promise<boolean> {
  await using place = await openFilePlace(parts, filesPlaceOf(source), secretOf(parts, source));
  const files = (await place.list(pattern, signal)).filter(({ sizeBytes }) => sizeBytes !== 0);
  const newest = files.toSorted((a, b) => (b.modifiedAt?.getTime() ?? 0) - (a.modifiedAt?.getTime() ?? 0));
  for (const file of newest.slice(0, 5)) if (await place.bring(file, local, { signal })) return true;
  return false;
}

async function sampleMessages(parts: IntakeParts, source: SourceRow, table: string, local: string): Promise<boolean> {
  await using server = await openMessagesOf(parts, source);
  const rows = (await server.sample(table, sampledMessages)).flatMap((message) => {
    const read = readMessage(message);
    if (read.kind === "unreadable" || read.isDelete) return [];
    const { [messageColumns.number]: number, [messageColumns.subject]: subject, ...rest } = read.values;
    const { [messageColumns.time]: time, ...own } = rest;
    return [
      { ...own, [messageColumns.number]: number, [messageColumns.subject]: subject, [messageColumns.time]: time },
    ];
  });
  if (rows.length === 0) return false;
  await writeFile(local, rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
  return true;
}
