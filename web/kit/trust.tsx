import type { ReactNode } from "react";
import { Icon } from "./icons.tsx";
import { useFormat, useWords } from "./language.tsx";
import { kitWords } from "./words.ts";

/**
 * Stands beside a figure: where it comes from, as of when, how good. Without a source it warns instead of vouching. A
 * figure without a badge is one the page itself has counted.
 */
export function TrustBadge({
  figure,
  source,
  asOf,
  score,
}: {
  figure?: ReactNode;
  /** Name (or link) of the source; null where nobody vouches for the figure. */
  source: ReactNode | null;
  asOf?: string | null;
  score?: ReactNode;
}) {
  const words = useWords(kitWords);
  const format = useFormat();
  const isDoubtful = source === null;
  return (
    <span className={isDoubtful ? "trust doubt" : "trust"}>
      <Icon name={isDoubtful ? "fault" : "shield"} />
      {figure === undefined ? null : <b>{figure}</b>}
      {isDoubtful ? words.notVerified : <span>{source}</span>}
      {asOf ? <u title={format.full(asOf)}>{words.asOf(format.moment(asOf))}</u> : null}
      {score === undefined || score === null ? null : (
        <span>
          <u>{words.quality}</u> {score}
        </span>
      )}
    </span>
  );
}
