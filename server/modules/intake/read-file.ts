import { mkdir } from "node:fs/promises";
import { csvColumns, type Lake, type LakeSession, name } from "#kernel/lake/lake";
import { openFile } from "./readers/recognise.ts";
import { stage } from "./staging.ts";

/** A file as it came into a lake that belongs to nobody: every column text, nothing cleaned. */
export interface ReadTable {
  /** Of the table inside the file; the file's own where it holds one. */
  readonly name: string;
  /** Quoted; its column `_row` is the number of the record in the file, from 1. */
  readonly relation: string;
  readonly columns: readonly string[];
  readonly rowCount: number;
  /** Records that did not split into the columns and are left out. */
  readonly rejected: number;
}

export interface ReadFileOptions {
  /** Name for the new table of the lake. */
  readonly as: string;
  /** Table or sheet inside the file; the one with most rows where absent. */
  readonly table?: string | undefined;
  /** For files made on the way; the caller removes it. */
  readonly folder: string;
}

/** Reads any file that intake can read into a lake, without source, draft or load: for work on files from the command line. */
export async function readFileInto(
  lake: Lake,
  session: LakeSession,
  file: string,
  { as, table, folder }: ReadFileOptions,
): Promise<ReadTable> {
  await mkdir(folder, { recursive: true });
  await using reader = await openFile(file, folder, lake);
  const { tables } = await reader.inspect();
  const chosen =
    tables.find((other) => other.path === table || other.name === table) ??
    tables.toSorted((a, b) => (b.rowCount ?? 0) - (a.rowCount ?? 0))[0];
  const prepared = await reader.prepare({ table: chosen?.path ?? "", folder });
  const columns = prepared.columns.map((column) => ({ name: column.name, type: { kind: "text" as const } }));
  const relation = name(as);
  const staged = await stage(
    session,
    relation,
    prepared,
    { fileColumns: columns },
    {
      folder,
      signal: AbortSignal.any([]),
      onRows: () => {},
    },
  );
  return {
    name: chosen?.name ?? "",
    relation,
    columns: columns.map((column) => column.name).filter((column) => column !== csvColumns.row),
    rowCount: staged.accepted,
    rejected: staged.rejects.length,
  };
}
