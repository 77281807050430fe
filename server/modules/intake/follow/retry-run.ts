import type { Call } from "#kernel/call";
import type { IntakeParts } from "../parts.ts";
import { isContinuous } from "./modes.ts";
import { dispatchSoon } from "./dispatch.ts";
import { newRun } from "./new-run.ts";
import type { RunRow } from "./run-store.ts";
import { retryWaitMs } from "./schedule.ts";
import { findFollow, type Told, updateFollow } from "./store.ts";

/** Trouble that the same try again would meet again: a person must look. */
const final = new Set([
  "intake.shape-changed",
  "intake.key-not-unique",
  "intake.too-many-dirty",
  "intake.columns-changed",
  "intake.watermark-unfit",
  "intake.capture-blocked",
  "intake.capture-unsupported",
  "intake.capture-impossible",
  "intake.key-not-logged",
  "intake.nothing-fits",
  "intake.file-refused",
  "intake.folder-closed",
  "intake.host-key-changed",
  "intake.host-refused",
  "intake.redirect-refused",
  "intake.no-saved-mapping",
  "intake.host-refused",
]);

/** Trouble that reading the whole table again mends by itself. */
const mendedByRereading = new Set(["intake.position-lost", "intake.change-not-logged"]);

/** Tries again by the follow's rule, or stops the follow. In the transaction that ends the run. */
export async function retryRun(parts: IntakeParts, call: Call, run: RunRow, told: Told): Promise<void> {
  const follow = await findFollow(call.db, run.followId);
  if (!follow || follow.endedAt !== null || follow.state !== "active") return;
  const { retry } = follow.plan;
  const rereads = mendedByRereading.has(told.code);
  // Whether an agent is there is asked before a run starts: it waits for the agent and not for its turn.
  const isOfAgent = told.code === "intake.agent-lost" || told.code === "intake.agent-away";
  await updateFollow(call.db, follow.id, { problem: told, ...(rereads ? { rereads: true } : {}) });
  // A capture that ran for a while has had its luck: its tries count from the beginning.
  const attempt = isOfAgent || (run.batches > 0 && isContinuous(follow.plan.mode)) ? 1 : run.attempt + 1;
  if (final.has(told.code) || attempt > retry.attempts + 1) {
    await updateFollow(call.db, follow.id, { state: "stopped", nextRunAt: null });
    return;
  }
  const waitMs = isOfAgent ? 0 : retryWaitMs(retry.waitSeconds, attempt - 1);
  const startsAfter = new Date(call.now.getTime() + waitMs);
  await newRun(call, follow, { trigger: "retry", rereads: run.rereads || rereads, attempt, startsAfter });
  dispatchSoon(parts, call, waitMs);
}
