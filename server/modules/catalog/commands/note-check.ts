import type { Call } from "#kernel/call";
import { problem } from "#kernel/problem";
import type { CatalogDeps } from "../deps.ts";
import { problems } from "../problems.ts";
import { saveFacts } from "../store.ts";

/** A check has scored the data, 0 to 100. The caller records the act. */
export async function noteCheck(
  call: Call,
  { search }: Pick<CatalogDeps, "search">,
  id: string,
  { score, checkedAt }: { readonly score: number; readonly checkedAt: Date },
): Promise<void> {
  const isKnown = await saveFacts(call.db, id, { score, checkedAt });
  if (!isKnown) throw problem(problems["resource-not-found"], { key: id });
  await search.noteData(call, id, { quality: score });
}
