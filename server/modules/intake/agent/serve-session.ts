import http2 from "node:http2";
import type { TLSSocket } from "node:tls";
import { type CallName, callNames } from "./messages.ts";
import { createServedReaders, type ServedCall, type ServedParts } from "./served-readers.ts";
import {
  frame,
  frameKinds,
  framesOf,
  heartbeatMs,
  jsonFrame,
  refusalFrame,
  send,
  silentAtMostMs,
  streamWindowBytes,
} from "./wire.ts";

type Extra = Partial<Record<CallName, (call: ServedCall) => Promise<void>>>;

/** Answers the hub's calls on one connection until it ends. What was open is closed with it. */
export async function serveSession(
  socket: TLSSocket,
  parts: ServedParts,
  extra: Extra,
  signal: AbortSignal,
): Promise<void> {
  const session = http2.performServerHandshake(socket, {
    settings: { initialWindowSize: streamWindowBytes },
    maxSessionMemory: 256,
  });
  const handlers = { ...createServedReaders(parts), ...extra };
  const running = new Set<Promise<void>>();
  session.on("error", () => {});
  session.on("stream", (stream, headers) => {
    const name = callNames.find((one) => `/${one}` === headers[":path"]);
    const work = serveCall(stream, name && handlers[name]).catch(() => {});
    running.add(work);
    void work.finally(() => running.delete(work));
  });
  const stop = (): void => session.destroy();
  signal.addEventListener("abort", stop, { once: true });
  const heartbeat = watchOver(session);
  await new Promise<void>((resolve) => void session.once("close", resolve));
  clearInterval(heartbeat);
  signal.removeEventListener("abort", stop);
  socket.destroy();
  await Promise.all(running);
}

async function serveCall(
  stream: http2.ServerHttp2Stream,
  handler: ((call: ServedCall) => Promise<void>) | undefined,
): Promise<void> {
  const ended = new AbortController();
  stream.on("error", () => {});
  stream.once("close", () => ended.abort(new Error("The hub has given this call up.")));
  stream.respond({ ":status": 200 });
  const frames = framesOf(stream);
  try {
    const first = await frames.next();
    if (first.done || !handler) throw new Error("This agent does not know the call.");
    const gone = new Promise<void>((resolve) => void stream.once("close", resolve));
    // The hub says nothing more; that it has ended its side is the word to let go.
    const released = Promise.race([
      frames.next().then(
        () => {},
        () => {},
      ),
      gone,
    ]);
    await handler({
      input: JSON.parse(first.value.body.toString()) as unknown,
      signal: ended.signal,
      released,
      answer: (value) => send(stream, jsonFrame(frameKinds.answer, value)),
      rows: (bytes) => send(stream, frame(frameKinds.rows, bytes)),
      event: (value) => send(stream, jsonFrame(frameKinds.event, value)),
    });
  } catch (error) {
    if (!stream.destroyed) await send(stream, refusalFrame(error)).catch(() => {});
  }
  if (!stream.destroyed) stream.end();
}

/** Ends a connection whose other side has gone silent: a cut cable tells nobody. */
export function watchOver(session: http2.Http2Session, heard: (roundTripMs: number) => void = () => {}) {
  let lastAt = performance.now();
  const timer = setInterval(() => {
    if (session.destroyed) return clearInterval(timer);
    if (performance.now() - lastAt > silentAtMostMs) return session.destroy();
    session.ping((error, duration) => {
      if (error) return;
      lastAt = performance.now();
      heard(duration);
    });
  }, heartbeatMs);
  return timer;
}
