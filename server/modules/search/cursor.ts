import { problem } from "#kernel/problem";
import { problems } from "#kernel/problems";

/** A place in the ranking of one question; between two pages a change may move entries by a place. */
export const writeCursor = (start: number): string => Buffer.from(String(start)).toString("base64url");

/** @throws Problem http.bad-cursor */
export function readCursor(cursor: string): number {
  const start = Number(Buffer.from(cursor, "base64url").toString());
  if (!Number.isInteger(start) || start < 1 || start > 1000) throw problem(problems["bad-cursor"]);
  return start;
}
