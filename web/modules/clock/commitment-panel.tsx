import { clockRoutes } from "#contract/clock";
import { Answered, AppLink, CopyCode, Icon, PromiseWord, stringifySearch, useAnswer, useFilters, useWords } from "#kit";
import { promiseStateOf } from "#shell";
import { CommitmentBody } from "./commitment-body.tsx";
import { useCommitmentHeading } from "./commitment-heading.ts";
import { fileWords } from "./file-words.ts";
import { deskFilters } from "./filters.ts";
import { LeftSentence } from "./left-sentence.tsx";

/** One commitment beside the list. */
export function CommitmentPanel({ id }: { id: string }) {
  const words = useWords(fileWords);
  const headingOf = useCommitmentHeading();
  const [search] = useFilters(deskFilters);
  const answer = useAnswer(clockRoutes.getCommitment, { params: { id } });
  return (
    <aside className="desk-panel" aria-label={words.what}>
      <Answered answer={answer} what={words.what} rows={6}>
        {(file) => (
          <>
            <div className="row g2 wrap">
              <PromiseWord state={promiseStateOf(file)} />
              <LeftSentence commitment={file} />
              <span className="sp" />
              {file.subject.number === "" ? null : <CopyCode code={file.subject.number} />}
              <AppLink className="t13" href={`/clock/commitments/${file.id}`}>
                {words.open}
              </AppLink>
              <AppLink
                className="t13"
                aria-label={words.close}
                href={`/clock${stringifySearch({ ...search, open: undefined, do: undefined })}`}
              >
                <Icon name="close" />
              </AppLink>
            </div>
            <h2 className="sec">{headingOf(file)}</h2>
            <CommitmentBody file={file} />
          </>
        )}
      </Answered>
    </aside>
  );
}
