import mysql from "mysql2/promise";
import type { Cell } from "../table.ts";
import type { Columns, TableWriter } from "./writer.ts";

const sqlTypes = { text: "varchar(400)", integer: "bigint", decimal: "double", instant: "datetime" } as const;

const quoted = (name: string): string => `\`${name.replaceAll("`", "``")}\``;

/** Makes a department's database anew. Only a database of this name is touched. */
export async function makeMysqlSchema(url: string, schema: string): Promise<void> {
  const connection = await mysql.createConnection({ uri: url });
  await connection.query(`drop database if exists ${quoted(schema)}`);
  await connection.query(`create database ${quoted(schema)} character set utf8mb4`);
  await connection.end();
}

const rowsPerInsert = 1000;

/** Inserts one table in batches, over a connection of its own, in one transaction. */
export async function openMysqlTable(
  url: string,
  schema: string,
  name: string,
  columns: Columns,
): Promise<TableWriter> {
  const connection = await mysql.createConnection({ uri: url });
  const target = `${quoted(schema)}.${quoted(name)}`;
  const fields = columns.map(
    (column) => `${quoted(column.name)} ${sqlTypes[column.type]}${column.isSerial ? " primary key" : ""}`,
  );
  await connection.query(`create table ${target} (${fields.join(", ")}) character set utf8mb4`);
  await connection.beginTransaction();
  let waiting: Cell[][] = [];
  const send = async (): Promise<void> => {
    for (let from = 0; from < waiting.length; from += rowsPerInsert) {
      await connection.query(`insert into ${target} values ?`, [waiting.slice(from, from + rowsPerInsert)]);
    }
    waiting = [];
  };
  return {
    write: (cells) => void waiting.push([...cells]),
    drain: async () => {
      if (waiting.length >= rowsPerInsert) await send();
    },
    async close() {
      await send();
      await connection.commit();
      await connection.end();
    },
  };
}
