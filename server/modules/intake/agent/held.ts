import type { Call } from "#kernel/call";
import { hasIsolatedZone, heldAmong } from "./release-store.ts";

/** How long it is believed that there is no data zone at all: most hubs have none, and the question is asked at every look-up. */
const believedMs = 1000;

/** Answers which resources hold rows of a data zone that were not released; where there is no data zone, without a question. */
export function createHeld(): (call: Call, resourceIds: readonly string[]) => Promise<ReadonlyMap<string, string>> {
  let isFreeUntil = 0;
  return async (call, resourceIds) => {
    if (resourceIds.length === 0 || performance.now() < isFreeUntil) return new Map();
    if (await hasIsolatedZone(call.db)) return heldAmong(call.db, resourceIds);
    isFreeUntil = performance.now() + believedMs;
    return new Map();
  };
}
