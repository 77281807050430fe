import { mkdirSync } from "node:fs";
import { stat } from "node:fs/promises";
import path from "node:path";
import { type DuckDBAppender, type DuckDBConnection, DuckDBInstance, version } from "@duckdb/node-api";
import { appendFromColumnsSql, createFromColumnsSql } from "./duckdb-columns.ts";
import { appendFromCsvSql, createFromCsvSql } from "./duckdb-csv.ts";
import { duckdbDialect } from "./duckdb-dialect.ts";
import { confineQuery } from "./duckdb-query.ts";
import { lakeTypeOf, toLakeValue, toParameter } from "./duckdb-values.ts";
import {
  type ColumnsLoad,
  type CsvLoad,
  type CsvOutcome,
  type CsvReject,
  csvColumns,
  type Lake,
  type LakeColumn,
  type LakeRow,
  type LakeSession,
  type LakeValue,
  literal,
  name,
  type RejectKind,
} from "./lake.ts";

export interface DuckdbOptions {
  /** Folder of the database file, or null for a lake in memory (tests). */
  readonly folder: string | null;
  readonly memoryMb: number;
  readonly threads?: number | undefined;
}

/**
 * One DuckDB file owned by this process. Text is stored without string compression: loading then runs at 1.2 times the
 * speed of DuckDB's default and rules read it faster, for about twice the disk (docs/decisions/0003).
 */
export async function openDuckdb({ folder, memoryMb, threads }: DuckdbOptions): Promise<Lake> {
  if (folder) mkdirSync(path.join(folder, "spill"), { recursive: true, mode: 0o700 });
  const file = folder ? path.join(folder, "lake.duckdb") : ":memory:";
  const instance = await DuckDBInstance.create(file, {
    memory_limit: `${memoryMb}MB`,
    ...(threads === undefined ? {} : { threads: String(threads) }),
    ...(folder ? { temp_directory: path.join(folder, "spill") } : {}),
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
  });
  const setUp = await instance.connect();
  await setUp.run("set disabled_compression_methods = 'fsst,dict_fsst,dictionary,zstd'");
  setUp.closeSync();
  return {
    engine: "duckdb",
    version: version(),
    dialect: duckdbDialect,
    async confine(query, tables) {
      await using session = new DuckdbSession(await instance.connect(), undefined);
      return await confineQuery(session, query, tables);
    },
    session: async (signal) => new DuckdbSession(await instance.connect(), signal),
    sizeBytes: async () => (folder ? (await stat(file)).size : 0),
    async close() {
      if (folder) {
        const connection = await instance.connect();
        await connection.run("checkpoint").catch(() => {});
        connection.closeSync();
      }
      instance.closeSync();
    },
  };
}

const interruptEveryMs = 50;

const rejectKindOf: Record<string, RejectKind> = {
  "MISSING COLUMNS": "too-few-columns",
  "TOO MANY COLUMNS": "too-many-columns",
  "UNQUOTED VALUE": "quote",
  "INVALID ENCODING": "encoding",
  "INVALID STATE": "quote",
  "LINE SIZE OVER MAXIMUM": "too-long",
};

class DuckdbSession implements LakeSession {
  private readonly connection: DuckDBConnection;
  private readonly signal: AbortSignal | undefined;

  constructor(connection: DuckDBConnection, signal: AbortSignal | undefined) {
    this.connection = connection;
    this.signal = signal;
  }

  /** Waits for a statement; when the caller goes away it is interrupted until it ends (one interrupt may come too early). */
  private async untilDone<Result>(statement: () => Promise<Result>): Promise<Result> {
    const { signal } = this;
    if (!signal) return statement();
    signal.throwIfAborted();
    let timer: NodeJS.Timeout | undefined;
    const interrupt = () => (timer = setInterval(() => this.connection.interrupt(), interruptEveryMs));
    signal.addEventListener("abort", interrupt, { once: true });
    try {
      return await statement();
    } finally {
      clearInterval(timer);
      signal.removeEventListener("abort", interrupt);
    }
  }

  async read<Row extends LakeRow = LakeRow>(sql: string, parameters: readonly LakeValue[] = []): Promise<Row[]> {
    const reader = await this.untilDone(() => this.connection.runAndReadAll(sql, parameters.map(toParameter)));
    return reader.convertRowObjects(toLakeValue) as Row[];
  }

  async *stream<Row extends LakeRow = LakeRow>(
    sql: string,
    parameters: readonly LakeValue[] = [],
  ): AsyncGenerator<Row[]> {
    const result = await this.untilDone(() => this.connection.stream(sql, parameters.map(toParameter)));
    for await (const rows of result.yieldConvertedRowObjects(toLakeValue)) {
      this.signal?.throwIfAborted();
      yield rows as Row[];
    }
  }

  async write(sql: string, parameters: readonly LakeValue[] = []): Promise<number> {
    const result = await this.untilDone(() => this.connection.run(sql, parameters.map(toParameter)));
    return result.rowsChanged;
  }

  createFromCsv = (table: string, load: CsvLoad): Promise<CsvOutcome> =>
    this.readCsv(table, createFromCsvSql(table, load));

  appendFromCsv = (table: string, load: CsvLoad): Promise<CsvOutcome> =>
    this.readCsv(table, appendFromCsvSql(table, load));

  async createFromColumns(table: string, load: ColumnsLoad): Promise<number> {
    await this.write(createFromColumnsSql(table, load));
    return this.countOf(table);
  }

  appendFromColumns = (table: string, load: ColumnsLoad): Promise<number> =>
    this.write(appendFromColumnsSql(table, load));

  private async readCsv(table: string, sql: string): Promise<CsvOutcome> {
    await this.forgetRejects();
    await this.write(sql);
    // New rows are numbered in file order; a number given inside the statement would cost the second core.
    const row = name(csvColumns.row);
    const accepted = await this.write(`update ${table} set ${row} = rowid + 1 where ${row} = 0`);
    const [rejected] = await this.read<{ n: number }>(
      "select count(distinct r.line_byte_position) as n from reject_errors r",
    );
    return { accepted, rejectedRecords: rejected?.n ?? 0 };
  }

  private async forgetRejects(): Promise<void> {
    await this.write("drop table if exists reject_errors");
    await this.write("drop table if exists reject_scans");
  }

  async *rejects(): AsyncGenerator<CsvReject[]> {
    const rows = this.stream<{ at: number; kind: string; message: string; record: string }>(
      `select r.line_byte_position as at, first(r.error_type::varchar) as kind, last(r.error_message) as message,
         first(r.csv_line) as record
       from reject_errors r group by r.line_byte_position order by r.line_byte_position`,
    );
    for await (const batch of rows) {
      yield batch.map((row) => ({
        // DuckDB counts from 1.
        offset: row.at - 1,
        kind: rejectKindOf[row.kind] ?? "quote",
        fieldCount: Number(/Found: (\d+)/.exec(row.message)?.[1] ?? Number.NaN) || null,
        record: row.record.replace(/^[\r\n]+/, "").replace(/\r$/, ""),
      }));
    }
  }

  async createFromParquet(table: string, file: string): Promise<number> {
    await this.write(`create table ${table} as select p.* from read_parquet(${literal(file)}) p`);
    return this.countOf(table);
  }

  /** The engine does not say how many rows it has made a table of. */
  private async countOf(table: string): Promise<number> {
    const [count] = await this.read<{ n: number }>(`select count(*) as n from ${table}`);
    return count?.n ?? 0;
  }

  async parquetColumns(file: string): Promise<{ columns: LakeColumn[]; rowCount: number }> {
    const rows = await this.read<{ column_name: string; column_type: string }>(
      `describe select * from read_parquet(${literal(file)})`,
    );
    const [meta] = await this.read<{ n: number }>(
      `select sum(m.num_rows)::bigint as n from parquet_file_metadata(${literal(file)}) m`,
    );
    return {
      columns: rows.map((row) => ({ name: row.column_name, type: lakeTypeOf(row.column_type) })),
      rowCount: meta?.n ?? 0,
    };
  }

  async renumber(table: string, rejected: readonly number[]): Promise<void> {
    if (rejected.length === 0) return;
    // From accepted row `start` on, `shift` rejected records stand before.
    const gaps = rejected.map((record, index): [number, number] => [record - index, index + 1]);
    await this.write("create or replace temp table gap (start bigint, shift bigint)");
    await this.append("gap", ["start", "shift"], gaps);
    await this.write(
      `update ${table} as t set ${name(csvColumns.row)} = t.${name(csvColumns.row)} + s.shift
       from (select r.rowid as id, g.shift from ${table} r
             asof join (select start, max(shift) as shift from gap group by start) g on r.${name(csvColumns.row)} >= g.start) s
       where t.rowid = s.id`,
    );
    await this.write("drop table gap");
  }

  async append(table: string, columns: readonly string[], rows: readonly (readonly LakeValue[])[]): Promise<void> {
    if (rows.length === 0) return;
    const [schema, bare] = splitName(table);
    const appender = await this.connection.createAppender(bare, schema);
    const own = await this.columnsOf(table);
    const order = own.map((column) => columns.indexOf(column.name));
    for (const row of rows) {
      for (const position of order) appendValue(appender, position < 0 ? null : (row[position] ?? null));
      appender.endRow();
    }
    appender.closeSync();
  }

  exportTo(
    file: string,
    format: "csv" | "parquet",
    sql: string,
    parameters: readonly LakeValue[] = [],
  ): Promise<number> {
    const options = format === "csv" ? "format csv, header" : "format parquet, compression zstd";
    return this.write(`copy (${sql}) to ${literal(file)} (${options})`, parameters);
  }

  async columnsOf(table: string): Promise<LakeColumn[]> {
    const rows = await this.read<{ column_name: string; column_type: string }>(`describe ${table}`);
    return rows.map((row) => ({ name: row.column_name, type: lakeTypeOf(row.column_type) }));
  }

  progress(): number | null {
    const { percentage } = this.connection.progress;
    return percentage < 0 ? null : Math.min(1, percentage / 100);
  }

  begin = async (): Promise<void> => void (await this.write("begin transaction"));
  commit = async (): Promise<void> => void (await this.write("commit"));
  rollback = async (): Promise<void> => void (await this.connection.run("rollback"));

  async [Symbol.asyncDispose](): Promise<void> {
    this.connection.closeSync();
  }
}

/** `"a"."b"` as schema and table, for calls that take them apart; names may hold quotes. */
function splitName(table: string): [schema: string | null, table: string] {
  const parts = (table.match(/"(?:[^"]|"")*"|[^."]+/g) ?? []).map((part) =>
    part.startsWith('"') ? part.slice(1, -1).replaceAll('""', '"') : part,
  );
  const last = parts.pop() ?? table;
  return [parts.pop() ?? null, last];
}

function appendValue(appender: DuckDBAppender, value: LakeValue): void {
  if (value === null) appender.appendNull();
  else if (typeof value === "string") appender.appendVarchar(value);
  else if (typeof value === "boolean") appender.appendBoolean(value);
  else if (Number.isInteger(value)) appender.appendBigInt(BigInt(value));
  else appender.appendDouble(value);
}
