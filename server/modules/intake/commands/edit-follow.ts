import type { MappedColumn } from "#contract/intake";
import type { Follow, FollowPlan } from "#contract/intake-follow";
import type { Call } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import { refuseStale } from "#kernel/http/guard";
import { judgeHealth } from "../follow/judge.ts";
import { openRunOf } from "../follow/run-store.ts";
import { settledPlan } from "../follow/plan-rules.ts";
import { nextRunAt } from "../follow/schedule.ts";
import { lockFollow, updateFollow } from "../follow/store.ts";
import { followView, visibleFollow } from "../follow/views.ts";
import { openDatabaseSource, visibleSource } from "../open-source.ts";
import type { IntakeParts } from "../parts.ts";
import { release, stopRun } from "./move-follow.ts";
import { remapped } from "./settle-drift.ts";

/**
 * Another way of following. Where rows would be told apart or written otherwise, the next run reads the whole table again; the
 * data before stand until it is in.
 */
export async function editFollow(
  parts: IntakeParts,
  call: Call,
  id: string,
  change: { readonly plan: FollowPlan; readonly mapping?: MappedColumn[] | undefined },
  version: number | null,
): Promise<Follow> {
  const before = await visibleFollow(call, id);
  const source = await visibleSource(call, before.sourceId);
  await using reader = await openDatabaseSource(parts, call, source);
  const plan = settledPlan(change.plan, await reader.shapeOf(before.tablePath), call.now);
  return inTransaction(call, async (inner) => {
    await lockFollow(inner.db, id);
    const follow = await visibleFollow(inner, id);
    refuseStale(version, follow.version);
    if (change.mapping) await remapped(parts, inner, follow, change.mapping);
    const isOtherwise =
      change.mapping !== undefined ||
      plan.key.join("\n") !== follow.plan.key.join("\n") ||
      plan.keepsHistory !== follow.plan.keepsHistory ||
      (plan.mode === "capture") !== (follow.plan.mode === "capture");
    await updateFollow(
      inner.db,
      id,
      { plan, nextRunAt: nextRunAt(plan.schedule, inner.now), ...(isOtherwise ? { rereads: true } : {}) },
      true,
    );
    parts.ledger.record(inner, {
      action: "intake.edit-follow",
      object: { kind: "follow", id, name: follow.resourceName },
      owner: follow.department,
      facts: { mode: plan.mode, rereads: isOtherwise, remapped: change.mapping !== undefined },
    });
    // A capture runs all the time: what it was begun with no longer holds.
    if (follow.plan.mode === "capture") {
      await stopRun(parts, inner, await openRunOf(inner.db, id));
      if (plan.mode !== "capture")
        inner.db.afterCommit(() => {
          void release(parts, parts.hubCall(), follow, source).catch((error: unknown) =>
            call.log.warn({ err: error }, "release"),
          );
        });
    }
    await judgeHealth(parts, inner, [id]);
    return followView(parts, inner, await visibleFollow(inner, id));
  });
}
