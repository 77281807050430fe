import type pg from "pg";
import type { LedgerEntry, Outcome } from "#contract/ledger";
import type { Call } from "#kernel/call";
import { type Db, inTransaction } from "#kernel/db/db";
import { appendLeaf, type Frontier, leafHash, rootOf, type Subtree } from "./merkle.ts";
import type { Signer } from "./signer.ts";
import { type Append, type EntryRow, lockHead, writeAppend, writeIfAtEnd } from "./store.ts";

/** What a command tells the ledger; who, when and under which request come from the call. */
export interface Act {
  /** `<module>.<verb-noun>`, the same as the operation. */
  readonly action: string;
  readonly object?: { readonly kind: string; readonly id: string; readonly name: string };
  /** The department whose data or thing it is, so that it sees who used it. */
  readonly owner?: string | null;
  /** Names of the data items touched. Values never stand in the ledger. */
  readonly items?: readonly string[];
  readonly grant?: string;
  readonly purpose?: string;
  readonly rows?: number;
  readonly outcome?: Outcome;
  readonly facts?: Readonly<Record<string, unknown>>;
}

export interface Draft {
  readonly call: Call;
  readonly act: Act;
}

/** Only perfect subtrees of 2^8, 2^16 … leaves are kept; the levels between are computed when a proof asks. */
export const keptLevels = 8;

/** Numbers, hashes and writes drafts at the end of the tree, inside the transaction of `db`. */
export async function appendDrafts(db: Db, signer: Signer, drafts: readonly Draft[]): Promise<number[]> {
  const append = prepare(await lockHead(db), signer, drafts);
  await writeAppend(db, append);
  return append.rows.map((row) => row.number);
}

function prepare(head: Frontier, signer: Signer, drafts: readonly Draft[]): Append {
  let frontier = head;
  const subtrees: Subtree[] = [];
  const keep = (subtree: Subtree) => void (subtree.level % keptLevels === 0 && subtrees.push(subtree));
  const rows: EntryRow[] = [];
  for (const draft of drafts) {
    const row = rowOf(draft, frontier.size + 1);
    frontier = appendLeaf(frontier, row.leafHash, keep);
    rows.push(row);
  }
  const at = drafts.at(-1)?.call.now ?? new Date();
  return { rows, subtrees, frontier, note: signer.sign(frontier.size, rootOf(frontier)), at };
}

function rowOf({ call, act }: Draft, number: number): EntryRow {
  const { actor } = call;
  const entry: LedgerEntry = {
    number,
    at: call.now.toISOString(),
    actor: { id: actor.id, kind: actor.kind, name: actor.name },
    department: actor.department,
    owner: act.owner ?? null,
    action: act.action,
    object: act.object ?? null,
    items: [...(act.items ?? [])],
    grant: act.grant ?? null,
    purpose: act.purpose ?? null,
    rows: act.rows ?? null,
    outcome: act.outcome ?? "done",
    facts: { ...act.facts },
    request: call.requestId,
  };
  const body = JSON.stringify(entry);
  return {
    number,
    at: call.now,
    actorId: actor.id,
    department: entry.department,
    owner: entry.owner,
    action: entry.action,
    objectKind: entry.object?.kind ?? null,
    objectId: entry.object?.id ?? null,
    outcome: entry.outcome,
    rowCount: entry.rows,
    body,
    leafHash: leafHash(body),
  };
}

interface Waiting extends Draft {
  readonly resolve: (number: number) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Group commit without a timer: what queued while the last flush ran is the next flush. Alone, an entry costs one commit;
 * under load hundreds share one, and each caller still waits until its own is on disk.
 *
 * A flush is one round trip where nobody else has appended since the last one of this process: the end of the tree is
 * remembered, and the statement writes only if it still is the end. Otherwise it is read again, under the lock.
 */
export function createGroupWriter(signer: Signer, pool: pg.Pool | null): (call: Call, act: Act) => Promise<number> {
  const largestFlush = 4096;
  let queue: Waiting[] = [];
  let isFlushing = false;
  let end: Frontier | null = null;

  async function append(batch: readonly Waiting[], call: Call): Promise<readonly EntryRow[]> {
    const known = end;
    end = null;
    if (known && pool) {
      const next = prepare(known, signer, batch);
      if (await writeIfAtEnd(pool, known.size, next)) {
        end = next.frontier;
        return next.rows;
      }
    }
    const written = await inTransaction(call, async ({ db }) => {
      const next = prepare(await lockHead(db), signer, batch);
      await writeAppend(db, next);
      return next;
    });
    // Inside a transaction of the caller the end is not certain before that commits.
    if (!call.db.isTransaction) end = written.frontier;
    return written.rows;
  }

  async function flush(): Promise<void> {
    while (queue.length > 0) {
      const batch = queue.slice(0, largestFlush);
      queue = queue.slice(largestFlush);
      const [first] = batch;
      if (!first) break;
      try {
        const rows = await append(batch, first.call);
        for (const [index, waiting] of batch.entries()) waiting.resolve(rows[index]?.number ?? 0);
      } catch (error) {
        for (const waiting of batch) waiting.reject(error);
      }
    }
    isFlushing = false;
  }

  return (call, act) => {
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    queue.push({ call, act, resolve, reject });
    if (!isFlushing) {
      isFlushing = true;
      // What else comes in this turn of the event loop goes with it.
      setImmediate(() => void flush());
    }
    return promise;
  };
}
