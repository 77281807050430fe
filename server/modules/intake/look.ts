import { createReadStream } from "node:fs";
import { parse } from "csv-parse";
import type { Inspection, MappedColumn, SourceColumn, TextOptions } from "#contract/intake";
import type { Call } from "#kernel/call";
import { type Element, maskValue } from "#dictionary";
import { fieldName, freeField, guessType, proposeMapping } from "./mapping.ts";
import { openReader, type SourceRef, workFolder } from "./open-source.ts";
import type { IntakeParts } from "./parts.ts";
import type { Prepared } from "./readers/reader.ts";

/** Rows looked at for types, proposals and trials. */
export const rowsLooked = 5000;
const rowsShown = 20;
const samplesShown = 5;
const samplesProposed = 200;
const longestSample = 400;

export interface Look {
  readonly inspection: Inspection;
  readonly table: string | null;
  readonly text: TextOptions | null;
  readonly columns: SourceColumn[];
  readonly rows: (string | null)[][];
  readonly mapping: MappedColumn[];
}

/** Opens the source, chooses the table that holds most where none is named, and proposes the mapping. */
export async function look(
  parts: IntakeParts,
  call: Call,
  ref: SourceRef,
  choice: { table: string | null; text: TextOptions | null },
  sizeBytes: number | null,
): Promise<Look> {
  await using folder = await workFolder(parts);
  await using reader = await openReader(parts, call, ref, folder.path);
  const found = await reader.inspect();
  const inspection: Inspection = {
    format: reader.format,
    encoding: found.encoding,
    sizeBytes,
    tables: found.tables,
    notices: found.notices,
  };
  const table = choice.table ?? (ref.fileId === null ? null : (found.tables[0]?.path ?? null));
  if (table === null) return { inspection, table, text: null, columns: [], rows: [], mapping: [] };
  const prepared = await reader.prepare({
    table,
    text: choice.text,
    limit: rowsLooked,
    folder: folder.path,
    signal: call.signal,
  });
  const rows = await readRows(prepared, rowsLooked);
  const columns = describeColumns(prepared, rows);
  const elements = await parts.dictionary.elements(call);
  const hints = columns.map((column) => ({
    name: column.heading || column.name,
    comment: column.comment,
    samples: distinctSamples(rows, column.position, samplesProposed),
  }));
  const proposals = await parts.dictionary.propose(call, hints);
  const mapping = proposeMapping(columns, proposals, elements);
  const notices = [...found.notices, ...prepared.notices].filter(
    (notice, index, all) => all.findIndex((other) => other.code === notice.code) === index,
  );
  return {
    inspection: { ...inspection, notices },
    table,
    text: prepared.text,
    columns: columns.map((column, index) => ({
      ...column,
      proposals: proposals[index] ?? [],
      samples: column.samples.map((sample) => masked(sample, mapping[index], elements)),
    })),
    rows: rows
      .slice(0, rowsShown)
      .map((row) => columns.map((column, index) => maskedCell(row[column.position], mapping[index], elements))),
    mapping,
  };
}

/** The first rows as text; nothing and empty text look alike here. */
export async function readRows(prepared: Prepared, limit: number): Promise<(string | null)[][]> {
  const { dialect, file } = prepared;
  const rows: (string | null)[][] = [];
  const parser = createReadStream(file).pipe(
    parse({
      delimiter: dialect.delimiter,
      quote: dialect.quote === "" ? null : dialect.quote,
      escape: dialect.escape === "" ? null : dialect.escape,
      from_line: dialect.skipLines + 1,
      relax_column_count: true,
      relax_quotes: true,
      record_delimiter: ["\r\n", "\n", "\r"],
      skip_empty_lines: true,
      // A quote that is never closed; the load will reject that record, here the ones before it are enough.
      skip_records_with_error: true,
      bom: true,
      to: limit,
    }),
  );
  for await (const record of parser as AsyncIterable<string[]>) {
    rows.push(record.map((cell) => (cell === "" ? null : cell)));
    if (rows.length >= limit) break;
  }
  return rows;
}

function describeColumns(prepared: Prepared, rows: readonly (readonly (string | null)[])[]): SourceColumn[] {
  const fields = new Set<string>();
  return prepared.columns.map((heading, position) => {
    const values = rows.map((row) => row[position] ?? null).filter((value) => value !== null);
    return {
      position,
      name: heading.name,
      heading: heading.heading,
      comment: heading.comment,
      type: heading.type ?? guessType(heading.name, values),
      samples: distinctSamples(rows, position, samplesShown),
      // Of a table without rows nothing is known: its columns are loaded.
      emptyShare: rows.length === 0 ? 0 : 1 - values.length / rows.length,
      field: freeField(fieldName(heading.name), fields),
      proposals: [],
    };
  });
}

function distinctSamples(rows: readonly (readonly (string | null)[])[], position: number, limit: number): string[] {
  const samples = new Set<string>();
  for (const row of rows) {
    const value = row[position];
    if (value !== null && value !== undefined) samples.add(value.slice(0, longestSample));
    if (samples.size >= limit) break;
  }
  return [...samples];
}

/** Shown values wear the mask of the element their column may be: a wrong guess hides too much, never too little. */
function masked(value: string, column: MappedColumn | undefined, elements: ReadonlyMap<string, Element>): string {
  const element = column?.element ? elements.get(column.element) : undefined;
  return element?.mask ? maskValue(element.mask, value) : value;
}

const maskedCell = (
  value: string | null | undefined,
  column: MappedColumn | undefined,
  elements: ReadonlyMap<string, Element>,
) => (value === null || value === undefined ? null : masked(value, column, elements));
