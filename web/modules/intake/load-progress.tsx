import { Button } from "antd";
import type { Load } from "#contract/intake";
import { operationsRoutes } from "#contract/operations";
import { Answered, AppLink, ErrorState, useAnswer, useChange, useConfirm, useToast, useWords } from "#kit";
import { JobProgress, useLiveJob } from "#shell";
import { receiptWords } from "./receipt-words.ts";

/** A load under way, live; one may leave it and find it again, or stop it. */
export function LoadProgress({ load }: { load: Load }) {
  const words = useWords(receiptWords);
  const id = load.jobId ?? "";
  const job = useAnswer(operationsRoutes.getJob, { params: { id } }, { isReady: load.jobId !== null });
  const stream = useLiveJob(job.data);
  return (
    <Answered answer={job} what={words.running.title}>
      {(found) => (
        <div className="load-progress">
          {found.state === "queued" ? (
            <output className="t13 s">{words.running.queued}</output>
          ) : (
            <JobProgress job={found} />
          )}
          <p className="t12 m">{words.running.phases}</p>
          <div className="row g3 wrap">
            {stream === "waiting" ? <span className="t12 s">{words.running.lost}</span> : null}
            <AppLink href={`/operations/jobs/${found.id}`} className="t13">
              {words.running.leave}
            </AppLink>
            {found.may.cancel ? <StopButton load={load} jobId={found.id} /> : null}
          </div>
        </div>
      )}
    </Answered>
  );
}

function StopButton({ load, jobId }: { load: Load; jobId: string }) {
  const words = useWords(receiptWords).running;
  const ask = useConfirm();
  const toast = useToast();
  const change = useChange(operationsRoutes.cancelJob, ["intake"]);
  const stop = async () => {
    const isSure = await ask({
      title: words.stopTitle(load.resourceName),
      text: words.stopText,
      action: words.stop,
      isDanger: true,
    });
    if (isSure && (await change.send({ params: { id: jobId } }))) toast(words.stopped);
  };
  return (
    <>
      <Button size="small" danger loading={change.isSending} onClick={() => void stop()}>
        {words.stop}
      </Button>
      {change.problem ? <ErrorState error={change.problem} /> : null}
    </>
  );
}
