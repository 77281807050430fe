import type { ChangeValues } from "./change-stream.ts";

/** Columns every message has beside the members of its JSON; without a key of their own rows are known by the first. */
export const messageColumns = { number: "_seq", subject: "_subject", time: "_time" } as const;

/** One message as it was received. */
export interface Message {
  /** Its number in the stream; grows, never repeats within one stream. */
  readonly number: number;
  /** The part of the stream it is numbered in, where a stream has several. */
  readonly lane?: string;
  readonly subject: string;
  readonly at: Date;
  readonly isDelete: boolean;
  readonly body: string;
}

export type ReadMessage =
  | { readonly kind: "row"; readonly isDelete: boolean; readonly values: ChangeValues }
  | { readonly kind: "unreadable"; readonly reason: string };

/**
 * The row a message is: members of a JSON object as text, nested ones as JSON. Numbers are taken from the text as written, so
 * that none of more than 15 digits is rounded.
 */
export function readMessage(message: Message): ReadMessage {
  let found: unknown;
  try {
    found = JSON.parse(message.body, asWritten);
  } catch (error) {
    return { kind: "unreadable", reason: error instanceof Error ? error.message : String(error) };
  }
  if (found === null || typeof found !== "object" || Array.isArray(found))
    return { kind: "unreadable", reason: "不是一个 JSON 对象 / not a JSON object" };
  const values: Record<string, string | null> = {
    [messageColumns.number]: String(message.number),
    [messageColumns.subject]: message.subject,
    [messageColumns.time]: message.at.toISOString(),
  };
  for (const [name, value] of Object.entries(found)) if (name !== "") values[name] = cellOf(value);
  return { kind: "row", isDelete: message.isDelete, values };
}

/** A number too long for a double stays text. */
function asWritten(_name: string, value: unknown, { source }: { source?: string } = {}): unknown {
  if (typeof value !== "number" || source === undefined) return value;
  return String(value) === source ? value : source;
}

function cellOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** `STREAM`, or `STREAM:subject.>` for a part of it. */
export function streamOf(table: string): { readonly stream: string; readonly subject: string | null } {
  const [stream = "", ...rest] = table.split(":");
  const subject = rest.join(":").trim();
  return { stream: stream.trim(), subject: subject === "" ? null : subject };
}
