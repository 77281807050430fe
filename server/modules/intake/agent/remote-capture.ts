import { z } from "zod";
import { comparePositions } from "../readers/capture.ts";
import type { ChangeEvent, ChangeReader, ChangeStream, Finding, Lag, Snapshot } from "../readers/change-stream.ts";
import type { AgentLine } from "./agent-line.ts";
import { Opened } from "./messages.ts";
import { Census, receive, type RemoteTarget } from "./remote-source.ts";

/** Changes that an agent reads: the same contract, every method a call to the agent. */
export async function openRemoteCapture(line: AgentLine, target: RemoteTarget, name: string): Promise<ChangeReader> {
  const held = await line.open("open-capture", { ...target, name });
  const { id } = Opened.parse(held.answer);
  const ask = (method: string, args: readonly unknown[], signal?: AbortSignal) =>
    line.ask("ask", { id, method, args }, signal);
  return {
    // Both sides are one program: what an agent's reader answers has the reader's own shape.
    check: async (table) => (await ask("check", [table])) as readonly Finding[],
    async snapshot(options): Promise<Snapshot> {
      const call = await line.open("snapshot", { id, options: { table: options.table } }, options.signal);
      const received = await receive(call, options);
      return { ...received, [Symbol.asyncDispose]: () => call[Symbol.asyncDispose]() };
    },
    async stream({ signal, ...options }): Promise<ChangeStream> {
      const call = await line.open("stream", { id, options }, signal);
      const own = Opened.parse(call.answer).id;
      const tell = (method: string, args: readonly unknown[]) => line.ask("ask", { id: own, method, args });
      return {
        async *[Symbol.asyncIterator]() {
          for (let next = await call.frames.next(); !next.done; next = await call.frames.next())
            yield revived(JSON.parse(next.value.body.toString()) as ChangeEvent);
        },
        acknowledge: async (position) => void (await tell("acknowledge", [position])),
        lag: async () => (await tell("lag", [])) as Lag,
        async [Symbol.asyncDispose]() {
          call.cancel();
        },
      };
    },
    census: async (table, columns, signal) =>
      Census.extend({ position: z.string() }).parse(await ask("census", [table, columns], signal)),
    release: async () => void (await ask("release", [])),
    compare: comparePositions(target.kind),
    [Symbol.asyncDispose]: () => held[Symbol.asyncDispose](),
  };
}

/** Moments come as texts. */
function revived(event: ChangeEvent): ChangeEvent {
  if (event.kind !== "changes") return event;
  return {
    ...event,
    changes: event.changes.map((change) => ({ ...change, committedAt: new Date(change.committedAt) })),
  };
}
