import type { Change, ChangeBatch, ChangeValues, UnreadableRecord } from "../readers/change-stream.ts";
import { type Message, messageColumns, readMessage } from "../readers/message-stream.ts";

export interface MessageTerms {
  readonly key: readonly string[];
  /** Every column that rows have, the key too. */
  readonly columns: readonly string[];
  /** When the stream was made: numbers begin again in one that is made anew under its name. */
  readonly made: string;
  readonly position: string;
}

/**
 * Messages as one batch of changes, and the members they had. A message that is no JSON object, or has no key, stands among the
 * rejected rows as it came.
 */
export function batchOf(
  messages: readonly Message[],
  { key, columns, made, position }: MessageTerms,
): { readonly batch: ChangeBatch; readonly members: ReadonlySet<string> } {
  const changes: Change[] = [];
  const unreadable: UnreadableRecord[] = [];
  const members = new Set<string>();
  for (const message of messages) {
    const number = `${made}#${message.lane === undefined ? "" : `${message.lane}-`}${message.number}`;
    const read = readMessage(message);
    const refuse = (reason: string) => unreadable.push({ key: `!${number}`, text: message.body, reason });
    if (read.kind === "unreadable") {
      refuse(read.reason);
      continue;
    }
    const cells: ChangeValues = { ...read.values, [messageColumns.number]: number };
    const missing = key.filter((column) => (cells[column] ?? "") === "");
    if (missing.length > 0) {
      refuse(`没有主键 ${missing.join("、")} / it has no key`);
      continue;
    }
    const pick = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, cells[name] ?? null]));
    const common = { key: pick(key), oldKey: null, position, committedAt: message.at };
    changes.push(
      read.isDelete ? { ...common, op: "delete", values: {} } : { ...common, op: "insert", values: pick(columns) },
    );
    for (const name of Object.keys(read.values)) members.add(name);
  }
  return { batch: { kind: "changes", changes, position, isComplete: true, unreadable }, members };
}
