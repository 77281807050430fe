import type { Commitment } from "#contract/clock";
import { dayOf } from "#contract/clock-days";
import type { Call } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import { voidWaiting } from "../act-store.ts";
import { happened } from "../moment.ts";
import { locked, perform, refuseClosed, timingOf } from "../moving.ts";
import { type ClockParts, todayOf } from "../parts.ts";
import { isOverdue, usedOn } from "../timing.ts";
import { commitmentView } from "../view.ts";

/** In time or late is decided by when it was done, not by when the news came. Done twice it is done once. */
export async function meetCommitment(
  parts: ClockParts,
  call: Call,
  id: string,
  done: { readonly evidence: string; readonly at?: Date },
): Promise<Commitment> {
  const at = happened(done.at ?? call.now, call.now);
  return inTransaction(call, async (inner) => {
    const row = await locked(inner, id);
    const today = await todayOf(parts, inner);
    if (row.state === "met" || row.state === "met-late") return commitmentView(today, inner.actor, row);
    refuseClosed(row);
    const isLate = isOverdue(row.dueOn, at);
    const ended = await perform(inner, today, row, {
      kind: "meet",
      reason: done.evidence,
      change: {
        asksExtension: false,
        state: isLate ? "met-late" : "met",
        level: isLate ? row.level : null,
        endedAt: at,
        endedDays: usedOn(today.calendar, timingOf(row), dayOf(at)),
      },
      facts: { at: at.toISOString() },
    });
    if (row.asksExtension) await voidWaiting(inner.db, id);
    return commitmentView(today, inner.actor, ended);
  });
}

export async function dropCommitment(parts: ClockParts, call: Call, id: string, reason: string): Promise<Commitment> {
  return inTransaction(call, async (inner) => {
    const row = await locked(inner, id);
    const today = await todayOf(parts, inner);
    if (row.state === "dropped") return commitmentView(today, inner.actor, row);
    refuseClosed(row);
    const ended = await perform(inner, today, row, {
      kind: "drop",
      reason,
      change: {
        asksExtension: false,
        state: "dropped",
        endedAt: inner.now,
        endedDays: usedOn(today.calendar, timingOf(row), today.today),
        level: row.state === "missed" ? row.level : null,
      },
    });
    if (row.asksExtension) await voidWaiting(inner.db, id);
    return commitmentView(today, inner.actor, ended);
  });
}
