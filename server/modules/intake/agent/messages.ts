import { z } from "zod";
import { Connection, databaseKinds } from "#contract/intake";
import { valueKinds } from "#contract/dictionary";

/** What the hub asks of an agent, by the path of the call. */
export const callNames = ["hello", "open", "open-capture", "ask", "hold", "rows", "snapshot", "stream"] as const;
export type CallName = (typeof callNames)[number];

/** The password is empty where the agent holds it itself. */
export const OpenSource = z.object({ kind: z.enum(databaseKinds), connection: Connection, password: z.string() });
export const OpenCapture = OpenSource.extend({ name: z.string() });

export const Ask = z.object({ id: z.string(), method: z.string(), args: z.array(z.unknown()) });

const Since = z.object({ column: z.string(), value: z.string(), overlap: z.number() });
export const Rows = z.object({
  id: z.string(),
  options: z.object({ table: z.string(), limit: z.int().optional(), since: Since.optional() }),
});

export const Stream = z.object({
  id: z.string(),
  options: z.object({
    table: z.string(),
    key: z.array(z.string()),
    position: z.string(),
    batchChanges: z.int(),
    batchMs: z.int(),
  }),
});

export const Opened = z.object({ id: z.string() });
export const Hello = z.object({ program: z.string() });

/** As a source declares it, which may be wider than what an element may be. */
const DeclaredType = z.object({
  kind: z.enum(valueKinds),
  maxLength: z.int().nullable(),
  precision: z.int().nullable(),
  scale: z.int().nullable(),
});

/** What is known of a table before its rows. */
export const Head = z.object({
  columns: z.array(
    z.object({ name: z.string(), heading: z.string(), comment: z.string(), type: DeclaredType.nullable() }),
  ),
  notices: z.array(z.object({ code: z.string(), text: z.object({ zh: z.string(), en: z.string() }) })),
  /** Of a snapshot. */
  position: z.string().nullable(),
});
export const Tail = z.object({ rowCount: z.int() });
