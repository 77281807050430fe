import type { Call } from "#kernel/call";
import type { IntakeParts } from "../parts.ts";
import { healthOf } from "./health.ts";
import { lastReconciliations, lastRuns, openDrifts } from "./run-store.ts";
import { type FollowRow, findFollow, updateFollow } from "./store.ts";

/** Writes down how these follows stand, for the list to be sorted and filtered by. */
export async function judgeHealth(parts: Pick<IntakeParts, "now">, call: Call, ids: readonly string[]): Promise<void> {
  const follows = (await Promise.all(ids.map((id) => findFollow(call.db, id)))).filter((row) => row !== undefined);
  await judge(parts, call, follows);
}

export async function judge(parts: Pick<IntakeParts, "now">, call: Call, follows: readonly FollowRow[]): Promise<void> {
  const ids = follows.map(({ id }) => id);
  const runs = await lastRuns(call.db, ids);
  const reconciliations = await lastReconciliations(call.db, ids);
  const drifts = await openDrifts(call.db, ids);
  for (const follow of follows) {
    const { health } = healthOf(
      {
        ...follow,
        hasDrift: drifts.has(follow.id),
        isMatching: reconciliations.get(follow.id)?.isMatching ?? null,
        lastRun: runs.get(follow.id)?.state ?? null,
      },
      parts.now(),
    );
    if (health !== follow.health) await updateFollow(call.db, follow.id, { health });
  }
}
