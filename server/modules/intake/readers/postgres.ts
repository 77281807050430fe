import { pipeline } from "node:stream/promises";
import pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import type { ValueType } from "#contract/dictionary";
import type { Connection } from "#contract/intake";
import { literal, name as quoted } from "#kernel/lake/lake";
import { problem } from "#kernel/problem";
import { problems } from "../problems.ts";
import { mayWriteNotice } from "./account-notice.ts";
import type { Census } from "./census.ts";
import { connectionProblem } from "./database-problems.ts";
import { writtenBy } from "./database-table.ts";
import type { Take } from "./part-writer.ts";
import { copyDecoder, isTextType, storedTypeOf } from "./postgres-columns.ts";
import { paced } from "./pace.ts";
import { dialectFor, type Prepared, type SourceHeading } from "./reader.ts";
import { type Since, type TableShape, type TableSource, watermarkKindOf } from "./table-source.ts";

interface ColumnRow {
  name: string;
  type: string;
  comment: string | null;
  isGenerated: boolean;
}

const connectTimeoutMs = 10_000;
/** Times of day of `timestamptz` are written as this zone's clock shows them; all of China keeps it. */
const timeZone = "Asia/Shanghai";

/** A server or role may write dates its own way, or cut long statements short: neither may change what is read. */
const sessionSettings = `set default_transaction_read_only = on; set datestyle = 'ISO, YMD'; set intervalstyle = 'iso_8601';
  set bytea_output = 'hex'; set extra_float_digits = 1; set statement_timeout = 0`;

/** A moment that another connection has exported, and still holds. */
export interface PostgresMoment {
  readonly snapshot: string;
}

/** PostgreSQL and databases that speak its protocol (人大金仓, openGauss): COPY streams the table as delimited text. */
export async function openPostgres(
  connection: Connection,
  password: string,
  moment: PostgresMoment | null = null,
): Promise<TableSource> {
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
    if (moment) {
      await client.query("begin isolation level repeatable read read only");
      await client.query(`set transaction snapshot '${moment.snapshot.replaceAll("'", "''")}'`);
    }
  } catch (cause) {
    await client.end().catch(() => {});
    throw connectionProblem(connection, cause);
  }
  const schema = connection.schema || "public";
  return {
    format: "postgres",
    async inspect() {
      const found = await client.query<{ name: string; columns: number; mayWrite: boolean }>(
        `select c.relname as name, count(a.attnum)::int as columns,
           has_table_privilege(c.oid, 'insert, update, delete, truncate') as "mayWrite"
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
      const mayWrite = found.rows.some((row) => row.mayWrite);
      return { tables, encoding: null, notices: mayWrite ? [mayWriteNotice(connection.user)] : [] };
    },
    async prepare({ table, folder, limit, signal, since, pace, mayType }): Promise<Prepared> {
      const all = await columnsOf(client, schema, table);
      // The log does not carry what the server computes; a table that is followed from it cannot have it either.
      const columns = moment ? all.filter((column) => !column.isGenerated) : all;
      if (columns.length === 0) throw problem(problems["table-not-found"], { table, tables: schema });
      const part = `${since ? sinceSql(columns, since) : ""}${limit === undefined ? "" : ` limit ${limit}`}`;
      const isTyped = mayType === true && limit === undefined && (await sendsTyped(client));
      const cells = columns.map(isTyped ? typedSql : fieldSql);
      const select = `select ${cells.join(", ")} from ${quoted(schema, table)} t${part}`;
      const fill = async (take: Take): Promise<number> => {
        const copy = client.query(copyTo(`copy (${select}) to stdout (format ${isTyped ? "binary" : "csv"})`));
        await pipeline(copy, paced(pace), take, signal ? { signal } : {});
        // The number the server says it has sent: a stream cut short has none.
        return copy.rowCount;
      };
      const stored = columns.map(({ type }) => storedTypeOf(type) ?? { kind: "text" as const });
      const written = await writtenBy(fill, { table, folder, limit, signal }, isTyped ? copyDecoder(stored) : null);
      return {
        ...written,
        dialect: dialectFor(columns.length),
        columns: columns.map(headingOf),
        text: null,
        encoding: null,
        damagedCharacters: 0,
        notices: [],
      };
    },
    shapeOf: (table) => shapeOf(client, schema, table),
    async hold() {
      await client.query("begin transaction isolation level repeatable read, read only");
      return { [Symbol.asyncDispose]: async () => void (await client.query("rollback").catch(() => {})) };
    },
    highWater: (table, column) => highWater(client, schema, table, column),
    census: (table, columns) => censusOf(client, schema, table, columns),
    // A connection that the server has cut is closed already.
    [Symbol.asyncDispose]: () => client.end().catch(() => {}),
  };
}

/** Servers before version 12 compute no columns and have no `attgenerated` to name. */
export async function columnsOf(client: pg.Client, schema: string, table: string): Promise<ColumnRow[]> {
  const found = await client.query<ColumnRow>(
    `select a.attname as name, pg_catalog.format_type(a.atttypid, a.atttypmod) as type,
       pg_catalog.col_description(a.attrelid, a.attnum) as comment, row_to_json(a)::text like '%"attgenerated":"s"%' as "isGenerated"
     from pg_catalog.pg_attribute a
     join pg_catalog.pg_class c on c.oid = a.attrelid
     join pg_catalog.pg_namespace n on n.oid = c.relnamespace
     where n.nspname = $1 and c.relname = $2 and a.attnum > 0 and not a.attisdropped
     order by a.attnum`,
    [schema, table],
  );
  return found.rows;
}

/** The value is written into the statement, cast to the column's own type: COPY takes no parameters. */
function sinceSql(columns: readonly ColumnRow[], { column, value, overlap }: Since): string {
  const type = columns.find(({ name }) => name === column)?.type;
  const kind = type === undefined ? null : watermarkKindOf(type);
  if (type === undefined || kind === null) throw problem(problems["watermark-unfit"], { column });
  const from = `${literal(value)}::${type}`;
  return ` where t.${quoted(column)} >= ${kind === "time" ? `${from} - interval '${overlap} seconds'` : `${from} - ${overlap}`}`;
}

async function highWater(client: pg.Client, schema: string, table: string, column: string): Promise<string | null> {
  const type = (await columnsOf(client, schema, table)).find(({ name }) => name === column)?.type ?? "";
  const highest = type === "date" ? "max(t.c)::date::text" : "max(t.c)::text";
  const found = await client.query<{ value: string | null }>(
    `select ${highest} as value from (select ${quoted(column)} as c from ${quoted(schema, table)}) t`,
  );
  return found.rows[0]?.value ?? null;
}

async function censusOf(client: pg.Client, schema: string, table: string, names: readonly string[]): Promise<Census> {
  const columns = await columnsOf(client, schema, table);
  const found = await client.query<{ n: string; sum: string | null }>(
    `select count(*)::text as n, sum(('x' || substr(md5(${censusText(columns, names)}), 1, 15))::bit(60)::bigint)::text as sum
     from ${quoted(schema, table)} t`,
  );
  return { rowCount: Number(found.rows[0]?.n ?? 0), checksum: found.rows[0]?.sum ?? "0" };
}

/** The row's text of a census: every cell exactly as COPY writes it. */
export function censusText(columns: readonly ColumnRow[], names: readonly string[]): string {
  const cells = names.map((wanted) => {
    const column = columns.find(({ name }) => name === wanted);
    if (!column) throw problem(problems["columns-changed"], { missing: wanted });
    // `concat` writes as COPY does; a cast to text would cut the blanks of a `character(n)`.
    const cell = fieldSql(column);
    return `case when ${cell} is null then '\\N' else concat(${cell}) end`;
  });
  return `concat_ws(chr(31), ${cells.join(", ")})`;
}

async function shapeOf(client: pg.Client, schema: string, table: string): Promise<TableShape> {
  const columns = await columnsOf(client, schema, table);
  if (columns.length === 0) throw problem(problems["table-not-found"], { table, tables: schema });
  const indexes = await client.query<{ columns: string[]; primary: boolean; unique: boolean }>(
    `select i.indisprimary as primary, i.indisunique and i.indpred is null and bool_and(a.attnotnull) as unique,
       array_agg(a.attname::text order by k.place) as columns
     from pg_catalog.pg_index i
     cross join lateral unnest(i.indkey) with ordinality as k (attnum, place)
     join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
     where i.indrelid = $1::regclass and i.indisvalid and i.indexprs is null
     group by i.indexrelid order by i.indisprimary desc, count(*), i.indexrelid`,
    [quoted(schema, table)],
  );
  const size = await client.query<{ n: number }>(
    "select greatest(c.reltuples, 0)::bigint as n from pg_catalog.pg_class c where c.oid = $1::regclass",
    [quoted(schema, table)],
  );
  return {
    columns: columns.map((column) => ({ ...headingOf(column), declared: column.type })),
    key: indexes.rows.find((index) => index.primary || index.unique)?.columns ?? [],
    indexed: indexes.rows.map((index) => index.columns[0] ?? ""),
    rowEstimate: size.rows[0]?.n ?? 0,
  };
}

/** Written so that the lake takes it exactly: booleans as words, times in the node's zone, bytes as hexadecimal. */
export function fieldSql({ name, type }: Pick<ColumnRow, "name" | "type">): string {
  const column = `t.${quoted(name)}`;
  if (type === "boolean") return `${column}::text`;
  if (type.startsWith("timestamp") && type.endsWith("with time zone")) return `(${column} at time zone '${timeZone}')`;
  if (type === "bytea") return `encode(${column}, 'hex')`;
  return column;
}

/** The same for a copy in the server's own form: what it stores in a way we know comes as it is, the rest as COPY writes it. */
function typedSql(column: ColumnRow): string {
  const cell = fieldSql(column);
  const isText = cell !== `t.${quoted(column.name)}`;
  if (storedTypeOf(column.type) || isTextType(column.type) || isText) return cell;
  // `concat` writes as COPY does; a cast to text would cut the blanks of a domain over `character(n)`.
  return `case when ${cell} is null then null else concat(${cell}) end`;
}

/**
 * Descendants of PostgreSQL may store times in other ways; a database without an encoding may hold bytes that are no text, and
 * only the reader of delimited text sets such rows aside.
 */
async function sendsTyped(client: pg.Client): Promise<boolean> {
  const found = await client.query<{ version: string; encoding: string; times: string }>(
    `select version() as version, current_setting('server_encoding') as encoding, current_setting('integer_datetimes') as times`,
  );
  const [row] = found.rows;
  return /^PostgreSQL \d+/.test(row?.version ?? "") && row?.encoding !== "SQL_ASCII" && row?.times === "on";
}

const plain = { maxLength: null, precision: null, scale: null };

export function headingOf({ name, type, comment }: Pick<ColumnRow, "name" | "type" | "comment">): SourceHeading {
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
