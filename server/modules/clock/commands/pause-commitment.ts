import type { Commitment } from "#contract/clock";
import type { Call } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import { locked, perform, refuseClosed, refuseOverdue, refuseUnless, type Step, timingOf } from "../moving.ts";
import { type ClockParts, type Today, todayOf } from "../parts.ts";
import type { CommitmentRow } from "../store.ts";
import { paused, restarted, resumed } from "../timing.ts";
import { commitmentView } from "../view.ts";

const pausing = { zh: "暂停计时", en: "paused" };
const resuming = { zh: "恢复计时", en: "resumed" };

/** Changes one open commitment by a step that looks at nothing but the row and the day. */
async function change(
  parts: ClockParts,
  call: Call,
  id: string,
  step: (row: CommitmentRow, today: Today) => Step,
): Promise<Commitment> {
  return inTransaction(call, async (inner) => {
    const row = await locked(inner, id);
    refuseClosed(row);
    const today = await todayOf(parts, inner);
    return commitmentView(today, inner.actor, await perform(inner, today, row, step(row, today)));
  });
}

/** The day of the pause still counts. */
export const pauseCommitment = (parts: ClockParts, call: Call, id: string, reason: string): Promise<Commitment> =>
  change(parts, call, id, (row, { calendar, today }) => {
    refuseOverdue(row, today, pausing);
    refuseUnless(row, "running", pausing);
    return { kind: "pause", reason, change: { state: "paused" }, timing: paused(calendar, timingOf(row), today) };
  });

export const resumeCommitment = (parts: ClockParts, call: Call, id: string, reason: string): Promise<Commitment> =>
  change(parts, call, id, (row, { today }) => {
    refuseUnless(row, "paused", resuming);
    return { kind: "resume", reason, change: { state: "running" }, timing: resumed(timingOf(row), today) };
  });

/**
 * Papers were supplemented. What the clock does meanwhile is not settled by Order 809; the rule chosen here (default:
 * counting anew, as in 政府信息公开条例 art. 30) holds as it stands on that day.
 */
export const restartCommitment = (parts: ClockParts, call: Call, id: string, reason: string): Promise<Commitment> =>
  change(parts, call, id, (row, { today, rules }) => {
    refuseUnless(row, "paused", resuming);
    if (rules.supplementRule === "resume")
      return { kind: "resume", reason, change: { state: "running" }, timing: resumed(timingOf(row), today) };
    return {
      kind: "restart",
      reason,
      change: { state: "running", warnedAt: null },
      timing: restarted(timingOf(row), today, row.workingDays),
    };
  });
