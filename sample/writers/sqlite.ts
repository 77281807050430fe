import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Columns, TableWriter } from "./writer.ts";

export interface SqliteFile {
  table(name: string, columns: Columns): TableWriter;
  /** Commits what was written so far. */
  checkpoint(): void;
  close(): void;
}

const sqlTypes = { text: "TEXT", integer: "INTEGER", decimal: "REAL", instant: "TEXT" } as const;

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** One database file, the same bytes for the same rows: no journal, no time stamps, one writer. */
export function openSqlite(file: string): SqliteFile {
  mkdirSync(path.dirname(file), { recursive: true });
  rmSync(file, { force: true });
  const database = new DatabaseSync(file);
  database.exec(
    "pragma journal_mode = off; pragma synchronous = off; pragma cache_size = -8000; pragma encoding = 'UTF-8'; begin",
  );
  return {
    table(name, columns) {
      const fields = columns.map(
        (column) => `${quoted(column.name)} ${sqlTypes[column.type]}${column.isSerial ? " PRIMARY KEY" : ""}`,
      );
      database.exec(`create table ${quoted(name)} (${fields.join(", ")})`);
      const insert = database.prepare(`insert into ${quoted(name)} values (${columns.map(() => "?").join(", ")})`);
      return { write: (cells) => void insert.run(...cells), close() {} };
    },
    checkpoint: () => database.exec("commit; begin"),
    close() {
      database.exec("commit");
      database.close();
    },
  };
}
