import type { MappedColumn } from "#contract/intake";
import type { DriftChange, DriftReach } from "#contract/intake-follow";
import { newId } from "#kernel/id";
import { inTransaction } from "#kernel/db/db";
import { problem } from "#kernel/problem";
import { drifted } from "../events.ts";
import { problems } from "../problems.ts";
import { findMapping, saveMapping } from "../store.ts";
import { adoptRenames, driftOf, type ShapeColumn, touchesRows } from "./drift.ts";
import type { RunGround } from "./ground.ts";
import { insertDrift, updateRun } from "./run-store.ts";
import { type FollowRow, liveFollows, updateFollow } from "./store.ts";

/**
 * Compares the source's shape with the one the table was read in. A change of columns that are not loaded is told and harms
 * nothing; a change of loaded ones stops the follow, or, where the policy says go on, makes the run read the table again in the
 * new terms.
 *
 * @returns the ground to go on with, and whether the whole table must be read.
 * @throws Problem intake.shape-changed
 */
export async function meetDrift(
  ground: RunGround,
  shape: readonly ShapeColumn[],
): Promise<{ ground: RunGround; rereads: boolean }> {
  const { call, follow, mapping } = ground;
  const now = shape.map(({ name, declared }) => ({ name, declared }));
  const changes = follow.shape.length === 0 ? [] : driftOf(follow.shape, now, mapping);
  if (changes.length === 0) {
    if (follow.shape.length === 0) await updateFollow(call.db, follow.id, { shape: now });
    return { ground, rereads: false };
  }
  const isGrave = touchesRows(changes);
  const stops = isGrave && follow.plan.drift === "stop";
  const goesOn = stops ? null : { shape: now, mapping: isGrave ? adoptRenames(mapping, changes) : null };
  await noteDrift(ground, changes, goesOn);
  if (stops)
    throw problem(problems["shape-changed"], {
      table: follow.tablePath,
      changes: changes.map(({ text }) => text.zh).join("；"),
      changesEn: changes.map(({ text }) => text.en).join("; "),
    });
  if (!goesOn?.mapping) return { ground, rereads: false };
  return { ground: { ...ground, mapping: goesOn.mapping }, rereads: true };
}

interface GoingOn {
  readonly shape: FollowRow["shape"];
  /** Where loaded columns changed: what becomes of them now. */
  readonly mapping: readonly MappedColumn[] | null;
}

/**
 * In one transaction: a run that is killed behind it finds the new shape and mapping together with the word that the table must be
 * read again, which stands until it has been.
 */

async function noteDrift(
  { parts, call, run, follow, resource }: RunGround,
  changes: readonly DriftChange[],
  goesOn: GoingOn | null,
): Promise<void> {
  const id = newId(call.now);
  const outcome = goesOn ? "went-on" : "stopped";
  const reaches = await reachesOf({ parts, call, follow, resource }, changes);
  await inTransaction(call, async (inner) => {
    await insertDrift(inner.db, {
      id,
      followId: follow.id,
      foundAt: inner.now,
      changes: [...changes],
      reaches,
      outcome,
      settledAt: null,
      settledBy: null,
    });
    await updateRun(inner.db, run.id, { driftId: id });
    if (goesOn) {
      const rereads = goesOn.mapping === null ? {} : { rereads: true };
      await updateFollow(inner.db, follow.id, { shape: [...goesOn.shape], ...rereads });
      const saved = goesOn.mapping && (await findMapping(inner.db, follow.resourceId));
      if (saved && goesOn.mapping)
        await saveMapping(inner.db, { ...saved, columns: [...goesOn.mapping], updatedAt: inner.now });
    }
    await parts.events.publish(inner, drifted, {
      driftId: id,
      followId: follow.id,
      resourceName: resource.name,
      department: follow.department,
      outcome,
      changes: [...changes],
      reaches,
    });
    parts.ledger.record(inner, {
      action: "intake.find-drift",
      object: { kind: "resource", id: resource.id, name: resource.name },
      owner: follow.department,
      facts: { table: follow.tablePath, outcome, changes: changes.map(({ kind, column }) => `${kind} ${column}`) },
    });
  });
}

/** Who further on uses the loaded columns that changed: grants, served tables, libraries, follows that wait for this one. */
async function reachesOf(
  { parts, call, follow, resource }: Pick<RunGround, "parts" | "call" | "follow" | "resource">,
  changes: readonly DriftChange[],
): Promise<DriftReach[]> {
  const fields = changes.flatMap(({ field }) => (field === null ? [] : [field]));
  if (fields.length === 0) return [];
  const waiting = (await liveFollows(call.db)).filter(
    ({ plan: { schedule } }) => schedule.kind === "after" && schedule.followId === follow.id,
  );
  return [
    ...(await parts.reachOf(call, resource.id, fields)),
    ...waiting.map(({ id, resourceName, department }) => ({
      kind: "follow" as const,
      id,
      name: resourceName,
      owner: department,
      fields: [],
    })),
  ];
}
