import { type EventEmitter, once } from "node:events";
import { PassThrough, type Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import mysql, { type Connection as MysqlConnection, type RowDataPacket } from "mysql2";
import type { ValueType } from "#contract/dictionary";
import type { Connection } from "#contract/intake";
import { problem } from "#kernel/problem";
import { problems } from "../problems.ts";
import { grantsWrite, mayWriteNotice } from "./account-notice.ts";
import { connectionProblem } from "./database-problems.ts";
import { writtenBy } from "./database-table.ts";
import type { Take } from "./part-writer.ts";
import { storedTypeOf, textRowDecoder, writeRows } from "./mysql-columns.ts";
import { paced } from "./pace.ts";
import { dialectFor, type Prepared, type PrepareOptions, type SourceHeading } from "./reader.ts";
import { type Since, type TableShape, type TableSource, watermarkKindOf } from "./table-source.ts";

interface ColumnRow extends RowDataPacket {
  name: string;
  type: string;
  kind: string;
  comment: string;
  charset: string | null;
}

const connectTimeoutMs = 10_000;
export const timeZone = "+08:00";
const rowsPerWrite = 4000;
const newLine = Buffer.from("\n");

export interface MysqlSource extends TableSource {
  /** A question on the same connection, seeing what `hold` sees. */
  readonly ask: (sql: string, values?: readonly unknown[]) => Promise<RowDataPacket[]>;
}

/**
 * MariaDB and MySQL. The server builds one line of delimited text per row and JavaScript only passes bytes on: four
 * times as fast as taking values apart here.
 */
export async function openMysql(connection: Connection, password: string): Promise<MysqlSource> {
  const { host, port, user, database } = connection;
  const client = mysql.createConnection({
    host,
    port,
    user,
    password,
    database,
    connectTimeout: connectTimeoutMs,
    charset: "utf8mb4",
    dateStrings: true,
  });
  // A connection lost while idle shows at the next statement.
  client.on("error", () => {});
  try {
    await client.promise().connect();
    // Times of day of `timestamp` are written as this zone's clock shows them, whatever the server's; all of China keeps it.
    await client.promise().query(`set time_zone = '${timeZone}'`);
  } catch (cause) {
    client.destroy();
    throw connectionProblem(connection, cause);
  }
  const schema = connection.schema || database;
  const held = { isHeld: false };
  return {
    format: "mysql",
    async inspect() {
      const [rows] = await client.promise().query<RowDataPacket[]>(
        `select t.table_name as name, count(c.column_name) as n
         from information_schema.tables t
         join information_schema.columns c on c.table_schema = t.table_schema and c.table_name = t.table_name
         where t.table_schema = ? group by t.table_name order by t.table_name`,
        [schema],
      );
      const tables = rows.map((row) => ({
        path: String(row["name"]),
        name: String(row["name"]),
        rowCount: null,
        columnCount: Number(row["n"]),
      }));
      const [grants] = await client.promise().query<RowDataPacket[]>("show grants");
      const mayWrite = grantsWrite(grants.map((row) => String(Object.values(row)[0])));
      return { tables, encoding: null, notices: mayWrite ? [mayWriteNotice(user)] : [] };
    },
    prepare: (options) => copyTable(client, schema, held.isHeld, options),
    shapeOf: (table) => shapeOf(client, schema, table),
    async hold() {
      await beginSnapshot(client);
      held.isHeld = true;
      return {
        async [Symbol.asyncDispose]() {
          held.isHeld = false;
          await client
            .promise()
            .query("rollback")
            .catch(() => {});
        },
      };
    },
    async highWater(table, column) {
      const [rows] = await client
        .promise()
        .query<RowDataPacket[]>(
          `select cast(max(${quoted(column)}) as char) as value from ${quoted(schema)}.${quoted(table)}`,
        );
      const value: unknown = rows[0]?.["value"];
      return typeof value === "string" ? value : null;
    },
    async census(table, names) {
      const columns = await columnsOf(client, schema, table);
      const number = `cast(conv(left(md5(${censusText(columns, names)}), 15), 16, 10) as unsigned)`;
      const [rows] = await client
        .promise()
        .query<RowDataPacket[]>(
          `select count(*) as n, cast(coalesce(sum(${number}), 0) as char) as sum from ${quoted(schema)}.${quoted(table)}`,
        );
      return { rowCount: Number(rows[0]?.["n"] ?? 0), checksum: String(rows[0]?.["sum"] ?? "0") };
    },
    async ask(sql, values = []) {
      const [rows] = await client.promise().query<RowDataPacket[]>(sql, [...values]);
      return rows;
    },
    async [Symbol.asyncDispose]() {
      client.destroy();
    },
  };
}

/** Counting and reading see the same moment. */
async function beginSnapshot(client: MysqlConnection): Promise<void> {
  await client.promise().query("set transaction isolation level repeatable read");
  await client.promise().query("start transaction with consistent snapshot");
}

async function copyTable(
  client: MysqlConnection,
  schema: string,
  isHeld: boolean,
  options: PrepareOptions,
): Promise<Prepared> {
  const { table, limit, signal, since, pace, mayType } = options;
  const columns = await columnsOf(client, schema, table);
  if (columns.length === 0) throw problem(problems["table-not-found"], { table, tables: schema });
  const from = `${quoted(schema)}.${quoted(table)}`;
  const db = client.promise();
  const isTyped = mayType === true && limit === undefined;
  const fill = async (take: Take): Promise<number> => {
    if (!isHeld) await beginSnapshot(client);
    const where = since ? sinceSql(client, columns, since) : "";
    const part = `${where}${limit === undefined ? "" : ` limit ${limit}`}`;
    const lines = new PassThrough({ highWaterMark: 1 << 20 });
    const taken = pipeline(lines, paced(pace), take);
    const select = `select ${isTyped ? columns.map(typedSql).join(", ") : lineSql(columns)} from ${from}${part}`;
    await Promise.all([taken, writeInto(lines, client, select, isTyped ? writeRows : writeLines, signal)]);
    const rowCount = await sentCount(client);
    if (!isHeld) await db.query("rollback");
    return rowCount;
  };
  const stored = columns.map((column) => storedTypeOf(column) ?? { kind: "text" as const });
  return {
    ...(await writtenBy(fill, options, isTyped ? textRowDecoder(stored) : null)),
    dialect: dialectFor(columns.length),
    columns: columns.map(headingOf),
    text: null,
    encoding: null,
    damagedCharacters: 0,
    notices: [],
  };
}

/** Asks for rows and writes them to `output` in a form of its own; rejects where `failure` does. */
type WriteRows = (client: MysqlConnection, sql: string, output: Writable, failure: Promise<never>) => Promise<void>;

async function writeInto(
  output: Writable,
  client: MysqlConnection,
  sql: string,
  write: WriteRows,
  signal: AbortSignal | undefined,
): Promise<void> {
  const stop = () => client.destroy();
  signal?.addEventListener("abort", stop, { once: true });
  try {
    await write(client, sql, output, Promise.race([failureOf(output), failureOf(client), abortionOf(signal)]));
  } catch (error) {
    output.destroy(error as Error);
    throw error;
  } finally {
    signal?.removeEventListener("abort", stop);
  }
}

/** One line of delimited text per row, which the server has built. */
async function writeLines(
  client: MysqlConnection,
  sql: string,
  output: Writable,
  failure: Promise<never>,
): Promise<void> {
  const query = client.query({ sql, rowsAsArray: true, typeCast: (field) => field.buffer() });
  let parts: Buffer[] = [];
  query.on("result", (row: unknown) => {
    const [line] = row as Buffer[];
    parts.push(line ?? Buffer.alloc(0), newLine);
    if (parts.length < rowsPerWrite * 2) return;
    const isFull = !output.write(Buffer.concat(parts));
    parts = [];
    if (!isFull) return;
    client.pause();
    output.once("drain", () => client.resume());
  });
  await Promise.race([once(query, "end"), failure]);
  output.end(Buffer.concat(parts));
}

/** How many rows the server says it has sent for the last statement. */
async function sentCount(client: MysqlConnection): Promise<number> {
  const [rows] = await client.promise().query<RowDataPacket[]>("select found_rows() as n");
  return Number(rows[0]?.["n"] ?? 0);
}

/**
 * `once(query, "end")` rejects on the query's own error; this on the file's (a full disk) and on the connection's: one that
 * is lost in the middle of a result tells nobody else.
 */
async function failureOf(emitter: EventEmitter): Promise<never> {
  const [error] = (await once(emitter, "error")) as [Error];
  throw error;
}

/** A connection that is destroyed on purpose tells nobody at all. */
async function abortionOf(signal: AbortSignal | undefined): Promise<never> {
  const { promise } = Promise.withResolvers<never>();
  if (!signal) return promise;
  if (!signal.aborted) await once(signal, "abort");
  throw signal.reason;
}

function sinceSql(client: MysqlConnection, columns: readonly ColumnRow[], since: Since): string {
  const kind = watermarkKindOf(columns.find(({ name }) => name === since.column)?.type ?? "");
  if (kind === null) throw problem(problems["watermark-unfit"], { column: since.column });
  const value = client.escape(since.value);
  const from =
    kind === "time"
      ? `date_sub(cast(${value} as datetime(6)), interval ${since.overlap} second)`
      : `cast(${value} as decimal(38, 6)) - ${since.overlap}`;
  return ` where ${quoted(since.column)} >= ${from}`;
}

async function shapeOf(client: MysqlConnection, schema: string, table: string): Promise<TableShape> {
  const columns = await columnsOf(client, schema, table);
  if (columns.length === 0) throw problem(problems["table-not-found"], { table, tables: schema });
  const [indexes] = await client.promise().query<RowDataPacket[]>(
    `select s.index_name as name, max(s.non_unique) as open, max(s.nullable = 'YES') as gaps,
       json_arrayagg(json_array(s.seq_in_index, s.column_name)) as columns
     from information_schema.statistics s where s.table_schema = ? and s.table_name = ?
     group by s.index_name order by s.index_name <> 'PRIMARY', count(*)`,
    [schema, table],
  );
  const [sizes] = await client
    .promise()
    .query<RowDataPacket[]>(
      "select t.table_rows as n from information_schema.tables t where t.table_schema = ? and t.table_name = ?",
      [schema, table],
    );
  const columnsOfIndex = (row: RowDataPacket): string[] => {
    const stored: unknown = row["columns"];
    const pairs = (typeof stored === "string" ? JSON.parse(stored) : stored) as [number, string][];
    return pairs.toSorted((a, b) => a[0] - b[0]).map(([, column]) => column);
  };
  const unique = indexes.find((row) => Number(row["open"]) === 0 && Number(row["gaps"]) === 0);
  return {
    columns: columns.map((column) => ({ ...headingOf(column), declared: column.type })),
    key: unique ? columnsOfIndex(unique) : [],
    indexed: indexes.map((row) => columnsOfIndex(row)[0] ?? ""),
    rowEstimate: sizes[0] ? Number(sizes[0]["n"] ?? 0) : null,
  };
}

async function columnsOf(client: MysqlConnection, schema: string, table: string): Promise<ColumnRow[]> {
  const [rows] = await client.promise().query<ColumnRow[]>(
    `select c.column_name as name, c.column_type as type, c.data_type as kind, c.column_comment as comment,
       c.character_set_name as charset
     from information_schema.columns c where c.table_schema = ? and c.table_name = ? order by c.ordinal_position`,
    [schema, table],
  );
  return rows;
}

const quoted = (name: string): string => `\`${name.replaceAll("`", "``")}\``;
const numeric = new Set(["tinyint", "smallint", "mediumint", "int", "bigint", "decimal", "float", "double", "year"]);
const binary = new Set(["blob", "tinyblob", "mediumblob", "longblob", "binary", "varbinary", "bit"]);
const spatial = /^(geometry|point|linestring|polygon|multi(point|linestring|polygon)|geom(etry)?collection)$/;

/** Every text in quotes, so that empty text and no value stay apart; `0000-00-00` is MySQL's way to have no date. */
function lineSql(columns: readonly ColumnRow[]): string {
  const fields = columns.map((column) =>
    isBare(column) && !binary.has(column.kind)
      ? `ifnull(${cellSql(column)}, '')`
      : `if(${quoted(column.name)} is null, '', concat('"', replace(${cellSql(column)}, '"', '""'), '"'))`,
  );
  return `concat_ws(',', ${fields.join(", ")})`;
}

/** Its text never holds a separator. Bytes are quoted all the same: none at all is not the absence of a value. */
const isBare = ({ kind }: ColumnRow): boolean =>
  numeric.has(kind) || binary.has(kind) || kind === "date" || kind === "datetime" || kind === "timestamp";

/** The cell as text, null where it has no value. */
function cellSql({ name, kind, charset }: ColumnRow): string {
  const column = quoted(name);
  if (numeric.has(kind)) return column;
  if (binary.has(kind)) return `hex(${column})`;
  if (kind === "date" || kind === "datetime" || kind === "timestamp")
    return `if(cast(${column} as char) like '0000-00-00%', null, cast(${column} as char))`;
  if (spatial.test(kind)) return `st_astext(${column})`;
  return charset === null ? column : `${inUnicode(column, charset)} collate utf8mb4_bin`;
}

/** The cell of a row that is sent cell by cell: the value, or the text that a line would have. */
function typedSql(column: ColumnRow): string {
  if (storedTypeOf(column)) return quoted(column.name);
  const { kind, charset } = column;
  const isText = charset !== null || binary.has(kind) || spatial.test(kind) || isBare(column);
  return isText && !numeric.has(kind) ? cellSql(column) : `concat(${cellSql(column)})`;
}

/** The row's text of a census: every cell exactly as a line has it. */
function censusText(columns: readonly ColumnRow[], names: readonly string[]): string {
  const cells = names.map((wanted) => {
    const column = columns.find(({ name }) => name === wanted);
    if (!column) throw problem(problems["columns-changed"], { missing: wanted });
    return `ifnull(${isBare(column) ? `convert(${cellSql(column)} using utf8mb4) collate utf8mb4_bin` : cellSql(column)}, '\\\\N')`;
  });
  return `concat_ws(char(31 using utf8mb4), ${cells.join(", ")})`;
}

/** Character sets do not mix in one line, nor do collations of expressions; one of each for all cannot clash. */
const inUnicode = (column: string, charset: string): string =>
  charset === "utf8mb4" ? column : `convert(${column} using utf8mb4)`;

const plain = { maxLength: null, precision: null, scale: null };

export function headingOf({ name, type, comment }: Pick<ColumnRow, "name" | "type" | "comment">): SourceHeading {
  return { name, heading: name, comment, type: valueTypeOf(type) };
}

function valueTypeOf(type: string): ValueType {
  const decimal = /^decimal\((\d+),(\d+)\)/.exec(type);
  if (decimal) return { ...plain, kind: "decimal", precision: Number(decimal[1]), scale: Number(decimal[2]) };
  const text = /^(?:var)?char\((\d+)\)/.exec(type);
  if (text) return { ...plain, kind: "text", maxLength: Number(text[1]) };
  // 18446744073709551615 fits no 64-bit number with a sign.
  if (/^bigint.*unsigned/.test(type)) return { ...plain, kind: "decimal", precision: 20, scale: 0 };
  if (/^(tiny|small|medium|big)?int|^year/.test(type)) return { ...plain, kind: "integer" };
  if (/^(float|double)/.test(type)) return { ...plain, kind: "number" };
  if (type === "date") return { ...plain, kind: "date" };
  if (/^(datetime|timestamp)/.test(type)) return { ...plain, kind: "datetime" };
  if (type.startsWith("time")) return { ...plain, kind: "time" };
  return { ...plain, kind: "text" };
}
