import { z } from "zod";
import { problem } from "#kernel/problem";
import { captureProblems } from "../capture-problems.ts";
import { loadEmpty, textHeadings } from "../empty-table.ts";
import { openMessagesOf } from "../open-messages.ts";
import type { Finding } from "../readers/change-stream.ts";
import { type Message, messageColumns } from "../readers/message-stream.ts";
import {
  isBehind,
  isShorter,
  lostBetween,
  type MessageReader,
  placeBehind,
  type StreamFacts,
} from "../readers/message-server.ts";
import { createBatchWriter } from "./batch-writer.ts";
import { captureName, longestRunMs, tellLoaded } from "./capture-run.ts";
import type { RunGround } from "./ground.ts";
import { beginHistory } from "./history.ts";
import { meetDrift } from "./meet-drift.ts";
import { batchOf } from "./message-batch.ts";
import { readPosition } from "./positions.ts";
import { updateRun } from "./run-store.ts";
import { findFollow, insertLag, updateFollow } from "./store.ts";

/** Where the lake stands in a stream: the stream by the moment it was made, and the number of the last message. */
const StreamPosition = z.object({
  stream: z.string(),
  createdAt: z.string(),
  number: z.int(),
  lanes: z.record(z.string(), z.int()).optional(),
});
type StreamPosition = z.infer<typeof StreamPosition>;

const batchMessages = 5000;
const lagEveryMs = 15_000;
const tellEveryMs = 300_000;

/**
 * Takes a stream's messages until it is paused or has run for six hours. A message is acknowledged when it is in the lake;
 * one that comes again is known by its number, which stands in the lake in the transaction of the rows.
 */
export async function streamRun(begun: RunGround): Promise<void> {
  const { parts, call, run, source, notes } = begun;
  notes.stage("connect");
  await using server = await openMessagesOf(parts, source);
  const facts = await server.facts(begun.follow.tablePath);
  const loadId = await tableOf(begun);
  const ground = { ...begun, follow: { ...begun.follow, loadId } };
  const from = await startOf(ground, facts);
  notes.stage("follow");
  const reader = await server.open(ground.follow.tablePath, captureName(ground.follow.id), from);
  await updateFollow(call.db, ground.follow.id, { rereads: false, findings: lostOf(facts, from) });
  await updateRun(call.db, run.id, { loadId });
  const headings = columnsOf(ground);
  const columns = headings.map(({ name }) => name);
  await using writer = await createBatchWriter(ground, headings, JSON.stringify(from));
  const known = new Set<string>(Object.values(messageColumns));
  const endsAt = parts.now().getTime() + longestRunMs;
  const watch = createWatch(ground, reader);
  let place: StreamPosition = from;
  try {
    while (parts.now().getTime() < endsAt) {
      call.signal.throwIfAborted();
      const messages = await reader.next(batchMessages);
      const fresh = messages.filter((message) => isBehind(place, message));
      if (fresh.length > 0) {
        const behind = { ...from, ...placeBehind(place, fresh) };
        const { batch, members } = batchOf(fresh, {
          key: ground.follow.plan.key,
          columns,
          made: from.createdAt,
          position: JSON.stringify(behind),
        });
        await meetNewMembers(ground, members, known);
        await writer.write(batch);
        place = behind;
      }
      if (messages.length > 0) await reader.acknowledge();
      notes.beat();
      await watch(messages.at(-1));
    }
  } finally {
    if (notes.counts.read > 0) await tellLoaded(ground);
    await updateFollow(call.db, ground.follow.id, { position: notes.position });
  }
}

/** The load that holds the rows; the first run makes an empty table for them. */
async function tableOf({ parts, call, follow, source, resource, mapping }: RunGround): Promise<string> {
  const known = (await findFollow(call.db, follow.id))?.loadId ?? null;
  if (known !== null) return known;
  const loadId = await loadEmpty(parts, call, {
    sourceId: source.id,
    resourceId: resource.id,
    name: follow.tablePath,
    key: follow.plan.key,
    mapping,
    ...(follow.plan.keepsHistory ? { alongside: (session, table) => beginHistory(session, table, call.now) } : {}),
  });
  await updateFollow(call.db, follow.id, { loadId });
  return loadId;
}

/** @throws Problem intake.position-lost where the stream was made anew under its name */
async function startOf({ parts, run, follow, notes }: RunGround, facts: StreamFacts): Promise<StreamPosition> {
  await using session = await parts.lake.session();
  const before = await readPosition(session, follow.id);
  const start = { stream: facts.name, createdAt: facts.createdAt, number: 0 };
  if (!before) return start;
  if (before.runId === run.id) notes.takeUp(before.counts, before.batches, before.position);
  const position = StreamPosition.parse(JSON.parse(before.position));
  if (position.createdAt === facts.createdAt && !isShorter(position, facts))
    return run.rereads && before.runId !== run.id ? start : position;
  // Read again from the beginning: its numbers begin again, and rows of a key come to the same.
  if (run.rereads || follow.rereads) return start;
  throw problem(captureProblems["position-lost"], {
    position: position.number,
    reason: `消息流“${facts.name}”重新建过${facts.createdAt === "" ? "" : `（${facts.createdAt}）`}`,
  });
}

/** Messages the server threw away before they were read are said, never passed over in silence. */
function lostOf(facts: StreamFacts, place: StreamPosition): Finding[] {
  return lostBetween(place, facts).map(({ lane, from, to }) => {
    const name = lane === null ? facts.name : `${facts.name} ${lane}`;
    return {
      weight: "warn",
      code: "stream.lost",
      text: {
        zh: `消息流“${name}”的第 ${from} 到 ${to} 号（最多 ${to - from + 1} 条）在读到之前已被服务器清掉。请加长保留期；缺的行要由来源重发。`,
        en: `Messages ${from} to ${to} of ${name} (at most ${to - from + 1}) were removed before they were read. Keep messages longer; the source has to send those again.`,
      },
    };
  });
}

/** All columns the mapping knows, and the numbers that rows without a key are known by. */
function columnsOf({ mapping }: RunGround) {
  const headings = textHeadings(mapping);
  const { number } = messageColumns;
  return headings.some(({ name }) => name === number)
    ? headings
    : [...headings, { name: number, heading: number, comment: "", type: null }];
}

/** A member of messages that the mapping does not know is told once, like a new column of a table. */
async function meetNewMembers(ground: RunGround, members: ReadonlySet<string>, known: Set<string>): Promise<void> {
  if ([...members].every((name) => known.has(name))) return;
  const shape = (await findFollow(ground.call.db, ground.follow.id))?.shape ?? [];
  for (const { name } of shape) known.add(name);
  const fresh = [...members].filter((name) => !known.has(name));
  for (const name of fresh) known.add(name);
  if (fresh.length === 0) return;
  const now = [...shape, ...fresh.map((name) => ({ name, declared: "" }))];
  await meetDrift({ ...ground, follow: { ...ground.follow, shape } }, now);
}

function createWatch({ parts, call, follow, notes, ...rest }: RunGround, reader: MessageReader) {
  let lookedAt = 0;
  let toldAt = parts.now().getTime();
  let toldRead = notes.counts.read;
  return async (newest: Message | undefined): Promise<void> => {
    const at = parts.now();
    if (at.getTime() - lookedAt >= lagEveryMs) {
      lookedAt = at.getTime();
      const waiting = await reader.waiting();
      const seconds = waiting === 0 || !newest ? 0 : Math.max(0, (at.getTime() - newest.at.getTime()) / 1000);
      await updateFollow(call.db, follow.id, { lagAt: at, lagSeconds: seconds, position: notes.position });
      await insertLag(call.db, follow.id, at, seconds, null);
    }
    if (notes.counts.read > toldRead && at.getTime() - toldAt > tellEveryMs) {
      await tellLoaded({ parts, call, follow, notes, ...rest });
      toldAt = at.getTime();
      toldRead = notes.counts.read;
    }
  };
}
