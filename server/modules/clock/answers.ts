import type { Commitment } from "#contract/clock";
import type { Call } from "#kernel/call";
import { problem } from "#kernel/problem";
import { type ClockParts, todayOf } from "./parts.ts";
import { problems } from "./problems.ts";
import { commitmentsOf, findCommitment } from "./store.ts";
import { commitmentView } from "./view.ts";

/** By subject id, each oldest first; whoever asks. */
export async function commitmentsAbout(
  parts: ClockParts,
  call: Call,
  module: string,
  ids: readonly string[],
): Promise<Map<string, Commitment[]>> {
  const rows = await commitmentsOf(call.db, module, ids);
  const today = await todayOf(parts, call);
  const views = rows.map((row) => commitmentView(today, call.actor, row));
  return Map.groupBy(views, (one) => one.subject.id);
}

/** @throws Problem clock.commitment-not-found */
export async function commitmentById(parts: ClockParts, call: Call, id: string): Promise<Commitment> {
  const row = await findCommitment(call.db, id);
  if (!row) throw problem(problems["commitment-not-found"], { id });
  return commitmentView(await todayOf(parts, call), call.actor, row);
}
