import type { Call } from "#kernel/call";
import type { ResourceCore } from "#catalog";
import { lockChecking, saveChecking } from "../checking-store.ts";
import type { QualityDeps } from "../deps.ts";

export const checkJob = "quality.check";

/**
 * Queues a check of the resource, or joins the one that is queued or running: whoever asks is told its job. Inside a
 * transaction, which many askers enter one by one.
 *
 * @param hasNewRows rows came that a check already running may have missed: it starts over before it ends
 */
export async function startCheck(
  call: Call,
  deps: QualityDeps,
  resource: ResourceCore,
  hasNewRows: boolean,
): Promise<string> {
  const checking = await lockChecking(call.db, resource.id);
  // A job that failed or was stopped has ended without saying so here.
  const job = checking.isOpen && checking.jobId !== null ? await deps.jobs.find(call, checking.jobId) : undefined;
  if (job && job.endedAt === null) {
    if (hasNewRows && job.state === "running") await saveChecking(call.db, resource.id, { ...checking, again: true });
    return job.id;
  }
  const jobId = await deps.jobs.start(
    call,
    checkJob,
    { resourceId: resource.id },
    {
      title: { zh: `检查：${resource.name}`, en: `Check: ${resource.nameEn || resource.name}` },
      department: resource.department,
      subject: resource.id,
    },
  );
  await saveChecking(call.db, resource.id, { jobId, isOpen: true, again: false });
  return jobId;
}
