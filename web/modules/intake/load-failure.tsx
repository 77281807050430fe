import type { Load } from "#contract/intake";
import { CopyCode, Note, useText, useWords } from "#kit";
import { receiptWords } from "./receipt-words.ts";

/** Why a load came to nothing, and that nothing was changed by it. */
export function LoadFailure({ load }: { load: Load }) {
  const words = useWords(receiptWords).running;
  const text = useText();
  const { problem } = load;
  return (
    <div style={{ marginTop: 12 }} role="alert">
      <Note
        tone={load.state === "failed" ? "fault" : "plain"}
        title={load.state === "failed" ? words.failed : words.cancelled}
      >
        <p className="break">{problem ? text(problem) : words.untouched}</p>
        {problem ? <CopyCode code={problem.code} /> : null}
      </Note>
    </div>
  );
}
