import { clockRoutes } from "#contract/clock";
import { AnsweredPage, CopyCode, PageHead, PromiseWord, useAddressPart, useAnswer, useWords } from "#kit";
import { promiseStateOf } from "#shell";
import { CommitmentBody } from "./commitment-body.tsx";
import { useCommitmentHeading } from "./commitment-heading.ts";
import { fileWords } from "./file-words.ts";
import { LeftSentence } from "./left-sentence.tsx";
import { clockWords } from "./words.ts";
import "./clock.css";

/** One commitment as a page of its own: on a phone, from a link in a message, for printing. */
export function CommitmentScreen() {
  const words = useWords(fileWords);
  const desk = useWords(clockWords).desk;
  const headingOf = useCommitmentHeading();
  const id = useAddressPart("id") ?? "";
  const answer = useAnswer(clockRoutes.getCommitment, { params: { id } });
  return (
    <div className="page">
      <AnsweredPage answer={answer} what={words.what}>
        {(file) => (
          <>
            <PageHead
              title={headingOf(file)}
              crumbs={[{ label: desk.title, href: "/clock" }]}
              meta={
                <>
                  <PromiseWord state={promiseStateOf(file)} />
                  <LeftSentence commitment={file} />
                  {file.subject.number === "" ? null : <CopyCode code={file.subject.number} />}
                </>
              }
            />
            <div className="commitment-page">
              <CommitmentBody file={file} />
            </div>
          </>
        )}
      </AnsweredPage>
    </div>
  );
}
