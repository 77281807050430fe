import { z } from "zod";
import { problem } from "#kernel/problem";
import { problems } from "./problems.ts";

/** Where a page of sources ended; opaque to the caller. */
const SourceKey = z.object({ name: z.string(), id: z.uuid() });
type SourceKey = z.infer<typeof SourceKey>;

export const writeSourceCursor = ({ name, id }: SourceKey): string =>
  Buffer.from(JSON.stringify({ name, id })).toString("base64url");

/** @throws Problem intake.bad-cursor */
export function readSourceCursor(cursor: string | undefined): SourceKey | undefined {
  if (cursor === undefined) return undefined;
  const parsed = SourceKey.safeParse(parseJson(Buffer.from(cursor, "base64url").toString()));
  if (!parsed.success) throw problem(problems["bad-cursor"]);
  return parsed.data;
}

/**
 * Loads and rejected rows are numbered, and a page ends with a number.
 *
 * @throws Problem intake.bad-cursor
 */
export function readNumberCursor(cursor: string | undefined): number | undefined {
  if (cursor === undefined) return undefined;
  if (!/^\d{1,15}$/.test(cursor)) throw problem(problems["bad-cursor"]);
  return Number(cursor);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
