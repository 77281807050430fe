import { z } from "zod";
import { problem } from "#kernel/problem";
import { problems } from "./problems.ts";

const Place = z.tuple([z.iso.datetime(), z.uuid()]);

/** Where a page ended: time and id of its last row, opaque to the caller. */
export const cursorOf = (at: Date, id: string): string =>
  Buffer.from(JSON.stringify([at.toISOString(), id])).toString("base64url");

/** @throws Problem libraries.bad-cursor */
export function positionOf(cursor: string | undefined): { at: Date; id: string } | undefined {
  if (cursor === undefined) return undefined;
  const parsed = Place.safeParse(parse(Buffer.from(cursor, "base64url").toString()));
  if (!parsed.success) throw problem(problems["bad-cursor"]);
  return { at: new Date(parsed.data[0]), id: parsed.data[1] };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const PlaceNumber = z.coerce.number().int().min(0);

/** Where a page of a numbered list ended; 0 for the first page. @throws Problem libraries.bad-cursor */
export function numberOf(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  const parsed = PlaceNumber.safeParse(cursor);
  if (!parsed.success) throw problem(problems["bad-cursor"]);
  return parsed.data;
}

/** Where a page of digests ended. @throws Problem libraries.bad-cursor */
export function digestOf(cursor: string | undefined): string {
  if (cursor !== undefined && !/^[0-9a-f]{32}$/.test(cursor)) throw problem(problems["bad-cursor"]);
  return cursor ?? "";
}
