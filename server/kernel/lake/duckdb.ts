import { mkdirSync } from "node:fs";
import { stat } from "node:fs/promises";
import path from "node:path";
import { type DuckDBConnection, DuckDBInstance, version } from "@duckdb/node-api";
import { duckdbDialect } from "./duckdb-dialect.ts";
import { lakeTypeOf, toLakeValue, toParameter } from "./duckdb-values.ts";
import {
  type CsvLoad,
  type CsvOutcome,
  type CsvReject,
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
    disabled_compression_methods: "fsst,dict_fsst,dictionary,zstd",
  });
  return {
    engine: "duckdb",
    version: version(),
    dialect: duckdbDialect,
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

const rejectKindOf: Record<string, RejectKind> = {
  CAST: "cast",
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
  private readonly interrupt = () => this.connection.interrupt();

  constructor(connection: DuckDBConnection, signal: AbortSignal | undefined) {
    this.connection = connection;
    this.signal = signal;
    signal?.addEventListener("abort", this.interrupt);
  }

  async read<Row extends LakeRow = LakeRow>(sql: string, parameters: readonly LakeValue[] = []): Promise<Row[]> {
    this.signal?.throwIfAborted();
    const reader = await this.connection.runAndReadAll(sql, parameters.map(toParameter));
    return reader.convertRowObjects(toLakeValue) as Row[];
  }

  async *stream<Row extends LakeRow = LakeRow>(
    sql: string,
    parameters: readonly LakeValue[] = [],
  ): AsyncGenerator<Row[]> {
    this.signal?.throwIfAborted();
    const result = await this.connection.stream(sql, parameters.map(toParameter));
    for await (const rows of result.yieldConvertedRowObjects(toLakeValue)) yield rows as Row[];
  }

  async write(sql: string, parameters: readonly LakeValue[] = []): Promise<number> {
    this.signal?.throwIfAborted();
    const result = await this.connection.run(sql, parameters.map(toParameter));
    return result.rowsChanged;
  }

  async createFromCsv(table: string, load: CsvLoad): Promise<CsvOutcome> {
    await this.forgetRejects();
    await this.write(`create table ${table} as ${selectFrom(load)}`);
    const [accepted] = await this.read<{ n: number }>(`select count(*) as n from ${table}`);
    const [rejected] = await this.read<{ n: number }>(
      "select count(distinct r.line_byte_position) as n from reject_errors r",
    );
    return { accepted: accepted?.n ?? 0, rejectedRecords: rejected?.n ?? 0 };
  }

  private async forgetRejects(): Promise<void> {
    await this.write("drop table if exists reject_errors");
    await this.write("drop table if exists reject_scans");
  }

  async *rejects(): AsyncGenerator<CsvReject[]> {
    const rows = this.stream<{ at: number; kind: string; column_name: string | null; csv_line: string }>(
      `select r.line_byte_position as at, r.error_type::varchar as kind, r.column_name, r.csv_line
       from reject_errors r order by r.line_byte_position, r.byte_position, r.column_idx`,
    );
    for await (const batch of rows) {
      yield batch.map((row) => ({
        offset: row.at,
        kind: rejectKindOf[row.kind] ?? "quote",
        column: row.column_name,
        record: row.csv_line.replace(/^[\r\n]+/, "").replace(/\r$/, ""),
      }));
    }
  }

  async createFromParquet(table: string, file: string): Promise<number> {
    await this.write(`create table ${table} as select p.* from read_parquet(${literal(file)}) p`);
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

  async append(table: string, columns: readonly string[], rows: readonly (readonly LakeValue[])[]): Promise<void> {
    const perStatement = Math.max(1, Math.floor(20_000 / columns.length));
    for (let start = 0; start < rows.length; start += perStatement) {
      const part = rows.slice(start, start + perStatement);
      const places = part.map(
        (_, row) => `(${columns.map((__, column) => `$${row * columns.length + column + 1}`).join(", ")})`,
      );
      await this.write(
        `insert into ${table} (${columns.map((column) => name(column)).join(", ")}) values ${places.join(", ")}`,
        part.flat(),
      );
    }
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
    this.signal?.removeEventListener("abort", this.interrupt);
    this.connection.closeSync();
  }
}

/** Every option is given: nothing is guessed from the file's first rows. */
function selectFrom(load: CsvLoad): string {
  const types = load.columns.map(
    (column) => `${literal(column.name)}: ${literal(duckdbDialect.typeName(column.type))}`,
  );
  const options = [
    "auto_detect = false",
    "header = false",
    `skip = ${load.dialect.skipLines}`,
    `delim = ${literal(load.dialect.delimiter)}`,
    `quote = ${literal(load.dialect.quote)}`,
    `escape = ${literal(load.dialect.escape)}`,
    // Without this an empty quoted field would read as no value.
    "allow_quoted_nulls = false",
    ...(load.nullTexts?.length ? [`nullstr = [${["", ...load.nullTexts].map(literal).join(", ")}]`] : []),
    "store_rejects = true",
    "rejects_limit = 0",
    `columns = {${types.join(", ")}}`,
  ];
  const computed = (load.computed ?? []).map(({ name: column, sql }) => `, ${sql} as ${name(column)}`).join("");
  return `select f.*${computed} from read_csv(${literal(load.file)}, ${options.join(", ")}) f`;
}
