import { z } from "zod";
import { problem } from "#kernel/problem";
import { type SortName, sorts } from "./listing-store.ts";
import { problems } from "./problems.ts";

const Key = z.tuple([z.string()], z.union([z.string(), z.number()]));

/** Where a page ended: the sort and the last row's key, opaque to the caller. */
export const writeCursor = (sort: SortName, key: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify([sort, ...key])).toString("base64url");

/** @throws Problem catalog.bad-cursor for one that was not written for this sort */
export function readCursor(sort: SortName, cursor: string): (string | number)[] {
  const parsed = Key.safeParse(parseJson(Buffer.from(cursor, "base64url").toString()));
  if (!parsed.success) throw problem(problems["bad-cursor"]);
  const [name, ...key] = parsed.data;
  const { keyTypes } = sorts[sort];
  const fits =
    name === sort && key.length === keyTypes.length && key.every((value, index) => isOf(keyTypes[index], value));
  if (!fits) throw problem(problems["bad-cursor"]);
  return key;
}

function isOf(type: string | undefined, value: string | number): boolean {
  if (type === "text") return typeof value === "string" && !value.includes("\0");
  if (type === "timestamptz") return typeof value === "string" && z.iso.datetime().safeParse(value).success;
  return typeof value === "number" && (type === "float8" || Number.isSafeInteger(value));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
