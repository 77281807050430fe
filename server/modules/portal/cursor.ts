import { z } from "zod";
import { problem } from "#kernel/problem";
import { type FacePlace, type FaceSort, faceSorts } from "./face-store.ts";
import { problems } from "./problems.ts";

const Written = z.tuple([z.string(), z.string().max(400), z.uuid()]);

/** Where a page ended, opaque to the caller. */
export const writeCursor = (sort: FaceSort, { key, id }: FacePlace): string =>
  Buffer.from(JSON.stringify([sort, key, id])).toString("base64url");

/** @throws Problem portal.bad-cursor for one that was not written for this order */
export function readCursor(sort: FaceSort, cursor: string): FacePlace {
  const read = Written.safeParse(jsonOf(Buffer.from(cursor, "base64url").toString()));
  if (!read.success || read.data[0] !== sort) throw problem(problems["bad-cursor"]);
  const [, key, id] = read.data;
  if (!isKey(sort, key)) throw problem(problems["bad-cursor"]);
  return { key, id };
}

function isKey(sort: FaceSort, key: string): boolean {
  const type = sort === "relevance" ? "bigint" : faceSorts[sort].type;
  switch (type) {
    case "bigint":
      return /^\d{1,15}$/.test(key);
    case "timestamptz":
      return /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})?[+-]\d\d(?::\d\d)?$/.test(key);
    case "uuid":
      return z.uuid().safeParse(key).success;
    case "text":
      return !key.includes("\0");
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
