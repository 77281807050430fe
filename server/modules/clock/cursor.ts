import { z } from "zod";
import { problem } from "#kernel/problem";
import { problems } from "./problems.ts";

const parts = {
  /** Where a page of commitments ended. */
  commitments: z.tuple([z.iso.date(), z.uuid()]),
  /** Where a page of reminders ended. */
  reminders: z.tuple([z.iso.datetime(), z.uuid()]),
} as const;

export const writeCursor = (key: readonly [string, string]): string =>
  Buffer.from(JSON.stringify(key)).toString("base64url");

/** @throws Problem clock.bad-cursor */
export function readCursor(list: keyof typeof parts, cursor: string): [string, string] {
  try {
    return parts[list].parse(JSON.parse(Buffer.from(cursor, "base64url").toString()));
  } catch (cause) {
    throw problem(problems["bad-cursor"], {}, { cause });
  }
}
