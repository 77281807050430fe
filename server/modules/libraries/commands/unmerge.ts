import type { Call } from "#kernel/call";
import { newId } from "#kernel/id";
import { problem } from "#kernel/problem";
import { type AnswerRow, keepAnswers } from "../answer-store.ts";
import type { LibrariesParts } from "../parts.ts";
import { problems } from "../problems.ts";
import { membersBy, openRecords } from "../records.ts";
import { startRun } from "./start-run.ts";

/**
 * Takes records out of a golden record for good: a standing answer parts each of them from each that stays, and a run is
 * queued that obeys. Among themselves the taken ones are left to the evidence.
 *
 * @throws Problem libraries.record-not-found, libraries.members-wrong
 */
export async function unmerge(
  call: Call,
  parts: LibrariesParts,
  { name, id }: { readonly name: string; readonly id: string },
  { members, reason }: { readonly members: readonly string[]; readonly reason: string },
): Promise<{ answers: number; runId: string; jobId: string }> {
  await using session = await parts.lake.session(call.signal);
  const library = await openRecords(call, session, name);
  const all = (await membersBy(session, library, "record_id", [id])).map((member) => member._record);
  await session.commit();
  if (all.length === 0) throw problem(problems["record-not-found"], { name: library.title.zh });
  const taken = new Set(members);
  const staying = all.filter((one) => !taken.has(one));
  if (staying.length === 0 || ![...taken].every((one) => all.includes(one))) throw problem(problems["members-wrong"]);
  const rows = [...taken].flatMap((one) => staying.map((other) => parting(call, name, one, other, reason)));
  await keepAnswers(call.db, rows);
  const started = await startRun(call, parts, name);
  parts.ledger.record(call, {
    action: "libraries.unmerge",
    object: { kind: "library", id: name, name: library.title.zh },
    owner: null,
    rows: taken.size,
    facts: { record: id, members: [...taken], reason },
  });
  return { answers: rows.length, ...started };
}

const parting = (call: Call, library: string, one: string, other: string, reason: string): AnswerRow => ({
  id: newId(call.now),
  library,
  kind: "unmerge",
  verdict: "different",
  a: one < other ? one : other,
  b: one < other ? other : one,
  reason,
  wasOne: true,
  answeredBy: call.actor.name,
  answeredAt: call.now,
  withdrawnAt: null,
});
