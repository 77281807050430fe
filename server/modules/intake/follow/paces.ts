import type { Call } from "#kernel/call";
import { createPace, type Pace } from "../readers/pace.ts";
import { limitsOf } from "./store.ts";

/** One pace for all runs of a source in this process: together they read no faster than its limit. */
export interface SourcePaces {
  of(call: Call, sourceId: string): Promise<Pace | undefined>;
}

export function createSourcePaces(): SourcePaces {
  const paces = new Map<string, { rate: number; pace: Pace }>();
  return {
    async of(call, sourceId) {
      const { bytesPerSecond } = await limitsOf(call.db, sourceId);
      if (bytesPerSecond === null) {
        paces.delete(sourceId);
        return undefined;
      }
      const known = paces.get(sourceId);
      if (known?.rate === bytesPerSecond) return known.pace;
      const pace = createPace(bytesPerSecond);
      paces.set(sourceId, { rate: bytesPerSecond, pace });
      return pace;
    },
  };
}
