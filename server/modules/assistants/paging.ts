import { z } from "zod";
import { problem } from "#kernel/problem";
import type { Bilingual } from "#contract/text";
import { problems } from "./problems.ts";

export const pageArguments = {
  limit: z.int().min(1).max(100).default(20),
  cursor: z.string().max(400).optional(),
};
export const pageSays = {
  limit: { zh: "一页最多几条", en: "At most so many on a page" },
  cursor: { zh: "上一页的 next，原样填回", en: "`next` of the page before, as it stands" },
} satisfies Record<string, Bilingual>;

/**
 * A page of a list that the hub answers as a whole. The cursor holds what the list belongs to (a version, a run), so that
 * a page never continues another list.
 *
 * @throws Problem assistants.cursor-outdated
 */
export function pageOfWhole<Item>(
  items: readonly Item[],
  of: string,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
): { readonly page: readonly Item[]; readonly next: string | null } {
  const start = cursor === undefined ? 0 : startOf(cursor, of);
  const end = start + limit;
  return { page: items.slice(start, end), next: end < items.length ? cursorOf(of, end) : null };
}

const cursorOf = (of: string, start: number): string => Buffer.from(`${start} ${of}`).toString("base64url");

function startOf(cursor: string, of: string): number {
  const [, start = "", list] = /^([1-9]\d{0,8}) (.*)$/s.exec(Buffer.from(cursor, "base64url").toString("utf8")) ?? [];
  if (list !== of) throw problem(problems["cursor-outdated"]);
  return Number(start);
}
