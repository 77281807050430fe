import type { ChangeBatch, PlacedCensus } from "../readers/change-stream.ts";
import type { BatchWriter } from "./batch-writer.ts";
import type { RunGround } from "./ground.ts";
import { keepReconciliation } from "./reconcile.ts";
import { findFollow } from "./store.ts";

const everyMs = 86_400_000;
/** How often a capture looks whether somebody has asked for a comparison. */
const askedEveryMs = 10_000;

/**
 * Compares source and lake while changes go on: the source counts at a moment P of its log, and the lake is counted when it
 * has applied exactly what lies at or before P.
 */
export interface Comparison {
  /** Has the source count, once a day, at the beginning of a table's life, and when somebody asks (`reconciled_at` null). */
  askWhereDue(isFirst: boolean): Promise<void>;
  /** Writes a batch, stopping at P on the way. */
  around(batch: ChangeBatch): Promise<void>;
  /** Counts the lake where it stands at P. */
  where(): Promise<void>;
}

export function createComparison(
  ground: RunGround,
  {
    writer,
    columns,
    census,
    compare,
  }: {
    readonly writer: BatchWriter;
    readonly columns: readonly string[];
    readonly census: () => Promise<PlacedCensus>;
    readonly compare: (a: string, b: string) => number;
  },
): Comparison {
  const { parts, call, follow } = ground;
  let target: PlacedCensus | null = null;
  let lookedAt = 0;
  const settle = async (): Promise<void> => {
    if (!target) return;
    const source = target;
    target = null;
    await keepReconciliation(ground, source, await writer.census(), columns);
  };
  const where = async (): Promise<void> => {
    if (target && writer.isWhole && compare(writer.position, target.position) >= 0) await settle();
  };
  return {
    where,
    async askWhereDue(isFirst) {
      const now = parts.now().getTime();
      if (target || !follow.plan.reconciles || !writer.isWhole || (!isFirst && now - lookedAt < askedEveryMs)) return;
      lookedAt = now;
      const last = (await findFollow(call.db, follow.id))?.reconciledAt ?? null;
      if (!isFirst && last !== null && now - last.getTime() < everyMs) return;
      // Nothing is applied while the source counts, so that the lake cannot pass P unseen.
      target = await census();
      await where();
    },
    async around(batch) {
      await where();
      if (!target || !batch.isComplete || compare(batch.position, target.position) <= 0) {
        await writer.write(batch);
        return;
      }
      const place = target.position;
      const early = batch.changes.filter((change) => compare(change.position, place) <= 0);
      const late = batch.changes.filter((change) => compare(change.position, place) > 0);
      if (early.length > 0) await writer.write({ ...batch, changes: early, position: early.at(-1)?.position ?? place });
      await settle();
      await writer.write({ ...batch, changes: late });
    },
  };
}
