import { type Call, hubActor } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import { newId } from "#kernel/id";
import type { Progress } from "#kernel/jobs/jobs";
import { lockChecking, saveChecking } from "./checking-store.ts";
import { checkAll } from "./commands/check-all.ts";
import { keepRun } from "./commands/keep-run.ts";
import { checkJob } from "./commands/start-check.ts";
import type { QualityDeps } from "./deps.ts";
import { dropOthers } from "./failed-rows.ts";
import { measure } from "./measure-resource.ts";
import type { RunRow } from "./store.ts";
import { visibleResource } from "./who.ts";

/** What the screens and the command line read when the job has ended. */
interface CheckResult {
  readonly runId: string;
  readonly resourceId: string;
  readonly score: number;
  readonly rowCount: number;
  readonly badRows: number;
}

const nightJob = "quality.check-all";
/** After the day has turned, before people come. */
const nightly = "20 2 * * *";

export function defineCheckJobs(deps: QualityDeps): void {
  const { jobs } = deps;
  jobs.define<{ resourceId: string }, CheckResult>({
    name: checkJob,
    // A check keeps all cores busy; two at once would only wait for each other.
    concurrency: 1,
    handler: (call, { resourceId }, report, jobId) => perform(call, deps, resourceId, jobId, report),
  });
  jobs.define<object, { started: number }>({
    name: nightJob,
    concurrency: 1,
    handler: (call, _input, report) => checkAll(call, deps, report),
  });
  jobs.schedule(nightJob, nightly, "Asia/Shanghai", { zh: "每夜检查数据质量", en: "Nightly quality checks" });
}

const reportEveryMs = 500;

const phases = {
  check: { zh: "逐条规则检查", en: "Checking" },
  again: { zh: "数据刚更新，重新检查", en: "New rows came; checking again" },
};

async function perform(
  call: Call,
  deps: QualityDeps,
  resourceId: string,
  jobId: string,
  report: Progress,
): Promise<CheckResult> {
  // Whoever asked was allowed to when asking; the check itself is the hub's work.
  const asHub: Call = { ...call, actor: hubActor };
  report({ phase: phases.check, done: 0, total: null });
  await begin(call, resourceId, jobId);
  // Reporting is also how a job hears that somebody wants it stopped.
  const timer = setInterval(() => report({}), reportEveryMs);
  let run: RunRow | null;
  try {
    run = await checkOnce(asHub, call, deps, resourceId, jobId);
    while (run === null) {
      report({ phase: phases.again });
      run = await checkOnce(asHub, call, deps, resourceId, jobId);
    }
  } finally {
    clearInterval(timer);
  }
  const { id, score, rowCount, badRows } = run;
  report({ phase: phases.check, done: rowCount, total: rowCount });
  return { runId: id, resourceId, score, rowCount, badRows };
}

/** What was told before this moment is in the table that is about to be read. */
async function begin(call: Call, resourceId: string, jobId: string): Promise<void> {
  await inTransaction(call, async ({ db }) => {
    const checking = await lockChecking(db, resourceId);
    if (checking.jobId === jobId) await saveChecking(db, resourceId, { ...checking, again: false });
  });
}

/** Null where new rows came while it ran. The entry names who asked. */
async function checkOnce(
  asHub: Call,
  asked: Call,
  deps: QualityDeps,
  resourceId: string,
  jobId: string,
): Promise<RunRow | null> {
  const startedAt = deps.now();
  const runId = newId(startedAt);
  const resource = await visibleResource(asHub, deps, resourceId);
  const measured = await measure({ ...asHub, now: startedAt }, deps, resource, runId);
  const run = await keepRun(asked, deps, resource, measured, { runId, jobId, startedAt });
  // Also where the run was not kept: its table goes with the next one's.
  if (run) {
    await using session = await deps.lake.session();
    await dropOthers(session, resource, runId);
  }
  return run;
}
