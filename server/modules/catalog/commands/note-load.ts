import type { Call } from "#kernel/call";
import { problem } from "#kernel/problem";
import type { CatalogDeps } from "../deps.ts";
import { problems } from "../problems.ts";
import { saveFacts } from "../store.ts";

/** A load has put `rowCount` rows into the standard table. The caller records the act. */
export async function noteLoad(
  call: Call,
  { search }: Pick<CatalogDeps, "search">,
  id: string,
  { loadId, rowCount, loadedAt }: { readonly loadId: string; readonly rowCount: number; readonly loadedAt: Date },
): Promise<void> {
  const isKnown = await saveFacts(call.db, id, { loadId, rowCount, loadedAt });
  if (!isKnown) throw problem(problems["resource-not-found"], { key: id });
  await search.noteData(call, id, { hasData: true, loadedAt });
}
