import http2 from "node:http2";
import type { TLSSocket } from "node:tls";
import { Problem, problem } from "#kernel/problem";
import { agentProblems } from "./problems.ts";
import type { CallName } from "./messages.ts";
import { watchOver } from "./serve-session.ts";
import { type Frame, frameKinds, framesOf, jsonFrame, refusalOf, send, streamWindowBytes } from "./wire.ts";

/** The hub's end of a connection that an agent has dialled. */
export interface AgentLine {
  readonly agentId: string;
  readonly zoneId: string;
  readonly address: string;
  readonly roundTripMs: number | null;
  readonly isOpen: boolean;
  /** One question, one answer. */
  ask(name: CallName, input: unknown, signal?: AbortSignal): Promise<unknown>;
  /** A call that goes on behind its first answer, until it is let go. */
  open(name: CallName, input: unknown, signal?: AbortSignal): Promise<OpenCall>;
  /** Ends the connection at once. */
  close(): void;
  readonly closed: Promise<void>;
}

export interface OpenCall extends AsyncDisposable {
  readonly answer: unknown;
  /** What comes behind the first answer, taken by one consumer. @throws Problem where the agent refuses or is lost */
  readonly frames: AsyncIterator<Frame>;
  /** Gives the call up: the agent stops what it is doing. */
  cancel(): void;
}

const letGoMs = 5000;
const connectionWindowBytes = 32 << 20;

export interface LineOf {
  readonly agentId: string;
  readonly agentName: string;
  readonly zoneId: string;
  readonly heard: () => void;
}

/** HTTP/2 with the roles turned round: whoever was dialled asks. */
export function openLine(socket: TLSSocket, { agentId, agentName, zoneId, heard }: LineOf): AgentLine {
  const session = http2.connect("https://agent.weir", {
    createConnection: () => socket,
    settings: { initialWindowSize: streamWindowBytes, enablePush: false },
    maxSessionMemory: 256,
  });
  let roundTripMs: number | null = null;
  session.on("error", () => {});
  session.once("connect", () => session.setLocalWindowSize(connectionWindowBytes));
  const timer = watchOver(session, (duration) => {
    roundTripMs = duration;
    heard();
  });
  const { promise: closed, resolve } = Promise.withResolvers<void>();
  session.once("close", () => {
    clearInterval(timer);
    socket.destroy();
    resolve();
  });
  const lost = (cause?: unknown): Problem => problem(agentProblems["agent-lost"], { agent: agentName }, { cause });
  const told = ({ body }: Frame): Problem => {
    const refusal = refusalOf(body);
    return refusal instanceof Problem
      ? refusal
      : problem(agentProblems["agent-failed"], { agent: agentName, reason: refusal });
  };

  const open = async (name: CallName, input: unknown, signal?: AbortSignal): Promise<OpenCall> => {
    signal?.throwIfAborted();
    if (session.closed || session.destroyed) throw lost();
    const stream = session.request({ ":method": "POST", ":path": `/${name}` }, { endStream: false });
    stream.on("error", () => {});
    const cancel = (): void => stream.close(http2.constants.NGHTTP2_CANCEL);
    signal?.addEventListener("abort", cancel, { once: true });
    stream.once("close", () => signal?.removeEventListener("abort", cancel));
    const frames = whole(stream, () => (signal?.aborted ? (signal.reason as Error) : null));
    try {
      await send(stream, jsonFrame(frameKinds.input, input));
      const first = await frames.next();
      if (first.done) throw lost();
      return {
        answer: JSON.parse(first.value.body.toString()) as unknown,
        frames,
        cancel,
        [Symbol.asyncDispose]: () => letGo(stream, frames),
      };
    } catch (error) {
      cancel();
      throw error instanceof Problem || signal?.aborted ? error : lost(error);
    }
  };

  /** The frames of a call; one that refuses is thrown, and so is an end that was not the agent's own. */
  async function* whole(stream: http2.ClientHttp2Stream, aborted: () => Error | null): AsyncGenerator<Frame> {
    try {
      for await (const one of framesOf(stream)) {
        if (one.kind === frameKinds.refusal) throw told(one);
        yield one;
      }
    } catch (error) {
      throw aborted() ?? (error instanceof Problem ? error : lost(error));
    }
    if (session.destroyed || stream.aborted || stream.rstCode !== http2.constants.NGHTTP2_NO_ERROR)
      throw aborted() ?? lost();
  }

  return {
    agentId,
    zoneId,
    address: socket.remoteAddress ?? "",
    get roundTripMs() {
      return roundTripMs;
    },
    get isOpen() {
      return !session.closed && !session.destroyed;
    },
    open,
    async ask(name, input, signal) {
      await using call = await open(name, input, signal);
      return call.answer;
    },
    close: () => session.destroy(),
    closed,
  };
}

/** Ends our side and waits until the agent has closed what the call held open at the source. */
async function letGo(stream: http2.ClientHttp2Stream, frames: AsyncIterator<Frame>): Promise<void> {
  if (stream.closed || stream.destroyed) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  stream.once("close", resolve);
  stream.end();
  const late = setTimeout(() => stream.close(http2.constants.NGHTTP2_CANCEL), letGoMs);
  // A stream ends only for whoever reads it to its end.
  void drain(frames);
  await promise;
  clearTimeout(late);
}

async function drain(frames: AsyncIterator<Frame>): Promise<void> {
  try {
    while (!(await frames.next()).done);
  } catch {
    // What it would say concerns nobody any more.
  }
}
