import { DatabaseSync } from "node:sqlite";
import type { ValueType } from "#contract/dictionary";
import { name as quoted } from "#kernel/lake/lake";
import { problem } from "#kernel/problem";
import { problems } from "../problems.ts";
import type { CsvWriter } from "./csv-writer.ts";

export interface SqliteColumn {
  readonly name: string;
  readonly type: ValueType | null;
}

export interface SqliteFile extends Disposable {
  readonly tables: readonly {
    readonly name: string;
    readonly rowCount: number;
    readonly columns: readonly SqliteColumn[];
  }[];
  write(table: string, writer: CsvWriter, onRows: (rows: number) => void, limit?: number): void;
}

const reportEvery = 50_000;

/**
 * Opens a SQLite file read-only. The database itself writes each row as delimited text: a value at a time in JavaScript
 * would take several times as long.
 *
 * @throws Problem intake.database-file-broken
 */
export function openSqlite(file: string): SqliteFile {
  const database = open(file);
  const names = database
    .prepare(
      "select name from sqlite_schema where type in ('table', 'view') and name not like 'sqlite\\_%' escape '\\' order by name",
    )
    .all() as { name: string }[];
  const tables = names.map(({ name }) => ({
    name,
    columns: columnsOf(database, name),
    rowCount: countOf(database, name),
  }));
  return {
    tables,
    write(table, writer, onRows, limit = -1) {
      const columns = tables.find((candidate) => candidate.name === table)?.columns ?? [];
      const line = columns.map(({ name }) => fieldSql(quoted(name))).join(" || ',' || ");
      const rows = database.prepare(`select ${line} as line from ${quoted(table)} limit ?`).iterate(limit);
      for (const row of rows) {
        writer.writeLine(String(row["line"]));
        if (writer.rows % reportEvery === 0) onRows(writer.rows);
      }
    },
    [Symbol.dispose]: () => database.close(),
  };
}

/** Every value in quotes, no value as nothing; blobs as hexadecimal. */
function fieldSql(column: string): string {
  const text = `case typeof(${column}) when 'blob' then hex(${column}) else cast(${column} as text) end`;
  return `coalesce('"' || replace(${text}, '"', '""') || '"', '')`;
}

function open(file: string): DatabaseSync {
  try {
    const database = new DatabaseSync(file, { readOnly: true });
    database.prepare("select count(*) from sqlite_schema").get();
    return database;
  } catch (cause) {
    throw problem(
      problems["database-file-broken"],
      { reason: cause instanceof Error ? cause.message : String(cause) },
      { cause },
    );
  }
}

function columnsOf(database: DatabaseSync, table: string): SqliteColumn[] {
  const rows = database.prepare("select name, type from pragma_table_info(?)").all(table) as {
    name: string;
    type: string;
  }[];
  return rows.map((row) => ({ name: row.name, type: declaredType(row.type) }));
}

function countOf(database: DatabaseSync, table: string): number {
  const row = database.prepare(`select count(*) as n from ${quoted(table)}`).get() as { n: number };
  return row.n;
}

/** SQLite's types are advice: only those that leave no doubt are taken, everything else is text to be looked at. */
function declaredType(declared: string): ValueType | null {
  const none = { maxLength: null, precision: null, scale: null };
  const type = declared.toUpperCase();
  if (/^(VAR)?CHAR\((\d+)\)/.test(type))
    return { ...none, kind: "text", maxLength: Number(/\((\d+)\)/.exec(type)?.[1]) };
  if (type.includes("INT")) return { ...none, kind: "integer" };
  const decimal = /^(?:DECIMAL|NUMERIC)\((\d+),\s*(\d+)\)/.exec(type);
  if (decimal) return { ...none, kind: "decimal", precision: Number(decimal[1]), scale: Number(decimal[2]) };
  if (/REAL|FLOA|DOUB/.test(type)) return { ...none, kind: "number" };
  return null;
}
