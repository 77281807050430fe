import { createWriteStream } from "node:fs";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import type { ValueType } from "#contract/dictionary";
import type { Connection } from "#contract/intake";
import { name as quoted } from "#kernel/lake/lake";
import { problem } from "#kernel/problem";
import { problems } from "../problems.ts";
import { connectionProblem, readingProblem } from "./database-problems.ts";
import { dialectFor, type Prepared, type Reader, type SourceHeading } from "./reader.ts";

interface ColumnRow {
  name: string;
  type: string;
  comment: string | null;
}

const connectTimeoutMs = 10_000;
/** Times of day of `timestamptz` are written as this zone's clock shows them; all of China keeps it. */
const timeZone = "Asia/Shanghai";

/** A server or role may write dates its own way, or cut long statements short: neither may change what is read. */
const sessionSettings = `set default_transaction_read_only = on; set datestyle = 'ISO, YMD'; set intervalstyle = 'iso_8601';
  set bytea_output = 'hex'; set extra_float_digits = 1; set statement_timeout = 0`;

/** PostgreSQL and databases that speak its protocol (人大金仓, openGauss): COPY streams the table as delimited text. */
export async function openPostgres(connection: Connection, password: string): Promise<Reader> {
  const client = new pg.Client({
    host: connection.host,
    port: connection.port,
    database: connection.database,
    user: connection.user,
    password,
    connectionTimeoutMillis: connectTimeoutMs,
    application_name: "weir-intake",
  });
  // A connection lost while idle shows at the next statement.
  client.on("error", () => {});
  try {
    await client.connect();
    await client.query(sessionSettings);
  } catch (cause) {
    await client.end().catch(() => {});
    throw connectionProblem(connection, cause);
  }
  const schema = connection.schema || "public";
  return {
    format: "postgres",
    async inspect() {
      const found = await client.query<{ name: string; columns: number }>(
        `select c.relname as name, count(a.attnum)::int as columns
         from pg_catalog.pg_class c
         join pg_catalog.pg_namespace n on n.oid = c.relnamespace
         left join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
         where n.nspname = $1 and c.relkind in ('r', 'p', 'v', 'm', 'f') and has_table_privilege(c.oid, 'select')
         group by c.oid order by c.relname`,
        [schema],
      );
      const tables = found.rows.map((row) => ({
        path: row.name,
        name: row.name,
        rowCount: null,
        columnCount: row.columns,
      }));
      return { tables, encoding: null, notices: [] };
    },
    async prepare({ table, folder, limit, signal }): Promise<Prepared> {
      const columns = await columnsOf(client, schema, table);
      if (columns.length === 0) throw problem(problems["table-not-found"], { table, tables: schema });
      const file = path.join(folder, "table.csv");
      const part = limit === undefined ? "" : ` limit ${limit}`;
      const select = `select ${columns.map(fieldSql).join(", ")} from ${quoted(schema, table)} t${part}`;
      const copy = client.query(copyTo(`copy (${select}) to stdout (format csv)`));
      try {
        await pipeline(
          copy,
          createWriteStream(file, { mode: 0o600, highWaterMark: 1 << 20 }),
          signal ? { signal } : {},
        );
      } catch (cause) {
        signal?.throwIfAborted();
        throw await readingProblem(table, file, cause);
      }
      return {
        file,
        dialect: dialectFor(columns.length),
        columns: columns.map(headingOf),
        text: null,
        encoding: null,
        // The number the server says it has sent: a stream cut short has none.
        rowCount: copy.rowCount,
        damagedCharacters: 0,
        notices: [],
      };
    },
    // A connection that the server has cut is closed already.
    [Symbol.asyncDispose]: () => client.end().catch(() => {}),
  };
}

async function columnsOf(client: pg.Client, schema: string, table: string): Promise<ColumnRow[]> {
  const found = await client.query<ColumnRow>(
    `select a.attname as name, pg_catalog.format_type(a.atttypid, a.atttypmod) as type,
       pg_catalog.col_description(a.attrelid, a.attnum) as comment
     from pg_catalog.pg_attribute a
     join pg_catalog.pg_class c on c.oid = a.attrelid
     join pg_catalog.pg_namespace n on n.oid = c.relnamespace
     where n.nspname = $1 and c.relname = $2 and a.attnum > 0 and not a.attisdropped
     order by a.attnum`,
    [schema, table],
  );
  return found.rows;
}

/** Written so that the lake takes it exactly: booleans as words, times in the node's zone, bytes as hexadecimal. */
function fieldSql({ name, type }: ColumnRow): string {
  const column = `t.${quoted(name)}`;
  if (type === "boolean") return `${column}::text`;
  if (type.startsWith("timestamp") && type.endsWith("with time zone")) return `(${column} at time zone '${timeZone}')`;
  if (type === "bytea") return `encode(${column}, 'hex')`;
  return column;
}

const plain = { maxLength: null, precision: null, scale: null };

function headingOf({ name, type, comment }: ColumnRow): SourceHeading {
  return { name, heading: name, comment: comment ?? "", type: valueTypeOf(type) };
}

/** A `numeric` without a scale may be a number of 20 digits or an amount: its values decide, a double would round it. */
function valueTypeOf(type: string): ValueType | null {
  if (type === "numeric") return null;
  const numeric = /^numeric\((\d+),(\d+)\)$/.exec(type);
  if (numeric) return { ...plain, kind: "decimal", precision: Number(numeric[1]), scale: Number(numeric[2]) };
  const text = /^character(?: varying)?\((\d+)\)$/.exec(type);
  if (text) return { ...plain, kind: "text", maxLength: Number(text[1]) };
  if (type === "smallint" || type === "integer" || type === "bigint") return { ...plain, kind: "integer" };
  if (type === "real" || type === "double precision") return { ...plain, kind: "number" };
  if (type === "date") return { ...plain, kind: "date" };
  if (type.startsWith("timestamp")) return { ...plain, kind: "datetime" };
  if (type.startsWith("time without")) return { ...plain, kind: "time" };
  if (type === "boolean") return { ...plain, kind: "boolean" };
  return { ...plain, kind: "text" };
}
