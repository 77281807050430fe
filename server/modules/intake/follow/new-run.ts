import type { RunTrigger } from "#contract/intake-follow";
import type { Call } from "#kernel/call";
import { newId } from "#kernel/id";
import { noCounts } from "./counts.ts";
import { insertRun, type RunRow } from "./run-store.ts";
import type { FollowRow } from "./store.ts";

/** Puts a run in the line; undefined where one of this follow stands there already. */
export function newRun(
  call: Call,
  follow: FollowRow,
  given: {
    readonly trigger: RunTrigger;
    readonly rereads?: boolean;
    readonly attempt?: number;
    readonly startsAfter?: Date;
  },
): Promise<RunRow | undefined> {
  return insertRun(call.db, {
    id: newId(call.now),
    followId: follow.id,
    sourceId: follow.sourceId,
    department: follow.department,
    mode: follow.plan.mode,
    trigger: given.trigger,
    rereads: given.rereads ?? false,
    state: "queued",
    startsAfter: given.startsAfter ?? null,
    attempt: given.attempt ?? 1,
    counts: noCounts,
    position: null,
    loadId: null,
    jobId: null,
    driftId: null,
    actorId: call.actor.id,
    startedBy: call.actor.name,
    createdAt: call.now,
    startedAt: null,
    endedAt: null,
    entry: null,
  });
}
