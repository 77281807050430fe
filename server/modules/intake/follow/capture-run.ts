import { setTimeout as delay } from "node:timers/promises";
import { inTransaction } from "#kernel/db/db";
import { problem } from "#kernel/problem";
import { loaded } from "../events.ts";
import { openRemoteCapture } from "../agent/remote-capture.ts";
import { databaseKindOf, openDatabaseSource } from "../open-source.ts";
import { problems } from "../problems.ts";
import { openChangeReader } from "../readers/capture.ts";
import type { ChangeBatch, ChangeEvent, ChangeReader, ChangeStream, Finding } from "../readers/change-stream.ts";
import { type BatchWriter, createBatchWriter } from "./batch-writer.ts";
import { type Comparison, createComparison } from "./comparison.ts";
import { censusColumns, planOf, type RunGround } from "./ground.ts";
import { meetDrift } from "./meet-drift.ts";
import { readPosition } from "./positions.ts";
import { finishWhole, readWhole } from "./read-whole.ts";
import { findFollow, insertLag, updateFollow } from "./store.ts";

const batchChanges = 5000;
const batchMs = 500;
/** A run of a capture ends by itself and the next begins where it stood: receipts and the queue's own limit of a day. */
export const longestRunMs = 6 * 3_600_000;
const lagEveryMs = 15_000;
const quietMs = 1000;
/** How often whoever keeps derived things of the whole table (scores, serving tables) is told of changes. */
const tellEveryMs = 300_000;

/** What this follow is called at its source. */
export const captureName = (followId: string): string => `f${followId.replaceAll("-", "")}`;

export async function openCapture({
  parts,
  call,
  source,
  follow,
}: Pick<RunGround, "parts" | "call" | "source"> & { readonly follow: { readonly id: string } }): Promise<ChangeReader> {
  const { connection, secret, zoneId } = source;
  const kind = databaseKindOf(source);
  if (!connection || !kind) throw problem(problems["capture-unsupported"], { kind: source.kind });
  const password = secret ? parts.sealer.open(secret) : "";
  const name = captureName(follow.id);
  if (zoneId === null) return openChangeReader(kind, connection, password, name);
  return openRemoteCapture(await parts.agents.line(call, zoneId), { kind, connection, password }, name);
}

/** Follows the source's log until it is paused, stopped by trouble or has run for six hours. */
export async function captureRun(begun: RunGround): Promise<void> {
  const { call, run, follow, notes } = begun;
  notes.stage("connect");
  const { ground, rereads, headings } = await meetShape(begun);
  await using reader = await openCapture(ground);
  await refuseBlocked(ground, await reader.check(follow.tablePath));
  const before = await lakePosition(ground);
  const isTakenUp = before?.runId === run.id;
  if (isTakenUp) {
    await finishWhole(ground, before.position);
    notes.takeUp(before.counts, before.batches, before.position);
  }
  const isWhole = !before || rereads || (!isTakenUp && (run.rereads || follow.rereads));
  const position = isWhole ? await readSnapshot(ground, reader) : before.position;
  notes.stage("follow");
  const signal = AbortSignal.any([call.signal, AbortSignal.timeout(longestRunMs)]);
  await using stream = await reader.stream({
    table: follow.tablePath,
    key: follow.plan.key,
    position,
    signal,
    batchChanges,
    batchMs,
  });
  // What was committed before a kill may not have been acknowledged.
  await stream.acknowledge(position);
  await using writer = await createBatchWriter(ground, headings, position);
  await using _watch = watch(ground, stream);
  const columns = censusColumns(planOf(ground, headings));
  const census = () => reader.census(follow.tablePath, columns, signal);
  const comparison = createComparison(ground, { writer, columns, census, compare: reader.compare.bind(reader) });
  try {
    await comparison.askWhereDue(isWhole);
    await takeEvents(ground, { stream, writer, comparison });
  } catch (error) {
    if (call.signal.aborted || !signal.aborted) throw error;
  } finally {
    if (notes.counts.read > 0) await tellLoaded(ground);
  }
  await notePlace(ground);
}

interface Following {
  readonly stream: ChangeStream;
  readonly writer: BatchWriter;
  readonly comparison: Comparison;
}

/** Ends when the stream does, or when the table must be read again in new terms. */
async function takeEvents(ground: RunGround, { stream, writer, comparison }: Following): Promise<void> {
  const { parts } = ground;
  let told = { at: parts.now().getTime(), read: ground.notes.counts.read };
  for await (const event of orQuiet(stream)) {
    if (event?.kind === "schema") {
      if ((await meetShape(ground)).rereads) return updateFollow(ground.call.db, ground.follow.id, { rereads: true });
    } else if (event?.kind === "idle") await writer.idle(event.position);
    else if (event) {
      // The next is asked for when this one is paid for: the source's log is read no faster than its limit.
      await ground.pace?.(sizeOf(event));
      await comparison.around(event);
    }
    await comparison.where();
    if (event && writer.isSettled) await stream.acknowledge(writer.position);
    await comparison.askWhereDue(false);
    const at = parts.now().getTime();
    const { read } = ground.notes.counts;
    if (read > told.read && at - told.at > tellEveryMs) {
      await tellLoaded(ground);
      told = { at, read };
    }
  }
}

/** Bytes of values, about what came over the wire. */
function sizeOf({ changes }: ChangeBatch): number {
  let bytes = 0;
  for (const change of changes)
    if (change.op !== "truncate")
      for (const value of Object.values(change.values)) bytes += value === null ? 1 : Buffer.byteLength(value);
  return bytes;
}

/** The events of a stream, and nothing (null) once in every second in which there is none. */
async function* orQuiet(stream: ChangeStream): AsyncGenerator<ChangeEvent | null> {
  const events = stream[Symbol.asyncIterator]();
  let next = events.next();
  // Whoever stops listening closes the stream; what was still awaited then fails unheard.
  next.catch(() => {});
  for (;;) {
    const quiet = new AbortController();
    const given = await Promise.race([next, delay(quietMs, null, { signal: quiet.signal }).catch(() => null)]);
    quiet.abort();
    if (given?.done) return;
    yield given ? given.value : null;
    if (given) {
      next = events.next();
      next.catch(() => {});
    }
  }
}

async function lakePosition({ parts, follow }: RunGround) {
  await using session = await parts.lake.session();
  return await readPosition(session, follow.id);
}

async function meetShape(ground: RunGround) {
  await using reader = await openDatabaseSource(ground.parts, ground.call, ground.source);
  const shape = await reader.shapeOf(ground.follow.tablePath);
  return { ...(await meetDrift(ground, shape.columns)), headings: shape.columns };
}

async function refuseBlocked({ call, follow }: RunGround, findings: readonly Finding[]): Promise<void> {
  await updateFollow(call.db, follow.id, { findings: [...findings] });
  const stops = findings.filter(({ weight }) => weight === "stop");
  if (stops.length > 0)
    throw problem(problems["capture-blocked"], {
      reason: stops.map(({ text }) => text.zh).join("；"),
      reasonEn: stops.map(({ text }) => text.en).join("; "),
    });
}

/** The table as it was at one moment, and the place in the log right behind it. */
async function readSnapshot(ground: RunGround, reader: ChangeReader): Promise<string> {
  const { call, follow } = ground;
  await using open = new AsyncDisposableStack();
  let position = "";
  await readWhole(ground, {
    async prepare(folder) {
      const snapshot = open.use(
        await reader.snapshot({
          table: follow.tablePath,
          folder,
          signal: call.signal,
          pace: ground.pace,
          mayType: true,
        }),
      );
      position = snapshot.position;
      return snapshot.prepared;
    },
    position: () => position,
    isDone: false,
  });
  return (await lakePosition(ground))?.position ?? position;
}

/** Keeps an eye on the lag, and on whether somebody has asked to stop, whatever the stream does. */
function watch(ground: RunGround, stream: ChangeStream): AsyncDisposable {
  const { parts, call, follow, notes } = ground;
  let lastAt = 0;
  const look = async (): Promise<void> => {
    notes.beat();
    const at = parts.now();
    if (at.getTime() - lastAt < lagEveryMs) return;
    lastAt = at.getTime();
    const { seconds, bytes, findings } = await stream.lag();
    await updateFollow(call.db, follow.id, {
      lagAt: at,
      lagSeconds: seconds,
      lagBytes: bytes,
      findings: [...findings],
      position: notes.position,
    });
    await insertLag(call.db, follow.id, at, seconds, bytes);
  };
  let looking = Promise.resolve();
  const timer = setInterval(() => {
    looking = looking.then(look).catch(() => {});
  }, 1000);
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await looking;
    },
  };
}

/** What the screens show of the table besides the run. */
async function notePlace(ground: RunGround): Promise<void> {
  await updateFollow(ground.call.db, ground.follow.id, { position: ground.notes.position });
}

export async function tellLoaded({ parts, call, follow, resource }: RunGround): Promise<void> {
  const loadId = (await findFollow(call.db, follow.id))?.loadId;
  if (!loadId) return;
  await inTransaction(call, (inner) => parts.events.publish(inner, loaded, { resourceId: resource.id, loadId }));
}
