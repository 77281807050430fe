import { Button } from "antd";
import { useState } from "react";
import { type Library, librariesRoutes } from "#contract/libraries";
import {
  AnsweredPage,
  EmptyState,
  ErrorState,
  PageHead,
  useAddressPart,
  useAnswer,
  useChange,
  useFormat,
  useShortcut,
  useText,
  useToast,
  useWords,
} from "#kit";
import { AnswersGiven } from "./answers-given.tsx";
import { PairView } from "./pair-view.tsx";
import { recordWords } from "./record-words.ts";
import { type ReviewQueue, useReviewQueue } from "./review-queue.ts";
import { RunningJob } from "./running-job.tsx";
import { librariesWords } from "./words.ts";
import "./libraries.css";

/** Doubtful pairs one after the other, decided by keyboard; under them what the answers have changed. */
export function ReviewScreen() {
  const words = useWords(recordWords).review;
  const name = useAddressPart("name") ?? "";
  const answer = useAnswer(librariesRoutes.getLibrary, { params: { name } });
  return (
    <div className="page">
      <AnsweredPage answer={answer} what={words.what} rows={6}>
        {(library) => <ReviewPage library={library} />}
      </AnsweredPage>
    </div>
  );
}

function ReviewPage({ library }: { library: Library }) {
  const words = useWords(recordWords).review;
  const names = useWords(librariesWords).library;
  const text = useText();
  const format = useFormat();
  const queue = useReviewQueue(library.name);
  const { same, different, skipped } = queue.counts;
  const count = format.number;
  return (
    <>
      <PageHead
        title={words.title(text(library.title))}
        crumbs={[
          { label: names.crumb, href: "/libraries" },
          { label: text(library.title), href: `/libraries/${library.name}` },
        ]}
        meta={
          <output className="row g4 wrap">
            <b>{words.left(count(queue.left))}</b>
            <span>{words.session(count(same + different), count(same), count(different), count(skipped))}</span>
          </output>
        }
      />
      <PairDesk library={library} queue={queue} />
      <AnswersGiven name={library.name} />
    </>
  );
}

/** The pair that is up, with its four keys; or why there is none. */
function PairDesk({ library, queue }: { library: Library; queue: ReviewQueue }) {
  const words = useWords(recordWords).review;
  const format = useFormat();
  const { pair } = queue;
  useShortcut(["1", "2", "3", "u", "U"], (key) => {
    if (key === "u" || key === "U") queue.undo();
    else if (!pair) return false;
    else if (key === "3") queue.skip(pair);
    else queue.answer(pair, key === "1" ? "same" : "different");
    return true;
  });
  if (queue.problem && !pair) return <ErrorState error={queue.problem} retry={queue.refetch} />;
  return (
    <>
      {queue.problem ? <ErrorState error={queue.problem} title={words.refused} /> : null}
      {pair ? (
        <>
          <PairKeys queue={queue} />
          <PairView library={library} pair={pair} />
        </>
      ) : queue.isLoading ? null : (
        <div className="section">
          <EmptyState
            title={
              queue.counts.skipped > 0 ? words.skippedTitle(format.number(queue.counts.skipped)) : words.emptyTitle
            }
            action={
              <>
                {queue.counts.skipped > 0 ? <Button onClick={queue.seeSkipped}>{words.seeSkipped}</Button> : null}
                <UndoButton queue={queue} />
              </>
            }
          >
            {queue.counts.skipped > 0 ? words.skippedText : words.emptyText}
          </EmptyState>
        </div>
      )}
      <RunAgain library={library} />
    </>
  );
}

const UndoButton = ({ queue }: { queue: ReviewQueue }) => {
  const words = useWords(recordWords).review;
  return (
    <Button onClick={queue.undo} disabled={!queue.canUndo} title={queue.canUndo ? undefined : words.nothingToUndo}>
      {words.undo} <span className="kbd">U</span>
    </Button>
  );
};

function PairKeys({ queue }: { queue: ReviewQueue }) {
  const words = useWords(recordWords).review;
  const { pair } = queue;
  if (!pair) return null;
  return (
    <section className="pair-keys no-print" aria-label={words.keys}>
      <Button type="primary" disabled={!pair.may.answer} onClick={() => queue.answer(pair, "same")}>
        {words.same} <span className="kbd">1</span>
      </Button>
      <Button type="primary" disabled={!pair.may.answer} onClick={() => queue.answer(pair, "different")}>
        {words.different} <span className="kbd">2</span>
      </Button>
      <Button onClick={() => queue.skip(pair)}>
        {words.skip} <span className="kbd">3</span>
      </Button>
      <UndoButton queue={queue} />
      <span className="t12 m wide-only">{words.keys}</span>
    </section>
  );
}

/** Answers count from the next run on; the bureau may start it here. */
function RunAgain({ library }: { library: Library }) {
  const words = useWords(recordWords).review;
  const toast = useToast();
  const [jobId, setJobId] = useState<string | null>(null);
  const change = useChange(librariesRoutes.startRun, ["operations", "ledger"]);
  const start = async () => {
    const taken = await change.send({ params: { name: library.name } });
    if (!taken) return;
    setJobId(taken.jobId);
    toast(words.runDone);
  };
  return (
    <>
      <p className="row g3 wrap t13 s pair-run no-print">
        {library.may.run ? (
          <Button size="small" loading={change.isSending} onClick={() => void start()}>
            {words.run}
          </Button>
        ) : null}
        {words.runNote}
      </p>
      {change.problem ? <ErrorState error={change.problem} /> : null}
      {jobId === null ? null : <RunningJob key={jobId} jobId={jobId} />}
    </>
  );
}
