import type { FollowPlan } from "#contract/intake-follow";
import { useFormat, useWords } from "#kit";
import { pageWords } from "./page-words.ts";

/** The parts of a plan that are numbers, as sentences. */
export function usePlanWords({ watermark, retry, dirtyLimit }: FollowPlan) {
  const words = useWords(pageWords);
  const format = useFormat();
  return {
    watermark: watermark === null ? "" : `${watermark.column}; ${words.overlap(format.number(watermark.overlap))}`,
    retry:
      retry.attempts === 0
        ? words.noRetries
        : words.retries(format.number(retry.attempts), format.duration(retry.waitSeconds * 1000)),
    dirtyLimit: dirtyLimit === null ? words.neverStops : words.stopsAbove(format.percent(dirtyLimit)),
  };
}
