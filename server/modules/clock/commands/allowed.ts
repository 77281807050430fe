import type { Call } from "#kernel/call";
import { problem } from "#kernel/problem";
import { locked, refuseClosed } from "../moving.ts";
import { type ClockParts, type Today, todayOf } from "../parts.ts";
import { type Act, maySee, whyNotNow, whyNotYou } from "../powers.ts";
import { problems } from "../problems.ts";
import type { CommitmentRow } from "../store.ts";
import { standingOf } from "../view.ts";

/**
 * The commitment, locked, where this person may do this to it now.
 *
 * @throws Problem clock.commitment-not-found outside the scope, clock.not-yours-to-do and clock.not-now
 *   with the reason, clock.commitment-closed
 */
export async function allowed(
  parts: ClockParts,
  call: Call,
  id: string,
  act: Act,
): Promise<{ row: CommitmentRow; today: Today }> {
  const row = await locked(call, id);
  if (!maySee(call.actor, row)) throw problem(problems["commitment-not-found"], { id });
  const today = await todayOf(parts, call);
  const standing = standingOf(today, row);
  const foreign = whyNotYou(act, call.actor, standing);
  if (foreign)
    throw problem(problems["not-yours-to-do"], { title: row.subjectTitle, why: foreign.zh, whyEn: foreign.en });
  refuseClosed(row);
  const early = whyNotNow(act, standing);
  if (early) throw problem(problems["not-now"], { title: row.subjectTitle, why: early.zh, whyEn: early.en });
  return { row, today };
}
