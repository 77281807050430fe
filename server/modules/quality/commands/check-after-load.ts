import { type Call, hubActor } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import { Problem } from "#kernel/problem";
import type { QualityDeps } from "../deps.ts";
import { visibleResource } from "../who.ts";
import { startCheck } from "./start-check.ts";

/** A standard table has other rows than before: the hub checks it. Hearing it twice starts one check, or one more. */
export async function checkAfterLoad(call: Call, deps: QualityDeps, resourceId: string): Promise<void> {
  try {
    await inTransaction({ ...call, actor: hubActor }, async (inner) => {
      await startCheck(inner, deps, await visibleResource(inner, deps, resourceId), true);
    });
  } catch (error) {
    // A resource that is gone will not come back by telling again.
    if (!(error instanceof Problem)) throw error;
  }
}
