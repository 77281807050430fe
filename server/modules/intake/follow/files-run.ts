import { setTimeout as delay } from "node:timers/promises";
import type { ArrivalPlan } from "#contract/intake-place";
import { problem } from "#kernel/problem";
import { loadEmpty } from "../empty-table.ts";
import { filesPlaceOf, openFilePlace, secretOf } from "../open-place.ts";
import { problems } from "../problems.ts";
import type { Census } from "../readers/census.ts";
import type { FilePlace, PlacedFile } from "../readers/file-place.ts";
import { arrivedFiles, lastArrived, sumOfArrived } from "./arrived.ts";
import type { RunGround } from "./ground.ts";
import { beginHistory } from "./history.ts";
import { readPosition } from "./positions.ts";
import { freshFiles, inOrder, restingFiles, signedFiles } from "./ready-files.ts";
import { keepReconciliation, lakeCensus } from "./reconcile.ts";
import { updateRun } from "./run-store.ts";
import { findFollow, updateFollow } from "./store.ts";
import { takeFile } from "./take-file.ts";

/**
 * One run over a place of files: every file that has come or changed and rests is taken once, in order, each in a lake
 * transaction of its own together with the note that it is in. Killed anywhere, the next run goes on with the next file.
 */
export async function filesRun(begun: RunGround): Promise<void> {
  const { parts, run, source, notes } = begun;
  const plan = begun.follow.plan.files;
  if (!plan)
    throw problem(problems["plan-unfit"], { reason: "没有写明怎样取文件", reasonEn: "it says nothing of files" });
  notes.stage("connect");
  await using place = await openFilePlace(parts, filesPlaceOf(source), secretOf(parts, source));
  const ground = { ...begun, follow: { ...begun.follow, loadId: await tableOf(begun) } };
  await takeUp(ground);
  const isAgain = run.rereads;
  const taken = await takenFiles(ground);
  for (const file of inOrder(await readyFiles(ground, place, plan, isAgain), plan.order)) {
    ground.call.signal.throwIfAborted();
    const before = taken.get(file.name);
    // Taken by this very run before it was killed.
    if (isAgain && before?.runId === run.id) continue;
    await takeFile(ground, { place, file, plan, before, isAgain });
  }
  await updateFollow(ground.call.db, ground.follow.id, { rereads: false });
  if (ground.follow.plan.reconciles && plan.policy !== "by-key") await reconcileFiles(ground, plan);
}

/** The load that holds the rows; the first run makes an empty table for them. */
async function tableOf({ parts, call, run, follow, source, resource, mapping }: RunGround): Promise<string> {
  const known = (await findFollow(call.db, follow.id))?.loadId ?? null;
  if (known !== null) return known;
  const { plan } = follow;
  const loadId = await loadEmpty(parts, call, {
    sourceId: source.id,
    resourceId: resource.id,
    name: follow.tablePath,
    key: plan.files?.policy === "append" ? [] : plan.key,
    mapping,
    ...(plan.keepsHistory ? { alongside: (session, table) => beginHistory(session, table, call.now) } : {}),
  });
  await updateFollow(call.db, follow.id, { loadId });
  await updateRun(call.db, run.id, { loadId });
  return loadId;
}

/** What this run had done before it was killed. */
async function takeUp({ parts, run, follow, notes }: RunGround): Promise<void> {
  await using session = await parts.lake.session();
  const before = await readPosition(session, follow.id);
  if (before?.runId === run.id) notes.takeUp(before.counts, before.batches, before.position);
}

async function takenFiles({ parts, follow }: RunGround) {
  await using session = await parts.lake.session();
  return await arrivedFiles(session, follow.id);
}

/** Looks twice, as far apart as the plan says: what has changed in between is still being written. */
async function readyFiles(
  ground: RunGround,
  place: FilePlace,
  plan: ArrivalPlan,
  isAgain: boolean,
): Promise<PlacedFile[]> {
  const { call, follow, notes } = ground;
  const taken = isAgain ? new Map<string, never>() : await takenFiles(ground);
  const look = async () => freshFiles(await fittingFiles(place, follow.tablePath, plan, call.signal), taken);
  const first = await look();
  if (first.length === 0 || plan.settleSeconds === 0) return first;
  for (let waited = 0; waited < plan.settleSeconds; waited += 1) {
    notes.beat();
    await delay(1000, undefined, { signal: call.signal });
  }
  return restingFiles(first, await look());
}

export async function fittingFiles(
  place: FilePlace,
  pattern: string,
  plan: ArrivalPlan,
  signal: AbortSignal,
): Promise<PlacedFile[]> {
  const fitting = await place.list(pattern, signal);
  return plan.mark === "" ? fitting : signedFiles(fitting, await place.list("", signal), plan);
}

/** What the files held when they were read, against what the lake holds now. */
async function reconcileFiles(ground: RunGround, plan: ArrivalPlan): Promise<void> {
  const { parts, call, follow, resource, notes } = ground;
  await using session = await parts.lake.session(call.signal);
  const last = await lastArrived(session, follow.id);
  if (!last) return;
  notes.stage("reconcile");
  const { rows, sum } = plan.policy === "append" ? await sumOfArrived(session, follow.id) : last;
  const census: Census = { rowCount: rows, checksum: sum };
  const lake = await lakeCensus(session, resource.table, follow.loadId ?? "");
  const columns = ground.mapping.filter(({ action }) => action === "load").map((column) => column.source);
  await keepReconciliation(ground, census, lake, columns);
}
