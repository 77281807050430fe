import type { Connection, DatabaseKind } from "#contract/intake";
import { type Follow, FollowPlan, type Run } from "#contract/intake-follow";
import type { Call } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import { problem } from "#kernel/problem";
import { followOfResource, type FollowRow, updateFollow } from "../follow/store.ts";
import { newRun } from "../follow/new-run.ts";
import { dispatchSoon } from "../follow/dispatch.ts";
import { openRunOf } from "../follow/run-store.ts";
import { followView, runView } from "../follow/views.ts";
import type { IntakeParts } from "../parts.ts";
import { problems } from "../problems.ts";
import { refuseOutside } from "../scope.ts";
import { sourceNamed } from "../store.ts";
import { beginFollow } from "./create-follow.ts";
import { addSource } from "./create-source.ts";

export interface QuickFollow {
  readonly department: string;
  readonly kind: DatabaseKind;
  readonly connection: Connection & { readonly password: string };
  readonly zoneId?: string | null | undefined;
  readonly table: string;
  readonly as?: string | undefined;
  readonly mode: FollowPlan["mode"];
  readonly watermark?: string | undefined;
  readonly cron?: string | undefined;
}

/**
 * Source, resource, mapping by proposal, follow, first run, all or nothing; a table that is followed already just runs. The
 * table is looked at inside the transaction, so that a connection that cannot be made leaves no source behind.
 */
export async function quickFollow(
  parts: IntakeParts,
  call: Call,
  given: QuickFollow,
): Promise<{ follow: Follow; run: Run }> {
  refuseOutside(call, given.department);
  return inTransaction(call, async (inner) => {
    const name = given.as ?? given.table;
    const existing = await parts.catalog.find(inner, name, given.department);
    const target = existing && existing.department === given.department ? existing : undefined;
    const followed = target ? await followOfResource(inner.db, target.id) : undefined;
    const follow = followed
      ? await runAgain(parts, inner, followed)
      : await begin(parts, inner, given, name, target?.id);
    const run = await openRunOf(inner.db, follow.id);
    if (!run) throw problem(problems["run-not-found"], { id: follow.id });
    return { follow: await followView(parts, inner, follow), run: await runView(parts, inner, run) };
  });
}

async function begin(
  parts: IntakeParts,
  call: Call,
  given: QuickFollow,
  name: string,
  resourceId: string | undefined,
): Promise<FollowRow> {
  const { host, port, database } = given.connection;
  const sourceName = `${database}@${host}:${port}`;
  const known = await sourceNamed(call.db, given.department, sourceName);
  const source = known ?? (await addSource(parts, call, { ...given, name: sourceName, systemId: null }));
  return beginFollow(parts, call, {
    sourceId: source.id,
    table: given.table,
    resourceId: resourceId ?? null,
    resourceName: name,
    mapping: null,
    plan: FollowPlan.parse({
      mode: given.mode,
      watermark: given.watermark === undefined ? null : { column: given.watermark },
      schedule: given.cron === undefined ? { kind: "manual" } : { kind: "cron", cron: given.cron },
    }),
    starts: true,
    action: quickAction,
  });
}

const quickAction = "intake.quick-follow";

async function runAgain(parts: IntakeParts, call: Call, follow: FollowRow): Promise<FollowRow> {
  await newRun(call, follow, { trigger: "person" });
  await updateFollow(call.db, follow.id, { state: "active" });
  dispatchSoon(parts, call);
  parts.ledger.record(call, {
    action: quickAction,
    object: { kind: "follow", id: follow.id, name: follow.resourceName },
    owner: follow.department,
    facts: { table: follow.tablePath, mode: follow.plan.mode },
  });
  return follow;
}
