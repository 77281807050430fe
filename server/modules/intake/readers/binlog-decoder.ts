import type {
  BinlogEvent,
  DeleteRowsEvent,
  MariadbGtidEvent,
  QueryEvent,
  RotateEvent,
  RowData,
  RowsEvent,
  TableMapEvent,
  UpdateRowData,
  UpdateRowsEvent,
  WriteRowsEvent,
} from "@vlasky/zongji";
import { type BinlogPlace, placeText } from "./binlog-place.ts";
import { meaningOf } from "./binlog-statements.ts";
import { type BinlogColumn, cellOf } from "./binlog-values.ts";
import { changeNotLogged } from "./capture-refusals.ts";
import type { ChangeBatches } from "./change-batches.ts";
import type { ChangeValues } from "./change-stream.ts";
import type { SourceHeading } from "./reader.ts";

export interface BinlogTarget {
  readonly schema: string;
  readonly table: string;
  readonly key: readonly string[];
  /** The server's UUID on MySQL; MariaDB marks each place by its transaction instead. */
  readonly serverMark: string;
}

export interface BinlogShape {
  readonly headings: readonly SourceHeading[];
  readonly columns: readonly BinlogColumn[];
}

/** What must be looked up; the log's names, or null where they are those of now. */
export interface NewShape {
  readonly names: readonly string[] | null;
}

/**
 * Events of a binary log as changes of one table.
 *
 *   GTID or BEGIN ─▶ table map ─▶ rows … ─▶ XID or COMMIT
 *   GTID ─▶ statement (an empty table, another shape)
 */
export class BinlogDecoder {
  private readonly target: BinlogTarget;
  private readonly batches: ChangeBatches;
  private file: string;
  private shape: BinlogShape;
  /** The log names columns; it may have stopped to. */
  private hasNames: boolean;
  private isOpen = false;
  /** The open transaction ends with a commit of its own, not with its only statement. */
  private isGroup = false;
  private hasOurs = false;
  private lastMark: string;
  private quiet: string | null = null;
  private position = "";
  private committedAt = new Date(0);

  constructor(target: BinlogTarget, batches: ChangeBatches, from: BinlogPlace, shape: BinlogShape, hasNames: boolean) {
    this.target = target;
    this.batches = batches;
    this.file = from.file;
    this.lastMark = from.mark;
    this.shape = shape;
    this.hasNames = hasNames;
  }

  /** Behind the last transaction that was not ours, where nothing of ours came after it; it is taken from here. */
  takeQuietPlace(): string | null {
    const place = this.isOpen ? null : this.quiet;
    if (place !== null) this.quiet = null;
    return place;
  }

  /** True where the table's shape must be looked up before the next event is taken, with the names it has in the log. */
  take(event: BinlogEvent, now: number): NewShape | null {
    switch (event.getTypeName()) {
      case "Rotate":
        this.file = (event as RotateEvent).binlogName;
        return null;
      case "MariadbGtid":
        this.begin(event);
        this.isGroup = !(event as MariadbGtidEvent).standalone;
        return null;
      case "Gtid":
      case "AnonymousGtid":
        this.begin(event);
        this.isGroup = false;
        return null;
      case "Query":
        return this.statement(event as QueryEvent, now);
      case "Xid":
        this.commit(event, now);
        return null;
      case "XaPrepare":
        if (this.hasOurs) this.refuse("XA 两阶段事务", "a two-phase (XA) transaction");
        return null;
      case "TableMap":
        return this.newNames(event as TableMapEvent);
      case "WriteRows":
      case "UpdateRows":
      case "DeleteRows":
        this.rows(event as WriteRowsEvent | UpdateRowsEvent | DeleteRowsEvent, now);
        return null;
      case "Heartbeat":
        if (!this.isOpen && event.nextPosition > 0) this.quiet = this.placeBehind(event, this.lastMark);
        return null;
      default:
        return null;
    }
  }

  /** Rows to come are in these terms. */
  reshape(shape: BinlogShape): void {
    const isSame = JSON.stringify(shape.headings) === JSON.stringify(this.shape.headings);
    this.shape = shape;
    if (!isSame) this.batches.reshape(shape.headings);
  }

  private placeBehind(event: BinlogEvent, mark = event.gtid ?? ""): string {
    const { serverMark } = this.target;
    return placeText({ file: this.file, position: event.nextPosition, mark: serverMark === "" ? mark : serverMark });
  }

  /** The end is not known yet: the place behind the opening event orders the transaction just as well. */
  private begin(event: BinlogEvent): void {
    if (this.isOpen) return;
    this.isOpen = true;
    this.hasOurs = false;
    this.quiet = null;
    this.position = this.placeBehind(event);
    this.committedAt = new Date(event.timestamp);
    this.batches.begin(this.position);
  }

  private commit(event: BinlogEvent, now: number): void {
    this.isOpen = false;
    this.lastMark = event.gtid ?? this.lastMark;
    const place = this.placeBehind(event);
    if (this.hasOurs) this.batches.commit(place, now);
    else {
      this.batches.leave();
      this.quiet = place;
    }
  }

  private statement(event: QueryEvent, now: number): NewShape | null {
    const { schema, table } = this.target;
    switch (meaningOf(event.query, event.schema, schema, table)) {
      case "begin":
        this.begin(event);
        this.isGroup = true;
        return null;
      case "commit":
        this.commit(event, now);
        return null;
      case "unlogged-rows":
        return this.refuse("binlog_format 不是 ROW", "binlog_format was not ROW");
      case "truncate":
        this.begin(event);
        this.hasOurs = true;
        this.batches.add({ op: "truncate", position: this.position, committedAt: this.committedAt }, now);
        this.commit(event, now);
        return null;
      case "shape":
        // Rows before this statement may have been read in the terms after it.
        if (!this.hasNames)
          this.refuse("表结构变了，而日志不带列名", "the table changed its shape and the log carries no column names");
        this.endStatement(event, now);
        return { names: null };
      case "nothing":
        this.endStatement(event, now);
        return null;
    }
  }

  /** A statement that is a transaction of its own ends it; inside another (a savepoint) it ends nothing. */
  private endStatement(event: QueryEvent, now: number): void {
    if (!this.isGroup) this.commit(event, now);
  }

  private newNames(event: TableMapEvent): NewShape | null {
    const names = event.columnNames ?? null;
    this.hasNames = names !== null;
    if (names === null) return null;
    const isKnown = JSON.stringify(names) === JSON.stringify(this.shape.columns.map((column) => column.name));
    return isKnown ? null : { names };
  }

  private rows(event: WriteRowsEvent | UpdateRowsEvent | DeleteRowsEvent, now: number): void {
    if (!isWhole(event)) this.refuse("binlog_row_image 不是 FULL", "binlog_row_image was not FULL");
    this.hasOurs = true;
    const kind = event.getTypeName();
    for (const row of event.rows) {
      const { before, after } =
        kind === "UpdateRows" ? (row as UpdateRowData) : { before: null, after: row as RowData };
      const values = this.valuesOf(after);
      const key = this.keyOf(values);
      const oldKey = before === null ? null : this.keyOf(this.valuesOf(before));
      const isMoved = oldKey !== null && this.target.key.some((name) => oldKey[name] !== key[name]);
      this.batches.add(
        {
          op: ops[kind],
          key,
          oldKey: isMoved ? oldKey : null,
          values: kind === "DeleteRows" ? {} : values,
          position: this.position,
          committedAt: this.committedAt,
        },
        now,
      );
    }
  }

  private valuesOf(row: RowData): ChangeValues {
    const values: Record<string, string | null> = {};
    for (const column of this.shape.columns)
      if (column.name in row) values[column.name] = cellOf(column, row[column.name]);
    return values;
  }

  private keyOf(values: ChangeValues): ChangeValues {
    return Object.fromEntries(this.target.key.map((name) => [name, values[name] ?? null]));
  }

  private refuse(zh: string, en: string): never {
    throw changeNotLogged(this.target.table, zh, en);
  }
}

const ops = { WriteRows: "insert", UpdateRows: "update", DeleteRows: "delete" } as const;

/** Every column stands in the row, before and after. */
function isWhole(event: RowsEvent): boolean {
  const images = event as unknown as { columns_present_bitmap: Buffer; columns_present_bitmap2?: Buffer };
  const count = (bits: Buffer) => [...bits].reduce((sum, byte) => sum + byte.toString(2).replaceAll("0", "").length, 0);
  const wanted = event.numberOfColumns;
  const { columns_present_bitmap: first, columns_present_bitmap2: second } = images;
  return count(first) >= wanted && (second === undefined || count(second) >= wanted);
}
