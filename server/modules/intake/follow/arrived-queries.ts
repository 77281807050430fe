import { z } from "zod";
import type { ArrivedFile } from "#contract/intake-arrivals";
import type { Page } from "#contract/page";
import type { Call } from "#kernel/call";
import { problem } from "#kernel/problem";
import type { IntakeParts } from "../parts.ts";
import { problems } from "../problems.ts";
import { pageOfArrived } from "./arrived.ts";
import { visibleFollow } from "./views.ts";

const Key = z.object({ takenAt: z.string(), name: z.string() });

export async function listArrivedFiles(
  parts: IntakeParts,
  call: Call,
  id: string,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<Page<ArrivedFile>> {
  await visibleFollow(call, id);
  await using session = await parts.lake.session(call.signal);
  const { rows, total } = await pageOfArrived(session, id, limit + 1, readKey(cursor));
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const key = last && JSON.stringify({ takenAt: last.takenAt, name: last.name });
  return {
    items: page.map(({ mark: _mark, sum: _sum, ...file }) => file),
    next: rows.length > limit && key ? Buffer.from(key).toString("base64url") : null,
    total,
  };
}

function readKey(cursor: string | undefined): z.infer<typeof Key> | undefined {
  if (cursor === undefined) return undefined;
  try {
    return Key.parse(JSON.parse(Buffer.from(cursor, "base64url").toString()));
  } catch (cause) {
    throw problem(problems["bad-cursor"], {}, { cause });
  }
}
