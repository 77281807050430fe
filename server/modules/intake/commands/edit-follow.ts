import type { MappedColumn } from "#contract/intake";
import type { Follow, FollowPlan } from "#contract/intake-follow";
import type { Call } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import { problem } from "#kernel/problem";
import { refuseStale } from "#kernel/http/guard";
import { refuseCircle } from "../follow/chain.ts";
import { judgeHealth } from "../follow/judge.ts";
import { openRunOf } from "../follow/run-store.ts";
import { settledArrivals, settledPlan } from "../follow/plan-rules.ts";
import { nextRunAt } from "../follow/schedule.ts";
import { type FollowRow, lockFollow, updateFollow } from "../follow/store.ts";
import { followView, visibleFollow } from "../follow/views.ts";
import { openDatabaseSource, visibleSource } from "../open-source.ts";
import type { IntakeParts } from "../parts.ts";
import { problems } from "../problems.ts";
import { messageColumns } from "../readers/message-stream.ts";
import { findMapping, type SourceRow } from "../store.ts";
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
  const plan = await settled(parts, call, source, before, change);
  await refuseCircle(call, id, before.resourceName, plan.schedule);
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
    // What runs all the time was begun with what no longer holds.
    if (follow.plan.mode === "stream") await stopRun(parts, inner, await openRunOf(inner.db, id));
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

async function settled(
  parts: IntakeParts,
  call: Call,
  source: SourceRow,
  follow: FollowRow,
  { plan, mapping }: { readonly plan: FollowPlan; readonly mapping?: MappedColumn[] | undefined },
): Promise<FollowPlan> {
  if (source.place) {
    const known = mapping ?? (await findMapping(call.db, follow.resourceId))?.columns ?? [];
    const columns = [...known.map((column) => column.source), messageColumns.number];
    const next = settledArrivals(plan, source.place.kind, columns, call.now);
    refuseOtherRows(follow.plan, next);
    return next;
  }
  await using reader = await openDatabaseSource(parts, call, source);
  return settledPlan(plan, await reader.shapeOf(follow.tablePath), call.now);
}

/** Files and messages of before are gone at the source: rows that are known otherwise could not be made of them again. */
function refuseOtherRows(before: FollowPlan, after: FollowPlan): void {
  if (
    before.key.join("\n") === after.key.join("\n") &&
    before.files?.policy === after.files?.policy &&
    before.keepsHistory === after.keepsHistory
  )
    return;
  throw problem(problems["plan-unfit"], {
    reason: "已入库的文件或消息没有办法按新的主键、入库方式或历史设置重来；请结束跟踪，另建一个",
    reasonEn: "files and messages that are in cannot be taken again in other terms: end the follow and begin another",
  });
}
