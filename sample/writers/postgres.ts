import { once } from "node:events";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { Cell } from "../table.ts";
import type { Columns, TableWriter } from "./writer.ts";

const sqlTypes = { text: "text", integer: "bigint", decimal: "double precision", instant: "timestamp" } as const;

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** COPY's text format: tab between fields, \N for no value. */
function copyField(cell: Cell): string {
  if (cell === null) return String.raw`\N`;
  return typeof cell === "number" ? String(cell) : cell.replace(/[\\\t\n\r]/g, (letter) => escapes[letter] ?? letter);
}
const escapes: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  "\t": String.raw`\t`,
  "\n": String.raw`\n`,
  "\r": String.raw`\r`,
};

/** Makes a department's schema anew. Only a schema of this name is touched. */
export async function makePostgresSchema(url: string, schema: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`drop schema if exists ${quoted(schema)} cascade; create schema ${quoted(schema)}`);
  await client.end();
}

/** Streams one table into PostgreSQL by COPY, over a connection of its own. */
export async function openPostgresTable(
  url: string,
  schema: string,
  name: string,
  columns: Columns,
): Promise<TableWriter> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const target = `${quoted(schema)}.${quoted(name)}`;
  const fields = columns.map(
    (column) => `${quoted(column.name)} ${sqlTypes[column.type]}${column.isSerial ? " primary key" : ""}`,
  );
  await client.query(`create table ${target} (${fields.join(", ")})`);
  const copy = client.query(copyFrom(`copy ${target} from stdin`));
  let waiting = "";
  const send = (): boolean => {
    const isRoomy = waiting === "" || copy.write(waiting);
    waiting = "";
    return isRoomy;
  };
  return {
    write(cells) {
      waiting += `${cells.map(copyField).join("\t")}\n`;
    },
    async drain() {
      if (!send()) await once(copy, "drain");
    },
    async close() {
      send();
      copy.end();
      await once(copy, "finish");
      await client.end();
    },
  };
}
