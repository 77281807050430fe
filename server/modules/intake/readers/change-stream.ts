import type { Bilingual } from "#contract/text";
import type { Census } from "./census.ts";
import type { Prepared, PrepareOptions, SourceHeading } from "./reader.ts";

/**
 * What a change reader (PostgreSQL logical replication, a binary log, a message stream) must offer to be followed.
 *
 *   check ─▶ snapshot ──(at position P)──▶ stream(P) ─▶ batch ─▶ [lake: rows and position, one transaction] ─▶ acknowledge
 *                                             ▲                                                             │
 *                                             └──────── killed anywhere: opened again at the lake's position ┘
 *
 * The lake's position is the truth; what the source remembers of acknowledgements may lie behind it, never before it.
 */
export interface ChangeReader extends AsyncDisposable {
  /** What stands in the way or should be known: rights, settings, replica identity, disk danger. Changes nothing. */
  check(table: string): Promise<readonly Finding[]>;
  /**
   * Makes what the stream needs (publication, slot, position in the log) and answers the whole table as it is at one
   * moment, with the position from which `stream` gives exactly the changes after that moment. An older slot of the same
   * name is replaced. `dispose` of the snapshot ends the source's transaction and may come before the stream is opened.
   */
  snapshot(options: PrepareOptions): Promise<Snapshot>;
  /**
   * Changes of committed transactions after `position`, in the order of their commits: nothing at or before it, nothing
   * left out.
   *
   * @throws Problem intake.position-lost where the source no longer has them (purged log, dropped slot): a new snapshot
   * is the only way.
   */
  stream(options: StreamOptions): Promise<ChangeStream>;
  /**
   * Count and checksum of the whole table at one moment, with the position of that moment in the log, so that the lake
   * can be compared when it has reached exactly this position. `columns` are the covered ones, in the order of the text.
   */
  census(table: string, columns: readonly string[], signal: AbortSignal): Promise<PlacedCensus>;
  /** Removes what `snapshot` made at the source (slot, publication): an abandoned slot fills the source's disk. */
  release(): Promise<void>;
  /** Order of two positions of this reader: negative where `a` lies before `b`. */
  compare(a: string, b: string): number;
}

export interface Finding {
  /** `stop` forbids following, `warn` is shown beside it. */
  readonly weight: "stop" | "warn";
  /** Stable, for example `capture.wal-level`. */
  readonly code: string;
  /** What is the matter and the statement that mends it. */
  readonly text: Bilingual;
}

export interface Snapshot extends AsyncDisposable {
  readonly prepared: Prepared;
  /** Known before the rows are read; opaque, at most 400 characters. */
  readonly position: string;
}

export interface PlacedCensus extends Census {
  readonly position: string;
}

export interface StreamOptions {
  readonly table: string;
  /** Columns that tell rows apart, by their names at the source. */
  readonly key: readonly string[];
  readonly position: string;
  readonly signal: AbortSignal;
  /** A batch ends at the first transaction boundary behind this many changes, or after `batchMs`. */
  readonly batchChanges: number;
  readonly batchMs: number;
}

/**
 * Iterated by one consumer, which takes the next event when the last is in the lake: a slow lake stops the reading
 * (back-pressure), it never fills memory.
 */
export interface ChangeStream extends AsyncIterable<ChangeEvent>, AsyncDisposable {
  /** The lake has everything up to and with this position; the source may forget it. Only ever called after a commit. */
  acknowledge(position: string): Promise<void>;
  /** How far the source is ahead of what was acknowledged. */
  lag(): Promise<Lag>;
}

export interface Lag {
  /** Bytes of log kept for this reader; null where the source cannot say. */
  readonly bytes: number | null;
  /** Age of the oldest change that is not in the lake, 0 where there is none; null where it cannot be told. */
  readonly seconds: number | null;
  /** What should be known now: a slot that fills the disk, a log about to be purged. */
  readonly findings: readonly Finding[];
}

export type ChangeEvent = ChangeBatch | SchemaEvent | IdleEvent;

/** Changes in commit order. */
export interface ChangeBatch {
  readonly kind: "changes";
  readonly changes: readonly Change[];
  /** Position behind the last change. */
  readonly position: string;
  /**
   * False inside a transaction too large for one batch: its parts go into the lake in one transaction with the part that
   * ends it, and only that part's position is ever a place to resume.
   */
  readonly isComplete: boolean;
  /** Records among them that are no rows: they stand aside with the batch's rows. */
  readonly unreadable?: readonly UnreadableRecord[];
}

export interface UnreadableRecord {
  /** Told apart from every row and every other such record. */
  readonly key: string;
  readonly text: string;
  readonly reason: string;
}

/** The table has other columns from here on; later changes are in their terms. */
export interface SchemaEvent {
  readonly kind: "schema";
  readonly columns: readonly SourceHeading[];
  readonly position: string;
}

/** Nothing for this table, but the log went on: the lake may note the position, so that the source can forget. */
export interface IdleEvent {
  readonly kind: "idle";
  readonly position: string;
}

/** Values by column name at the source, written exactly as the same source's `prepare` writes them. */
export type ChangeValues = Readonly<Record<string, string | null>>;

export type Change = RowChange | Truncation;

export interface RowChange {
  readonly op: "insert" | "update" | "delete";
  /** Key columns of the row: after an insert or update, before a delete. */
  readonly key: ChangeValues;
  /** Key before an update that changed it; else null. */
  readonly oldKey: ChangeValues | null;
  /**
   * The row after the change; empty for a delete. A column that is absent has kept its value and the source did not send
   * it (a large value PostgreSQL leaves out).
   */
  readonly values: ChangeValues;
  /** Position behind the transaction the change belongs to; equal for all of its changes. */
  readonly position: string;
  readonly committedAt: Date;
}

/** Every row was removed at once. */
export interface Truncation {
  readonly op: "truncate";
  readonly position: string;
  readonly committedAt: Date;
}
