import type { Commitment } from "#contract/clock";
import { useFormat, useWords } from "#kit";
import { fileWords } from "./file-words.ts";

/** What the bar of a commitment tells on hover and to a screen reader: dates, pauses, extensions. */
export function usePromiseTitle(): (commitment: Commitment) => string {
  const words = useWords(fileWords).bar;
  const format = useFormat();
  return ({ startedAt, dueOn, usedDays, workingDays, extendedDays, pausedOn, endedAt }) =>
    [
      words.started(format.day(startedAt)),
      workingDays === null
        ? words.used(format.number(usedDays))
        : words.usedOf(format.number(usedDays), format.number(workingDays)),
      extendedDays > 0 ? words.extended(format.number(extendedDays)) : "",
      pausedOn === null ? "" : words.paused(format.day(pausedOn)),
      dueOn === null ? "" : words.due(format.day(dueOn)),
      endedAt === null ? "" : words.ended(format.day(endedAt)),
    ]
      .filter((part) => part !== "")
      .join(words.comma);
}
