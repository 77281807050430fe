import type { Call } from "#kernel/call";
import { problem } from "#kernel/problem";
import { problems } from "../problems.ts";
import { saveFacts } from "../store.ts";

/** A check has scored the data, 0 to 100. The caller records the act. */
export async function noteCheck(
  call: Call,
  id: string,
  { score, checkedAt }: { readonly score: number; readonly checkedAt: Date },
): Promise<void> {
  const isKnown = await saveFacts(call.db, id, { score, checkedAt });
  if (!isKnown) throw problem(problems["resource-not-found"], { key: id });
}
