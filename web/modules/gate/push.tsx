import { Button } from "antd";
import { gateRoutes, type GatePush } from "#contract/gate";
import { operationsRoutes } from "#contract/operations";
import {
  ApiProblem,
  AppLink,
  ErrorState,
  KeyValues,
  LoadingState,
  Moment,
  Note,
  PlainTable,
  Section,
  useAnswer,
  useChange,
  useFormat,
  useText,
  useToast,
  useWords,
} from "#kit";
import { isOver, JobProgress, useHasRole, useRunningJob } from "#shell";
import type { GrantFile } from "./grant-screen.tsx";
import { PushForm } from "./push-form.tsx";
import { pushWords } from "./push-words.ts";

/** Where the rows are pushed to, how the last runs went, and the form that says so; the requester's own affair. */
export function Push({ grant, isOpen, onClose }: { grant: GrantFile; isOpen: boolean; onClose: () => void }) {
  const words = useWords(pushWords);
  const hasRole = useHasRole();
  const isOurs = grant.may.push && hasRole(["department-steward", "sharing-head"]);
  const answer = useAnswer(gateRoutes.getPush, { params: { id: grant.id } }, { isReady: isOurs });
  if (!isOurs) return null;
  const isUnset = answer.error instanceof ApiProblem && answer.error.code === "gate.push-not-set";
  const push = isUnset ? undefined : answer.data;
  return (
    <Section title={words.title} note={words.note}>
      {isOpen ? <PushForm key={push?.version ?? 0} grant={grant} push={push} onClose={onClose} /> : null}
      {push ? (
        <Pushed grant={grant} push={push} />
      ) : isUnset ? (
        <p className="t13 m">{words.unset}</p>
      ) : answer.error ? (
        <ErrorState error={answer.error} retry={answer.refetch} />
      ) : (
        <LoadingState what={words.title} />
      )}
    </Section>
  );
}

function Pushed({ grant, push }: { grant: GrantFile; push: GatePush }) {
  const words = useWords(pushWords);
  const text = useText();
  const format = useFormat();
  const toast = useToast();
  const run = useChange(gateRoutes.runPush, ["operations", "ledger"]);
  const { target } = push;
  const isRunning = push.state === "queued" || push.state === "running";
  const start = async () => {
    if (await run.send({ params: { id: grant.id } })) toast(words.started);
  };
  return (
    <>
      <KeyValues
        items={[
          {
            key: words.target,
            value: `${words.kinds[target.kind]} ${target.host}:${target.port}/${target.database} ${target.schema} ${target.table}`,
          },
          { key: words.what, value: words.whats[target.what] },
          { key: words.when, value: target.afterLoad ? words.afterLoad : words.byHand },
          {
            key: words.last,
            value:
              push.lastAt === null ? (
                words.never
              ) : (
                <>
                  <Moment at={push.lastAt} /> {words.rows(format.number(push.lastRows ?? 0))}
                </>
              ),
          },
        ]}
      />
      {push.problem ? <Note tone="fault" title={text(push.problem)} /> : null}
      {isRunning && push.jobId !== null ? <Running jobId={push.jobId} /> : null}
      <div className="row g2 wrap" style={{ marginTop: 10 }}>
        <Button size="small" loading={run.isSending || isRunning} onClick={() => void start()}>
          {words.run}
        </Button>
        <span className="t12 s">{words.runText}</span>
      </div>
      {run.problem ? <ErrorState error={run.problem} /> : null}
      <Runs grantId={grant.id} />
    </>
  );
}

function Running({ jobId }: { jobId: string }) {
  const job = useRunningJob(jobId);
  return job && !isOver(job) ? <JobProgress job={job} /> : null;
}

/** The latest runs, each leading to its job; those who may not see jobs see the last run above. */
function Runs({ grantId }: { grantId: string }) {
  const words = useWords(pushWords).runs;
  const { data } = useAnswer(operationsRoutes.listJobs, { query: { name: "gate.push", subject: grantId, limit: 5 } });
  if (!data || data.items.length === 0) return null;
  return (
    <PlainTable
      label={words.title}
      columns={[{ title: words.at, width: 140 }, { title: words.state }, { title: words.ended, width: 140 }]}
      rows={data.items.map((job) => ({
        key: job.id,
        cells: [
          <AppLink key="at" href={`/operations/jobs/${job.id}`}>
            <Moment at={job.createdAt} />
          </AppLink>,
          words.states[job.state],
          <Moment key="ended" at={job.endedAt} />,
        ],
      }))}
    />
  );
}
