import type { Call } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import type { Progress } from "#kernel/jobs/jobs";
import { dayOf } from "../day.ts";
import type { QualityDeps } from "../deps.ts";
import { latestRun } from "../store.ts";
import { startCheck } from "./start-check.ts";

/** Queues a check of every resource with data that has not been checked today: what nobody loads grows old all the same. */
export async function checkAll(call: Call, deps: QualityDeps, report: Progress): Promise<{ started: number }> {
  const resources = await deps.catalog.resources(call, { hasData: true });
  let started = 0;
  for (const [index, resource] of resources.entries()) {
    call.signal.throwIfAborted();
    const last = await latestRun(call.db, resource.id);
    if (!last || dayOf(last.ranAt) < dayOf(call.now)) {
      await inTransaction(call, (inner) => startCheck(inner, deps, resource, false));
      started += 1;
    }
    report({
      phase: { zh: "排定检查", en: "Queueing checks" },
      done: index + 1,
      total: resources.length,
      facts: { unit: "resources" },
    });
  }
  return { started };
}
