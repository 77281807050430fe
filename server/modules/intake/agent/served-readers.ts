import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import path from "node:path";
import type { ChangeReader, ChangeStream } from "../readers/change-stream.ts";
import type { Prepared } from "../readers/reader.ts";
import type { TableSource } from "../readers/table-source.ts";
import { Ask, type CallName, OpenCapture, OpenSource, Rows, Stream } from "./messages.ts";

/** One call of the hub as the agent sees it. */
export interface ServedCall {
  readonly input: unknown;
  /** Aborted when the hub gives the call up, or the connection is gone. */
  readonly signal: AbortSignal;
  /** Resolves when the hub has no more use for what this call holds open. */
  readonly released: Promise<void>;
  answer(value: unknown): Promise<void>;
  rows(bytes: Buffer): Promise<void>;
  event(value: unknown): Promise<void>;
}

export interface ServedParts {
  openSource(given: OpenSource): Promise<TableSource>;
  openCapture(given: OpenCapture): Promise<ChangeReader>;
  /** Where parts of a table stand for as long as they take to be sent. */
  readonly folder: string;
}

type OpenSource = ReturnType<typeof OpenSource.parse>;
type OpenCapture = ReturnType<typeof OpenCapture.parse>;
type Handler = (call: ServedCall) => Promise<void>;

const tableMethods = ["inspect", "shapeOf", "highWater", "census"] as const;
const captureMethods = ["check", "census", "release"] as const;
const streamMethods = ["acknowledge", "lag"] as const;

/**
 * The connectors of this machine, for one connection to the hub: what the hub opens lives as long as the call that opened it,
 * and so never longer than the connection. The hub reaches sources by these methods only; it sends no statements.
 */
export function createServedReaders(parts: ServedParts): Partial<Record<CallName, Handler>> {
  const sources = new Map<string, TableSource>();
  const captures = new Map<string, ChangeReader>();
  const streams = new Map<string, ChangeStream>();

  const keep = async <One extends AsyncDisposable>(kept: Map<string, One>, one: One, call: ServedCall) => {
    await using _one = one;
    const id = randomUUID();
    kept.set(id, one);
    try {
      await call.answer({ id });
      await call.released;
    } finally {
      kept.delete(id);
    }
  };

  const sendTable = async (call: ServedCall, prepared: Prepared, position: string | null) => {
    await call.answer({ columns: prepared.columns, notices: prepared.notices, position });
    if (prepared.parts) {
      for await (const { file } of prepared.parts.files) await sendFile(call, file);
      await call.answer({ rowCount: prepared.parts.rowCount() });
    } else {
      await sendFile(call, prepared.file);
      await call.answer({ rowCount: prepared.rowCount ?? 0 });
    }
  };

  return {
    open: async (call) => keep(sources, await parts.openSource(OpenSource.parse(call.input)), call),
    "open-capture": async (call) => keep(captures, await parts.openCapture(OpenCapture.parse(call.input)), call),

    async ask(call) {
      const { id, method, args } = Ask.parse(call.input);
      await call.answer(await askOne({ sources, captures, streams }, id, method, args, call.signal));
    },

    async hold(call) {
      await using _moment = await found(sources, Rows.pick({ id: true }).parse(call.input).id).hold();
      await call.answer({});
      await call.released;
    },

    async rows(call) {
      const { id, options } = Rows.parse(call.input);
      await using folder = await ownFolder(parts.folder);
      const given = { ...options, folder: folder.path, signal: call.signal };
      await sendTable(call, await found(sources, id).prepare(given), null);
    },

    async snapshot(call) {
      const { id, options } = Rows.parse(call.input);
      await using folder = await ownFolder(parts.folder);
      const given = { ...options, folder: folder.path, signal: call.signal };
      await using snapshot = await found(captures, id).snapshot(given);
      await sendTable(call, snapshot.prepared, snapshot.position);
      await call.released;
    },

    async stream(call) {
      const { id, options } = Stream.parse(call.input);
      await using stream = await found(captures, id).stream({ ...options, signal: call.signal });
      const own = randomUUID();
      streams.set(own, stream);
      try {
        await call.answer({ id: own });
        for await (const event of stream) {
          if (call.signal.aborted) return;
          await call.event(event);
        }
      } finally {
        streams.delete(own);
      }
    },
  };
}

interface Kept {
  readonly sources: Map<string, TableSource>;
  readonly captures: Map<string, ChangeReader>;
  readonly streams: Map<string, ChangeStream>;
}

async function askOne(
  { sources, captures, streams }: Kept,
  id: string,
  method: string,
  args: readonly unknown[],
  signal: AbortSignal,
): Promise<unknown> {
  const given = [...args] as never[];
  const source = sources.get(id);
  const capture = captures.get(id);
  const stream = streams.get(id);
  const table = tableMethods.find((name) => name === method);
  if (source && table) return (source[table] as (...rest: never[]) => Promise<unknown>)(...given);
  const change = captureMethods.find((name) => name === method);
  if (capture && change) {
    const withSignal = change === "census" ? [...given, signal as never] : given;
    return (capture[change] as (...rest: never[]) => Promise<unknown>)(...withSignal);
  }
  const flow = streamMethods.find((name) => name === method);
  if (stream && flow) return (stream[flow] as (...rest: never[]) => Promise<unknown>)(...given);
  throw new Error(`Nothing is open that could be asked for ${method}.`);
}

function found<One>(kept: Map<string, One>, id: string): One {
  const one = kept.get(id);
  if (!one) throw new Error("What the hub asks for is no longer open.");
  return one;
}

async function sendFile(call: ServedCall, file: string): Promise<void> {
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 18, signal: call.signal }))
    await call.rows(chunk as Buffer);
  await rm(file, { force: true });
}

async function ownFolder(parent: string): Promise<AsyncDisposable & { readonly path: string }> {
  const folder = await mkdtemp(path.join(parent, "rows-"));
  return { path: folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}
