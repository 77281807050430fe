import { setTimeout as delay } from "node:timers/promises";
import type { Call } from "#kernel/call";
import { startServing } from "./jobs.ts";
import { asHub } from "./memory.ts";
import type { GateRuntime } from "./runtime.ts";
import { patchServing } from "./serving-patch.ts";
import { servingOf } from "./serving-store.ts";

export interface ChangeNews {
  readonly resourceId: string;
  readonly loadId: string;
  /** Numbers of rows that came, changed or went; null where they are too many to name. */
  readonly rows: readonly number[] | null;
}

/** Carries changed rows of followed tables into their serving tables. */
export interface Patcher {
  /**
   * Notes the rows and returns; they are in the serving table a moment later, those of several batches at once. What is lost
   * with a killed hub is found when the run ends (`syncServing`).
   */
  heard(call: Call, news: ChangeNews): Promise<void>;
  close(): Promise<void>;
}

/** Batches that come closer than this are taken together. */
const gatherMs = 300;
/** More changed rows at once than this are found by comparing instead. */
const namedAtMost = 200_000;

export function createPatcher(gate: GateRuntime): Patcher {
  const pending = new Map<string, Set<number>>();
  const stop = new AbortController();
  let work: Promise<void> | null = null;
  const take = async (call: Call): Promise<void> => {
    for (let [next] = pending; next && !stop.signal.aborted; [next] = pending) {
      await delay(gatherMs, undefined, { signal: stop.signal }).catch(() => {});
      const [resourceId, rows] = next;
      pending.delete(resourceId);
      await patchOne(gate, { ...call, signal: stop.signal }, resourceId, [...rows]);
    }
    work = null;
  };
  return {
    async heard(call, { resourceId, loadId, rows }) {
      const current = await servingOf(call.db, resourceId);
      if (stop.signal.aborted || current?.loadId !== loadId) return;
      const known = pending.get(resourceId) ?? new Set<number>();
      if (rows === null || known.size + rows.length > namedAtMost) {
        pending.delete(resourceId);
        await startServing(gate.parts, call, resourceId);
        return;
      }
      for (const row of rows) known.add(row);
      pending.set(resourceId, known);
      work ??= take(asHub(call, gate.parts));
    },
    async close() {
      stop.abort();
      await work;
    },
  };
}

async function patchOne(gate: GateRuntime, call: Call, resourceId: string, rows: readonly number[]): Promise<void> {
  try {
    await patchServing(gate.parts, call, resourceId, rows);
  } catch (error) {
    if (call.signal.aborted) return;
    call.log.warn({ err: error, resourceId }, "serving table not patched");
  }
}
