import type { Call } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import type { Progress } from "#kernel/jobs/jobs";
import { moved, timingOf, watchedOf } from "../moving.ts";
import { type ClockParts, type Today, todayOf } from "../parts.ts";
import { nextAt } from "../signals.ts";
import { type CommitmentRow, insertMoves, lockCounting, updateCommitment } from "../store.ts";
import { dueOf } from "../timing.ts";

const batchRows = 500;

/**
 * Reckons every counting commitment again by the calendar and the rules as they are now: after a year was entered, and on
 * the day new rules begin to hold. A due day that moves gets its line with the reason; one that comes to lie ahead again is
 * not overdue any more.
 */
export async function recount(
  parts: Pick<ClockParts, "ground" | "registry">,
  call: Call,
  reason: string,
  report: Progress,
): Promise<{ looked: number; moved: number }> {
  const result = { looked: 0, moved: 0 };
  for (let after: string | null | undefined = null; after !== undefined && !call.signal.aborted;) {
    const from: string | null = after;
    after = await inTransaction(call, async (inner) => {
      const today = await todayOf(parts, inner);
      const rows = await lockCounting(inner.db, from, batchRows);
      for (const row of rows) if (await recountRow(inner, today, row, reason)) result.moved += 1;
      result.looked += rows.length;
      return rows.length === batchRows ? rows.at(-1)?.id : undefined;
    });
    report({
      phase: { zh: "重算期限", en: "Reckoning due days" },
      done: result.looked,
      facts: { moved: result.moved },
    });
  }
  return result;
}

async function recountRow(call: Call, today: Today, row: CommitmentRow, reason: string): Promise<boolean> {
  const timing = timingOf(row);
  const due = dueOf(today.calendar, timing);
  if (due === row.dueOn) {
    const next = nextAt(today.calendar, today.rules, watchedOf(row));
    if (next?.getTime() !== row.nextAt?.getTime())
      await updateCommitment(call.db, row.id, { nextAt: next }, row.version);
    return false;
  }
  const isBack = row.state === "missed" && due !== null && today.today <= due;
  const change = isBack ? { state: "running" as const, level: null } : {};
  const next = moved(call, today, row, { kind: "calendar", reason, timing, change });
  await updateCommitment(call.db, row.id, next.change, next.row.version);
  await insertMoves(call.db, [next.move]);
  return true;
}
