import type { MappedColumn } from "#contract/intake";
import type { Follow } from "#contract/intake-follow";
import { type Call, mayTouch } from "#kernel/call";
import { problem } from "#kernel/problem";
import { dispatchSoon } from "../follow/dispatch.ts";
import { adoptRenames, touchesRows } from "../follow/drift.ts";
import { judgeHealth } from "../follow/judge.ts";
import { newRun } from "../follow/new-run.ts";
import { findDrift, settleDriftRow } from "../follow/run-store.ts";
import { findFollow, type FollowRow, lockFollow, updateFollow } from "../follow/store.ts";
import { followView, visibleFollow } from "../follow/views.ts";
import type { IntakeParts } from "../parts.ts";
import { problems } from "../problems.ts";
import { resourceFor } from "../start-load.ts";
import { findMapping, saveMapping } from "../store.ts";

/** A person has looked at a change of shape: with their mapping, or the one that follows new names, the follow goes on. */
export async function settleDrift(
  parts: IntakeParts,
  call: Call,
  driftId: string,
  given?: readonly MappedColumn[],
): Promise<Follow> {
  const drift = await findDrift(call.db, driftId);
  const owner = drift ? await findFollow(call.db, drift.followId) : undefined;
  if (!drift || !owner || !mayTouch(call.actor, owner.department))
    throw problem(problems["drift-not-found"], { id: driftId });
  await lockFollow(call.db, owner.id);
  const follow = await visibleFollow(call, owner.id);
  const saved = await findMapping(call.db, follow.resourceId);
  const isGrave = touchesRows(drift.changes);
  const mapping = given ?? (isGrave && saved ? adoptRenames(saved.columns, drift.changes) : null);
  if (mapping) await remapped(parts, call, follow, mapping);
  const wasStopped = drift.outcome === "stopped" && drift.settledAt === null;
  await settleDriftRow(call.db, drift.id, call.now, call.actor.name);
  // The shape is taken as it is found at the next run.
  const rereads = mapping !== null || wasStopped;
  await updateFollow(call.db, follow.id, {
    ...(rereads ? { rereads: true } : {}),
    ...(wasStopped ? { shape: [], state: "active", problem: null } : {}),
  });
  if (rereads) {
    await newRun(call, { ...follow, state: "active" }, { trigger: "person", rereads: true });
    dispatchSoon(parts, call);
  }
  parts.ledger.record(call, {
    action: "intake.settle-drift",
    object: { kind: "follow", id: follow.id, name: follow.resourceName },
    owner: follow.department,
    facts: { drift: drift.number, remapped: mapping !== null },
  });
  await judgeHealth(parts, call, [follow.id]);
  return followView(parts, call, await visibleFollow(call, follow.id));
}

/** The mapping of a followed resource, and the resource's items with it. */
export async function remapped(
  parts: IntakeParts,
  call: Call,
  follow: FollowRow,
  columns: readonly MappedColumn[],
): Promise<void> {
  const loaded = columns.filter((column) => column.action === "load");
  if (loaded.length === 0) throw problem(problems["nothing-to-load"]);
  const request = { department: follow.department, format: "postgres" as const, resource: follow.resourceId };
  await resourceFor(parts, call, request, loaded);
  await saveMapping(call.db, {
    resourceId: follow.resourceId,
    sourceId: follow.sourceId,
    tablePath: follow.tablePath,
    textOptions: null,
    columns: [...columns],
    updatedAt: call.now,
  });
}
