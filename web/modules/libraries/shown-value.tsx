import type { MemberRecord } from "#contract/libraries";
import { None, useWords } from "#kit";
import { recordWords } from "./record-words.ts";

type Shown = MemberRecord["values"][string];

/** A value as this person may see it; what is masked says so to screen readers, what is hidden says it to everybody. */
export function ShownValue({ shown }: { shown: Shown | undefined }) {
  const words = useWords(recordWords).record;
  if (!shown) return <None />;
  if (shown.value === null) return <span className="m">{shown.isMasked ? words.hidden : "—"}</span>;
  return (
    <span className={shown.isMasked ? "masked" : undefined}>
      {shown.value}
      {shown.isMasked ? <span className="unseen"> ({words.masked})</span> : null}
    </span>
  );
}
