import type { Follow } from "#contract/intake-follow";
import { CopyCode, Note, useText, useWords } from "#kit";
import { isTroubled } from "./parts.tsx";
import { followWords } from "./words.ts";

/** What is the matter with a follow and what to do, above everything else. */
export function FollowProblem({ follow }: { follow: Follow }) {
  const words = useWords(followWords).healths;
  const text = useText();
  const { problem, health } = follow;
  if (health === "well" || (health === "waiting" && problem === null)) return null;
  const isBad = isTroubled(health);
  const said = text(follow.text);
  return (
    <div style={{ marginTop: 12 }} role={isBad ? "alert" : undefined}>
      <Note tone={isBad ? "fault" : "plain"} title={words[health]}>
        <p className="break">{said}</p>
        {problem ? (
          <>
            {text(problem) === said ? null : <p className="break">{text(problem)}</p>}
            <CopyCode code={problem.code} />
          </>
        ) : null}
      </Note>
    </div>
  );
}
