import { once } from "node:events";
import type { Duplex, Readable } from "node:stream";
import { z } from "zod";
import { Problem } from "#kernel/problem";

/**
 * What hub and agent say to each other: HTTP/2 over the TLS connection that the agent has dialled, with the roles turned
 * round: the hub asks, the agent answers. One HTTP/2 stream is one call; its flow control is the back-pressure.
 *
 *   agent ──TLS, both sides with certificates──▶ hub
 *   hub   ──call: open, ask, rows, stream, …──▶ agent ──▶ source
 *
 * In both directions a stream carries frames: four bytes of length, one of kind, then the body.
 */
export const protocols = { work: "weir-agent/1", enrol: "weir-enrol/1" } as const;

/** `input` opens every call; `answer` is what it answers first; `refusal` ends it. */
export const frameKinds = { input: 1, answer: 2, rows: 3, event: 4, refusal: 5 } as const;
export type FrameKind = (typeof frameKinds)[keyof typeof frameKinds];

export interface Frame {
  readonly kind: number;
  readonly body: Buffer;
}

const headBytes = 5;
/** Nothing that is sent whole is larger; rows come in pieces. */
const frameAtMost = 256 << 20;

/** Both sides look every so often whether the other is there, and give it up after three times that. */
export const heartbeatMs = 3000;
export const silentAtMostMs = 9000;

/** How much may be on its way in one call: enough for a fast line, and the bound of the memory one call takes. */
export const streamWindowBytes = 2 << 20;

export function frame(kind: FrameKind, body: Buffer): Buffer {
  const head = Buffer.allocUnsafe(headBytes);
  head.writeUInt32BE(body.length, 0);
  head.writeUInt8(kind, 4);
  return Buffer.concat([head, body]);
}

export const jsonFrame = (kind: FrameKind, value: unknown): Buffer =>
  frame(kind, Buffer.from(JSON.stringify(value ?? null)));

/** Writes and waits until there is room again; a side that reads slowly thus slows the other down. */
export async function send(stream: Duplex, bytes: Buffer): Promise<void> {
  if (stream.destroyed || stream.writableEnded) throw new Error("The connection to the other side has ended.");
  if (stream.write(bytes)) return;
  await Promise.race([once(stream, "drain"), once(stream, "close")]);
}

/** Whole frames in their order; the last one must be whole. */
export async function* framesOf(stream: Readable): AsyncGenerator<Frame> {
  let waiting: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    waiting.push(chunk);
    size += chunk.length;
    for (;;) {
      if (size < headBytes) break;
      if ((waiting[0]?.length ?? 0) < headBytes) waiting = [Buffer.concat(waiting)];
      const length = waiting[0]?.readUInt32BE(0) ?? 0;
      if (length > frameAtMost) throw new Error("A frame is larger than any may be.");
      if (size < headBytes + length) break;
      const all = Buffer.concat(waiting);
      yield { kind: all.readUInt8(4), body: all.subarray(headBytes, headBytes + length) };
      const rest = all.subarray(headBytes + length);
      waiting = rest.length === 0 ? [] : [rest];
      size = rest.length;
    }
  }
  if (size > 0) throw new Error("The connection ended in the middle of a frame.");
}

const Told = z.object({
  code: z.string(),
  status: z.int(),
  zh: z.string(),
  en: z.string(),
  facts: z.record(z.string(), z.unknown()),
});

/** A refusal as it crosses; what is no refusal crosses as a reason. */
export function refusalFrame(error: unknown): Buffer {
  if (error instanceof Problem) {
    const { code, status, zh, en } = error.definition;
    return jsonFrame(frameKinds.refusal, { code, status, zh, en, facts: error.facts });
  }
  return jsonFrame(frameKinds.refusal, { reason: error instanceof Error ? error.message : String(error) });
}

/** The refusal as the agent's reader has thrown it, or the reason of a defect there. */
export function refusalOf(body: Buffer): Problem | string {
  const said: unknown = JSON.parse(body.toString());
  const told = Told.safeParse(said);
  if (told.success) {
    const { facts, ...definition } = told.data;
    return new Problem(definition, facts);
  }
  const { reason } = z.object({ reason: z.string().catch("?") }).parse(said);
  return reason;
}
