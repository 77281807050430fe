import type { MappedColumn } from "#contract/intake";
import { useFormat, useWords } from "#kit";
import { countsOf } from "./mapping.ts";
import { wayWords } from "./way-words.ts";

/** How many columns are loaded, wait for a decision, are left out; what is none is not said. */
export function MappingCounts({ mapping }: { mapping: readonly MappedColumn[] }) {
  const words = useWords(wayWords).mapping;
  const format = useFormat();
  const { loaded, open, skipped } = countsOf(mapping);
  const parts = [
    words.loadedCount(format.number(loaded)),
    ...(open > 0 ? [words.openCount(format.number(open))] : []),
    ...(skipped > 0 ? [words.skippedCount(format.number(skipped))] : []),
  ];
  return <>{parts.join(words.and)}</>;
}
