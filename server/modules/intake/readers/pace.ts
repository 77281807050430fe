import { setTimeout as delay } from "node:timers/promises";

export type Pace = (bytes: number) => Promise<void>;

/** A stage of a pipeline that passes bytes on no faster than `pace` lets them. */
export const paced = (pace: Pace | undefined) =>
  async function* passOn(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      await pace?.(chunk.length);
      yield chunk;
    }
  };

/**
 * Shared by everything that reads one source in this process: bytes are spent in the order of asking, and whoever is ahead of
 * the rate waits.
 */
export function createPace(bytesPerSecond: number, now: () => number = () => performance.now()): Pace {
  let paidUntil = 0;
  return async (bytes) => {
    const at = now();
    paidUntil = Math.max(paidUntil, at) + (bytes / bytesPerSecond) * 1000;
    const wait = paidUntil - at;
    if (wait > 1) await delay(wait);
  };
}
