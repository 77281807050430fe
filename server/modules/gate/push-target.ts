import type { PlanItem } from "./plan.ts";
import type { Value } from "./read-rows.ts";

/** A row in the requester's table: its key there, a hash of what it says, and the granted items. */
export interface PushedRow {
  readonly key: string;
  readonly hash: string;
  readonly values: readonly Value[];
}

/** How far a run has come, kept in the requester's own database beside the rows. */
export interface PushState {
  /** Serving table and version of the grant: what is being pushed. */
  readonly run: string;
  /** The last key written; empty before the first. */
  readonly position: string;
  readonly isDone: boolean;
}

export interface PushBatch {
  readonly upserts: readonly PushedRow[];
  readonly deletes: readonly string[];
}

/** The requester's table. Everything a batch changes, and the state after it, is one transaction there. */
export interface TargetTable extends AsyncDisposable {
  /** Makes the table and `weir_push_state` where they are not there yet. */
  prepare(): Promise<void>;
  state(grantId: string): Promise<PushState | null>;
  /** Hashes by key of the rows with `after < key <= upTo`; to the end where `upTo` is null. */
  hashes(after: string, upTo: string | null): Promise<ReadonlyMap<string, string>>;
  /**
   * Writes a batch and the state after it where the state still is `before`; false, and nothing written, where another
   * process has gone on meanwhile.
   */
  write(grantId: string, before: PushState | null, batch: PushBatch, after: PushState): Promise<boolean>;
}

export const keyColumn = "_weir_key";
export const hashColumn = "_weir_hash";
export const stateTable = "weir_push_state";

/** What must change so that the target holds these rows and no others in the range. */
export function differenceOf(
  rows: readonly PushedRow[],
  there: ReadonlyMap<string, string>,
  what: "full" | "changed",
): PushBatch {
  const keys = new Set(rows.map((row) => row.key));
  return {
    upserts: what === "full" ? rows : rows.filter((row) => there.get(row.key) !== row.hash),
    deletes: [...there.keys()].filter((key) => !keys.has(key)),
  };
}

/** What is masked is text, whatever it was before. */
export const leavesAsText = (item: PlanItem): boolean =>
  item.isMasked || item.mask !== null || item.type.kind === "text";
