import type { Change, ChangeEvent } from "./change-stream.ts";
import type { SourceHeading } from "./reader.ts";

export interface BatchLimits {
  readonly batchChanges: number;
  readonly batchMs: number;
}

/** Its position is written again when its transaction has ended: a binary log tells the end only then. */
type Held<One> = One extends Change ? { -readonly [Member in keyof One]: One[Member] } : never;
type HeldChange = Held<Change>;

/** A transaction is handed on in parts when it holds this many batches. */
const partBatches = 4;

/**
 * Cuts a stream of transactions into batches. A batch holds whole transactions; only one too large for memory is handed on
 * in parts that are not complete, and the part that ends it may hold no change at all.
 *
 *   begin ─▶ add … add ─▶ commit ─▶ (full, or its time is up) ─▶ batch
 *              └─ too many ─▶ part, not complete
 */
export class ChangeBatches {
  private readonly limits: BatchLimits;
  private changes: HeldChange[] = [];
  private firstAt = 0;
  private isOpen = false;
  private hasParts = false;
  private openPosition = "";
  /** Behind the last transaction that ended. */
  private position: string;
  /** Behind the last transaction that was handed on. */
  private handedOn: string;
  private ready: ChangeEvent[] = [];

  constructor(limits: BatchLimits, position: string) {
    this.limits = limits;
    this.position = position;
    this.handedOn = position;
  }

  /** What is finished, oldest first; it is taken from here. */
  take(): readonly ChangeEvent[] {
    if (this.ready.length === 0) return [];
    const taken = this.ready;
    this.ready = [];
    return taken;
  }

  get hasReady(): boolean {
    return this.ready.length > 0;
  }

  /** When, in milliseconds of `performance.now()`, what waits must be handed on; null where nothing may or must. */
  get dueAt(): number | null {
    return this.isOpen || this.changes.length === 0 ? null : this.firstAt + this.limits.batchMs;
  }

  /** `position` orders the transaction among others; its end may come to be known with the commit only. */
  begin(position: string): void {
    this.isOpen = true;
    this.openPosition = position;
  }

  add(change: Change, now: number): void {
    if (this.changes.length === 0) this.firstAt = now;
    this.changes.push(change);
    if (this.changes.length >= this.limits.batchChanges * partBatches) this.handOnPart();
  }

  commit(position: string, now: number): void {
    for (let at = this.changes.length - 1; this.isOpen && at >= 0; at -= 1) {
      const change = this.changes[at];
      if (!change || change.position !== this.openPosition) break;
      change.position = position;
    }
    this.isOpen = false;
    this.position = position;
    const isFull = this.changes.length >= this.limits.batchChanges;
    if (this.hasParts || isFull || (this.changes.length > 0 && now >= this.firstAt + this.limits.batchMs))
      this.handOn();
  }

  /** The open transaction has nothing for us. */
  leave(): void {
    this.isOpen = false;
  }

  /** The table has other columns: what came before is in the old terms and goes first. */
  reshape(columns: readonly SourceHeading[]): void {
    if (this.changes.length > 0) {
      if (this.isOpen) this.handOnPart();
      else this.handOn();
    }
    this.ready.push({ kind: "schema", columns, position: this.handedOn });
  }

  /** Hands on what waits, if its time has come. */
  expire(now: number): void {
    const due = this.dueAt;
    if (due !== null && now >= due) this.handOn();
  }

  /** The log went on to `position` without a change for us. */
  idle(position: string): void {
    if (this.isOpen || this.changes.length > 0 || position === this.handedOn) return;
    this.position = position;
    this.handedOn = position;
    this.ready.push({ kind: "idle", position });
  }

  private handOn(): void {
    this.ready.push({ kind: "changes", changes: this.changes, position: this.position, isComplete: true });
    this.changes = [];
    this.hasParts = false;
    this.handedOn = this.position;
  }

  /** Transactions that ended before the open one are complete and go first. */
  private handOnPart(): void {
    const open = this.changes.findIndex((change) => change.position === this.openPosition);
    const ended = open < 0 ? this.changes : this.changes.slice(0, open);
    if (ended.length > 0) {
      const rest = open < 0 ? [] : this.changes.slice(open);
      this.changes = [...ended];
      this.handOn();
      this.changes = rest;
    }
    if (this.changes.length === 0) return;
    const { changes } = this;
    this.changes = [];
    this.hasParts = true;
    this.ready.push({ kind: "changes", changes, position: this.openPosition, isComplete: false });
  }
}
