import { z } from "zod";
import type { Connection, DatabaseKind } from "#contract/intake";
import { writtenBy } from "../readers/database-table.ts";
import { paced } from "../readers/pace.ts";
import { dialectFor, type Prepared, type PrepareOptions } from "../readers/reader.ts";
import type { TableShape, TableSource } from "../readers/table-source.ts";
import type { AgentLine, OpenCall } from "./agent-line.ts";
import { Head, Opened, Tail } from "./messages.ts";
import { frameKinds } from "./wire.ts";

export interface RemoteTarget {
  readonly kind: DatabaseKind;
  readonly connection: Connection;
  /** Empty where the agent holds it. */
  readonly password: string;
}

/** A source that an agent reads: the same contract, every method a call to the agent. */
export async function openRemoteSource(line: AgentLine, target: RemoteTarget): Promise<TableSource> {
  const held = await line.open("open", target);
  const { id } = Opened.parse(held.answer);
  const ask = (method: string, ...args: unknown[]) => line.ask("ask", { id, method, args });
  return {
    format: target.kind,
    // Both sides are one program: what an agent's reader answers has the reader's own shape.
    inspect: async () => (await ask("inspect")) as Awaited<ReturnType<TableSource["inspect"]>>,
    prepare: async (options) => {
      const { table, limit, since, signal } = options;
      const call = await line.open("rows", { id, options: { table, limit, since } }, signal);
      return (await receive(call, options)).prepared;
    },
    shapeOf: async (table) => (await ask("shapeOf", table)) as TableShape,
    hold: () => line.open("hold", { id }),
    highWater: async (table, column) =>
      z
        .string()
        .nullable()
        .parse(await ask("highWater", table, column)),
    census: async (table, columns) => Census.parse(await ask("census", table, columns)),
    [Symbol.asyncDispose]: () => held[Symbol.asyncDispose](),
  };
}

export const Census = z.object({ rowCount: z.int(), checksum: z.string() });

/**
 * Rows as they come from the agent: cut into parts here, so that a lake that loads slowly fills neither this machine nor the
 * agent's. The agent's last word is the number of rows; without it the table was cut short.
 */
export async function receive(
  call: OpenCall,
  options: PrepareOptions,
): Promise<{ readonly prepared: Prepared; readonly position: string }> {
  const head = Head.parse(call.answer);
  let tail: { readonly rowCount: number } | null = null;
  async function* bytes(): AsyncGenerator<Buffer> {
    for (let next = await call.frames.next(); !next.done; next = await call.frames.next()) {
      if (next.value.kind === frameKinds.rows) yield next.value.body;
      else {
        tail = Tail.parse(JSON.parse(next.value.body.toString()));
        return;
      }
    }
  }
  const written = await writtenBy(async (take) => {
    try {
      await take(paced(options.pace)(bytes()));
    } catch (error) {
      call.cancel();
      throw error;
    }
    if (!tail) throw new Error("The table came without its end.");
    return tail.rowCount;
  }, options);
  const prepared: Prepared = {
    ...written,
    dialect: dialectFor(head.columns.length),
    columns: head.columns,
    text: null,
    encoding: null,
    damagedCharacters: 0,
    notices: head.notices,
  };
  return { prepared, position: head.position ?? "" };
}
