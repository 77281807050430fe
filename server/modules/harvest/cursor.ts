import { z } from "zod";
import { problem } from "#kernel/problem";
import { problems } from "./problems.ts";

/** A number of a run or of a line. @throws Problem harvest.bad-cursor */
export function readNumber(cursor: string): number {
  if (!/^\d{1,9}$/.test(cursor)) throw problem(problems["bad-cursor"]);
  return Number(cursor);
}

/** @throws Problem harvest.bad-cursor */
export function readEntryId(cursor: string): string {
  const id = z.uuid().safeParse(cursor);
  if (!id.success) throw problem(problems["bad-cursor"]);
  return id.data;
}
