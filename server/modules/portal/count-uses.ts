import type { LedgerEntry } from "#contract/ledger";
import { dayOf } from "#contract/clock-days";
import type { Call } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import { addUse } from "./face-store.ts";
import type { PortalParts } from "./parts.ts";
import { lockTail, moveTail } from "./tail-store.ts";

const entriesAtOnce = 2000;
const batches = 50;

export interface Use {
  readonly datasetId: string;
  readonly day: string;
  readonly kind: "download" | "call";
  uses: number;
  rowCount: number;
}

/** Uses that a stretch of the ledger tells of, by dataset and day. A file fetched in parts counts once, with its first byte. */
export function usesIn(entries: readonly Pick<LedgerEntry, "action" | "outcome" | "facts" | "rows" | "at">[]): Use[] {
  const uses = new Map<string, Use>();
  for (const { action, outcome, facts, rows, at } of entries) {
    const kind = action === "gate.download-open" ? "download" : action === "gate.read-open" ? "call" : null;
    const datasetId = facts["dataset"];
    if (kind === null || outcome !== "done" || typeof datasetId !== "string") continue;
    if (kind === "download" && facts["from"] !== 0) continue;
    const day = dayOf(new Date(at));
    const key = `${datasetId} ${day} ${kind}`;
    const use = uses.get(key) ?? { datasetId, day, kind, uses: 0, rowCount: 0 };
    uses.set(key, { ...use, uses: use.uses + 1, rowCount: use.rowCount + (rows ?? 0) });
  }
  return [...uses.values()];
}

/**
 * Counts what the ledger has gained. Position and counts move in one transaction: each entry counts exactly once, whatever
 * is killed when, and no answer waits for a counter.
 */
export async function countUses(parts: Pick<PortalParts, "ledger">, call: Call): Promise<void> {
  for (let batch = 0; batch < batches; batch += 1) {
    const isDone = await inTransaction(call, async (inner) => {
      const tail = await lockTail(inner.db);
      const entries = await parts.ledger.after(inner, tail, entriesAtOnce);
      const last = entries.at(-1);
      if (!last) return true;
      for (const use of usesIn(entries)) await addUse(inner.db, use);
      await moveTail(inner.db, last.number);
      return entries.length < entriesAtOnce;
    });
    if (isDone) return;
  }
}
