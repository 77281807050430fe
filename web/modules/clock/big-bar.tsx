import type { CommitmentFile } from "#contract/clock";
import { Day, Moment, PromiseBar, useWords } from "#kit";
import { promiseOf } from "#shell";
import { fileWords } from "./file-words.ts";
import { usePromiseTitle } from "./promise-title.ts";

/** The bar with its dates under it: when it began, when it stood still, when it is due. */
export function BigBar({ file }: { file: CommitmentFile }) {
  const words = useWords(fileWords).bar;
  const titleOf = usePromiseTitle();
  return (
    <div className="big-bar">
      <PromiseBar facts={promiseOf(file)} title={titleOf(file)} width={264} />
      <dl>
        <div>
          <dt>{words.start}</dt>
          <dd>
            <Moment at={file.startedAt} />
          </dd>
        </div>
        {file.pausedOn === null ? null : (
          <div>
            <dt>{words.standing}</dt>
            <dd>
              <Day on={file.pausedOn} />
            </dd>
          </div>
        )}
        {file.endedAt === null ? null : (
          <div>
            <dt>{words.end}</dt>
            <dd>
              <Moment at={file.endedAt} />
            </dd>
          </div>
        )}
        <div>
          <dt>{words.crest}</dt>
          <dd>{file.dueOn === null ? words.afterPapers : <Day on={file.dueOn} />}</dd>
        </div>
      </dl>
    </div>
  );
}
