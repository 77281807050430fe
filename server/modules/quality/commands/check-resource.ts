import type { Call } from "#kernel/call";
import { problem } from "#kernel/problem";
import type { QualityDeps } from "../deps.ts";
import { problems } from "../problems.ts";
import { resourceInScope } from "../who.ts";
import { startCheck } from "./start-check.ts";

/** @throws Problem quality.resource-not-found, quality.no-data */
export async function checkResource(call: Call, deps: QualityDeps, id: string): Promise<{ jobId: string }> {
  const resource = await resourceInScope(call, deps, id);
  if (resource.loadId === null) throw problem(problems["no-data"], { name: resource.name });
  const jobId = await startCheck(call, deps, resource, false);
  deps.ledger.record(call, {
    action: "quality.check-resource",
    object: { kind: "resource", id, name: resource.name },
    owner: resource.department,
    facts: { job: jobId },
  });
  return { jobId };
}
