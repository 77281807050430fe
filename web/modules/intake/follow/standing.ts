import { type FollowHealth, followHealths } from "#contract/intake-standing";
import { useFormat, useWords } from "#kit";
import { followWords } from "./words.ts";

/** How all follows stand, in one sentence. */
export function useStanding(): (byHealth: Partial<Record<FollowHealth, number>>, total: number) => string {
  const all = useWords(followWords);
  const words = all.list;
  const format = useFormat();
  return (byHealth, total) => {
    if (total === 0) return words.none;
    const well = byHealth.well ?? 0;
    if (well === total) return words.allWell(format.number(total));
    const rest = followHealths
      .filter((health) => health !== "well" && (byHealth[health] ?? 0) > 0)
      .map((health) => words.part(format.number(byHealth[health] ?? 0), all.healths[health]));
    return words.someNot(format.number(well), format.number(total), rest.join(words.join));
  };
}
