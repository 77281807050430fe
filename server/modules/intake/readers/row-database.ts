import { createHash } from "node:crypto";
import type { ValueType } from "#contract/dictionary";
import type { Connection, DatabaseKind } from "#contract/intake";
import { Problem, problem } from "#kernel/problem";
import { problems } from "../problems.ts";
import { mayWriteNotice } from "./account-notice.ts";
import type { Census } from "./census.ts";
import { csvField } from "./csv-writer.ts";
import { connectionProblem, readingProblem } from "./database-problems.ts";
import { writtenBy } from "./database-table.ts";
import { paced } from "./pace.ts";
import { dialectFor, type PrepareOptions, type SourceHeading } from "./reader.ts";
import { type Since, type TableShape, type TableSource, watermarkKindOf } from "./table-source.ts";

/** A cell as a driver gives it: the statements ask for texts, only long objects come as bytes. */
export type RowCell = string | number | Buffer | null;

/** A connection of a maker's driver. One statement at a time. */
export interface RowLink extends AsyncDisposable {
  /** Rows in groups, read no faster than they are taken. @throws DriverError */
  rows(sql: string): AsyncIterable<readonly (readonly RowCell[])[]>;
  /** A statement without rows. @throws DriverError */
  run(sql: string): Promise<void>;
}

/** What a driver said, under a code that `database-problems.ts` knows: SQLSTATE 28… the account, 08… the way, 42… the answer. */
export class DriverError extends Error {
  readonly code: "28000" | "08006" | "42000";
  constructor(code: DriverError["code"], message: string, cause: unknown) {
    super(message, { cause });
    this.name = "DriverError";
    this.code = code;
  }
}

export interface RowColumn {
  readonly name: string;
  /** As the server declares it, in lower case: `number(10,2)`. */
  readonly declared: string;
  readonly comment: string;
}

/**
 * What differs from one kind of server to another, as statements and pure functions. Names in results do not matter, their
 * order does.
 */
export interface RowDialect {
  readonly kind: DatabaseKind;
  schemaOf(connection: Connection): string;
  quoted(name: string): string;
  /** Name and number of columns of everything that may be read. */
  tables(schema: string): string;
  /** What `columnOf` reads, in the order of the table. */
  columns(schema: string, table: string): string;
  columnOf(row: readonly (string | null)[]): RowColumn;
  /** Index, column, and `1` where the index is unique without gaps; columns in their order, the primary key first. */
  indexes(schema: string, table: string): string;
  /** One estimate of the number of rows. */
  size(schema: string, table: string): string;
  /** Gives a row where the account may change something. */
  mayWrite: string;
  /** Begins a transaction that sees one moment; none of it changes anything. */
  begin: string;
  end: string;
  /** The cell as text, or as bytes of a long object. */
  cell(column: RowColumn): string;
  /** Condition of rows that are new; the value is written as `cell` writes it. */
  since(column: RowColumn, since: Since, kind: "time" | "number"): string;
  limited(select: string, limit: number): string;
  typeOf(declared: string): ValueType | null;
}

/**
 * A database that is read through its maker's driver, row by row: three times the work of COPY, and the same for every server
 * that has no statement which writes delimited text. Sums of a census are reckoned here, from the rows: no function of the
 * server has to give the same text as a driver does.
 */
export async function openRowDatabase(
  dialect: RowDialect,
  connection: Connection,
  connect: () => Promise<RowLink>,
): Promise<TableSource> {
  const link = await connect().catch((cause: unknown) => {
    throw cause instanceof Problem ? cause : connectionProblem(connection, cause);
  });
  const schema = dialect.schemaOf(connection);
  const source = new RowSource(dialect, link, schema);
  return {
    format: dialect.kind,
    async inspect() {
      const found = await source.ask(dialect.tables(schema), schema);
      const tables = found.map(([name, count]) => ({
        path: name ?? "",
        name: name ?? "",
        rowCount: null,
        columnCount: Number(count),
      }));
      const mayWrite = (await source.ask(dialect.mayWrite, schema)).length > 0;
      return { tables, encoding: null, notices: mayWrite ? [mayWriteNotice(connection.user)] : [] };
    },
    prepare: (options) => source.prepare(options),
    shapeOf: (table) => source.shapeOf(table),
    hold: () => source.hold(),
    highWater: (table, column) => source.highWater(table, column),
    census: (table, columns) => source.census(table, columns),
    [Symbol.asyncDispose]: () => link[Symbol.asyncDispose](),
  };
}

class RowSource {
  private readonly dialect: RowDialect;
  private readonly link: RowLink;
  private readonly schema: string;
  private isHeld = false;

  constructor(dialect: RowDialect, link: RowLink, schema: string) {
    this.dialect = dialect;
    this.link = link;
    this.schema = schema;
  }

  /** @throws Problem intake.read-refused, intake.stream-cut */
  async ask(sql: string, about: string): Promise<(string | null)[][]> {
    const found: (string | null)[][] = [];
    try {
      for await (const rows of this.link.rows(sql)) for (const row of rows) found.push(row.map(textOf));
    } catch (cause) {
      throw readingProblem(about, 0, cause);
    }
    return found;
  }

  async hold(): Promise<AsyncDisposable> {
    await this.link.run(this.dialect.begin);
    this.isHeld = true;
    return {
      [Symbol.asyncDispose]: async () => {
        this.isHeld = false;
        await this.link.run(this.dialect.end).catch(() => {});
      },
    };
  }

  async prepare({ table, folder, limit, signal, since, pace }: PrepareOptions) {
    const columns = await this.columnsOf(table);
    const where = since ? this.sinceSql(columns, since) : "";
    const select = this.selectSql(table, columns, where);
    const written = await writtenBy(
      async (take) => {
        // Counted and read at one moment, or a row that comes in between would look like one that was lost.
        await using _moment = this.isHeld || limit !== undefined ? null : await this.hold();
        const counted = limit === undefined ? await this.countOf(table, where) : 0;
        const sql = limit === undefined ? select : this.dialect.limited(select, limit);
        await take(paced(pace)(linesOf(this.link.rows(sql), columns, signal)));
        return counted;
      },
      { table, folder, limit, signal },
    );
    return {
      ...written,
      dialect: dialectFor(columns.length),
      columns: columns.map((column) => this.headingOf(column)),
      text: null,
      encoding: null,
      damagedCharacters: 0,
      notices: [],
    };
  }

  async shapeOf(table: string): Promise<TableShape> {
    const columns = await this.columnsOf(table);
    const rows = await this.ask(this.dialect.indexes(this.schema, table), table);
    const indexes = new Map<string, { columns: string[]; isKey: boolean }>();
    for (const [name, column, isKey] of rows) {
      const index = indexes.get(name ?? "") ?? { columns: [], isKey: isKey === "1" };
      index.columns.push(column ?? "");
      indexes.set(name ?? "", index);
    }
    const names = new Set(columns.map(({ name }) => name));
    // An index on an expression has columns that are none of the table's.
    const plainOnes = [...indexes.values()].filter((index) => index.columns.every((column) => names.has(column)));
    const [[size] = []] = await this.ask(this.dialect.size(this.schema, table), table);
    return {
      columns: columns.map((column) => ({ ...this.headingOf(column), declared: column.declared })),
      key: plainOnes.find(({ isKey }) => isKey)?.columns ?? [],
      indexed: plainOnes.map((index) => index.columns[0] ?? ""),
      rowEstimate: size === undefined || size === null ? null : Number(size),
    };
  }

  async highWater(table: string, name: string): Promise<string | null> {
    const column = columnNamed(await this.columnsOf(table), name);
    const highest = this.dialect.cell({ ...column, name: "c" });
    const from = `(select max(${this.dialect.quoted(name)}) as ${this.dialect.quoted("c")} from ${this.placeOf(table)}) t`;
    const [[value] = []] = await this.ask(`select ${highest} from ${from}`, table);
    return value === undefined || value === null ? null : written(value, column);
  }

  async census(table: string, names: readonly string[]): Promise<Census> {
    const all = await this.columnsOf(table);
    const columns = names.map((name) => columnNamed(all, name));
    let rowCount = 0;
    let sum = 0n;
    try {
      for await (const rows of this.link.rows(this.selectSql(table, columns, "")))
        for (const row of rows) {
          rowCount += 1;
          sum += sumOf(cellsOf(row, columns));
        }
    } catch (cause) {
      throw readingProblem(table, 0, cause);
    }
    return { rowCount, checksum: String(sum) };
  }

  private async columnsOf(table: string): Promise<readonly RowColumn[]> {
    const rows = await this.ask(this.dialect.columns(this.schema, table), table);
    if (rows.length === 0) throw problem(problems["table-not-found"], { table, tables: this.schema });
    return rows.map((row) => this.dialect.columnOf(row));
  }

  private async countOf(table: string, where: string): Promise<number> {
    const [[count] = []] = await this.ask(`select count(*) from ${this.placeOf(table)} t${where}`, table);
    return Number(count ?? 0);
  }

  private selectSql(table: string, columns: readonly RowColumn[], where: string): string {
    return `select ${columns.map((column) => this.dialect.cell(column)).join(", ")} from ${this.placeOf(table)} t${where}`;
  }

  private sinceSql(columns: readonly RowColumn[], since: Since): string {
    const column = columns.find(({ name }) => name === since.column);
    const kind = column ? watermarkKindOf(column.declared) : null;
    if (!column || kind === null) throw problem(problems["watermark-unfit"], { column: since.column });
    return ` where ${this.dialect.since(column, since, kind)}`;
  }

  private placeOf(table: string): string {
    return `${this.dialect.quoted(this.schema)}.${this.dialect.quoted(table)}`;
  }

  private headingOf({ name, declared, comment }: RowColumn): SourceHeading {
    return { name, heading: name, comment, type: this.dialect.typeOf(declared) };
  }
}

function columnNamed(columns: readonly RowColumn[], wanted: string): RowColumn {
  const column = columns.find(({ name }) => name === wanted);
  if (!column) throw problem(problems["columns-changed"], { missing: wanted });
  return column;
}

async function* linesOf(
  groups: AsyncIterable<readonly (readonly RowCell[])[]>,
  columns: readonly RowColumn[],
  signal: AbortSignal | undefined,
): AsyncGenerator<Buffer> {
  for await (const rows of groups) {
    signal?.throwIfAborted();
    yield Buffer.from(rows.map((row) => `${cellsOf(row, columns).map(csvField).join(",")}\n`).join(""));
  }
}

const cellsOf = (row: readonly RowCell[], columns: readonly RowColumn[]): (string | null)[] =>
  columns.map((column, at) => {
    const text = textOf(row[at] ?? null);
    return text === null ? null : written(text, column);
  });

/** Bytes as hexadecimal, like every other reader. */
function textOf(cell: RowCell): string | null {
  if (cell === null || typeof cell === "string") return cell;
  return typeof cell === "number" ? String(cell) : cell.toString("hex");
}

/** Oracle and its kin write a half as `.5`. */
const written = (text: string, { declared }: RowColumn): string =>
  watermarkKindOf(declared) === "number" || /^(float|binary_|real|double)/.test(declared)
    ? text.replace(/^(-?)\./, "$10.")
    : text;

/** The number of a row in a census (`census.ts`). */
function sumOf(cells: readonly (string | null)[]): bigint {
  const text = cells.map((cell) => cell ?? String.raw`\N`).join("\u001F");
  return BigInt(`0x${createHash("md5").update(text).digest("hex").slice(0, 15)}`);
}

export const plainType = { maxLength: null, precision: null, scale: null };
/** A text of the statement: quotes doubled, nothing else is special to any of these servers. */
export const sqlText = (text: string): string => `'${text.replaceAll("'", "''")}'`;
