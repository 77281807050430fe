import type { Call } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import { Problem } from "#kernel/problem";
import { filesPlaceOf, openFilePlace, secretOf } from "../open-place.ts";
import type { IntakeParts } from "../parts.ts";
import type { FilePlace } from "../readers/file-place.ts";
import { findSource } from "../store.ts";
import { arrivedFiles } from "./arrived.ts";
import { dispatchSoon } from "./dispatch.ts";
import { fittingFiles } from "./files-run.ts";
import { newRun } from "./new-run.ts";
import { freshFiles } from "./ready-files.ts";
import { openRunOf } from "./run-store.ts";
import { type FollowRow, findFollow, liveFollows, updateFollow } from "./store.ts";

/** Places that are looked into at the same time, and how long one may take. */
const placesAtOnce = 8;
const lookWithinMs = 30_000;

/** Puts a run in the line for every follow whose place holds a file that has come or changed. */
export async function lookForArrivals(parts: IntakeParts, call: Call): Promise<void> {
  const waiting = (await liveFollows(call.db)).filter(
    ({ state, plan }) => state === "active" && plan.mode === "files" && plan.schedule.kind === "arrival",
  );
  const bySource = Map.groupBy(waiting, ({ sourceId }) => sourceId);
  const sources = [...bySource];
  const take = async (): Promise<void> => {
    for (let next = sources.shift(); next; next = sources.shift()) await lookIntoOne(parts, call, ...next);
  };
  await Promise.all(Array.from({ length: placesAtOnce }, take));
}

async function lookIntoOne(
  parts: IntakeParts,
  call: Call,
  sourceId: string,
  follows: readonly FollowRow[],
): Promise<void> {
  const signal = AbortSignal.any([call.signal, AbortSignal.timeout(lookWithinMs)]);
  try {
    const source = await findSource(call.db, sourceId);
    if (!source) return;
    await using place = await openFilePlace(parts, filesPlaceOf(source), secretOf(parts, source));
    for (const follow of follows) {
      if (await hasNews(parts, place, follow, signal)) await begin(parts, call, follow);
      if (isTroubled(follow)) await updateFollow(call.db, follow.id, { problem: null });
    }
  } catch (error) {
    if (call.signal.aborted) return;
    for (const follow of follows) await noteTrouble(call, follow, error);
  }
}

async function hasNews(parts: IntakeParts, place: FilePlace, follow: FollowRow, signal: AbortSignal): Promise<boolean> {
  const { files } = follow.plan;
  if (!files) return false;
  await using session = await parts.lake.session(signal);
  const taken = await arrivedFiles(session, follow.id);
  return freshFiles(await fittingFiles(place, follow.tablePath, files, signal), taken).length > 0;
}

async function begin(parts: IntakeParts, call: Call, follow: FollowRow): Promise<void> {
  await inTransaction(call, async (inner) => {
    if (await openRunOf(inner.db, follow.id)) return;
    await newRun(inner, follow, { trigger: "arrival" });
    dispatchSoon(parts, inner);
  });
}

const lookCode = "intake.place-not-looked-into";

const isTroubled = ({ problem }: FollowRow): boolean => problem?.["during"] === lookCode;

/** A place that cannot be looked into is said with the follow; the next look clears it. */
async function noteTrouble(call: Call, follow: FollowRow, error: unknown): Promise<void> {
  const reason = error instanceof Error ? error.message : String(error);
  const told =
    error instanceof Problem
      ? { code: error.code, zh: error.sentence("zh"), en: error.sentence("en") }
      : {
          code: "intake.place-unreachable",
          zh: `看不到有没有新文件：${reason}`,
          en: `New files cannot be seen: ${reason}`,
        };
  const now = await findFollow(call.db, follow.id);
  if (now?.state === "active") await updateFollow(call.db, follow.id, { problem: { ...told, during: lookCode } });
}
