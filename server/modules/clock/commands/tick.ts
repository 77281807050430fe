import { levelNames } from "#contract/clock";
import { remaining } from "#contract/clock-days";
import type { Call } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import { type EscalationRow, insertEscalations, insertReminders, type ReminderRow } from "../act-store.ts";
import { chineseDay } from "../circular.ts";
import { clockEscalated, clockOverdue, clockWarned } from "../events.ts";
import { foldTally } from "../list-store.ts";
import { type Moved, moved, type Step, watchedOf } from "../moving.ts";
import { ledgerObject, newsOf } from "../news.ts";
import { type ClockParts, type Today, todayOf } from "../parts.ts";
import { missStep, raise, reminderTo, warningText } from "../raising.ts";
import { decide, nextAt } from "../signals.ts";
import { type Change, type CommitmentRow, insertMoves, lockDue, updateCommitment } from "../store.ts";

export interface Ticked {
  warned: number;
  missed: number;
  escalated: number;
}

const batchRows = 200;

/**
 * Does what has come due by `call.now`. Rows are locked and those another process is at are skipped, and what was done is
 * part of the same transaction, so each warning, mark and escalation happens once however many tick at a time, and is done
 * by the next tick where one is killed.
 */
export async function tick(parts: ClockParts, call: Call): Promise<Ticked> {
  const total: Ticked = { warned: 0, missed: 0, escalated: 0 };
  for (let count = batchRows; count === batchRows && !call.signal.aborted;) {
    count = await inTransaction(call, async (inner) => {
      const rows = await lockDue(inner.db, inner.now, batchRows);
      if (rows.length > 0) await tickRows(parts, inner, rows, total);
      return rows.length;
    });
  }
  await inTransaction(call, ({ db }) => foldTally(db));
  return total;
}

async function tickRows(parts: ClockParts, call: Call, rows: readonly CommitmentRow[], total: Ticked): Promise<void> {
  const today = await todayOf(parts, call);
  const done = rows.map((row) => tickRow(call, today, row));
  for (const { first, last, change } of done) await updateCommitment(call.db, first.id, change, last.version);
  await insertMoves(
    call.db,
    done.flatMap(({ moves }) => moves.map(({ move }) => move)),
  );
  await insertReminders(
    call.db,
    done.flatMap(({ reminders }) => reminders),
  );
  await insertEscalations(
    call.db,
    done.flatMap(({ escalation }) => escalation ?? []),
  );
  for (const one of done) await tell(parts, call, today, one, total);
}

interface Done {
  readonly first: CommitmentRow;
  readonly last: CommitmentRow;
  readonly change: Change;
  readonly moves: readonly Moved[];
  readonly reminders: readonly ReminderRow[];
  readonly escalation: EscalationRow | null;
}

function tickRow(call: Call, today: Today, first: CommitmentRow): Done {
  const { calendar, rules } = today;
  const due = decide(calendar, rules, watchedOf(first), call.now);
  const moves: Moved[] = [];
  const reminders: ReminderRow[] = [];
  let last = first;
  const take = (step: Step) => {
    const next = moved(call, today, last, step);
    moves.push(next);
    last = next.row;
  };
  if (due.warn) {
    const text = warningText(today, first);
    take({ kind: "warn", reason: text, change: { warnedAt: call.now } });
    reminders.push(reminderTo(call, last, { kind: "warning", text }));
  }
  if (due.miss) {
    take(missStep(first));
    const text = `“${first.subjectTitle}”已于${chineseDay(first.dueOn ?? "")}到期，尚未办结。请尽快办理并说明原因。`;
    reminders.push(reminderTo(call, last, { kind: "overdue", text }));
  }
  let escalation: EscalationRow | null = null;
  if (due.escalate) {
    const { level, overdueDays } = due.escalate;
    const reason = `逾期 ${overdueDays} 个工作日，按督办阶梯升为${levelNames[level].zh}`;
    const raised = raise(call, today, last, { level, reason });
    take(raised.step);
    escalation = raised.escalation;
    reminders.push(raised.reminder);
  }
  // Where nothing was to be done (the rules changed meanwhile) only the next moment is set anew.
  const change = Object.assign({ nextAt: nextAt(calendar, rules, watchedOf(last)) }, ...moves.map((one) => one.change));
  return { first, last, change, moves, reminders, escalation };
}

/** The news, and one ledger entry for each thing the clock did by itself. */
async function tell(parts: ClockParts, call: Call, today: Today, done: Done, total: Ticked): Promise<void> {
  for (const { move, row } of done.moves) {
    const news = newsOf(row, call.now);
    if (move.kind === "warn") {
      total.warned += 1;
      parts.ledger.record(call, { action: "clock.warn", ...ledgerObject(row), facts: { dueOn: row.dueOn } });
      const remainingDays = remaining(today.calendar, row.dueOn ?? today.today, today.today);
      await parts.events.publish(call, clockWarned, { ...news, remainingDays });
    }
    if (move.kind === "miss") {
      total.missed += 1;
      parts.ledger.record(call, { action: "clock.mark-overdue", ...ledgerObject(row), facts: { dueOn: row.dueOn } });
      await parts.events.publish(call, clockOverdue, news);
    }
    if (move.kind === "escalate" && done.escalation) {
      total.escalated += 1;
      const { id, level, overdueDays, officerId, officerName } = done.escalation;
      parts.ledger.record(call, { action: "clock.escalate", ...ledgerObject(row), facts: { level, overdueDays } });
      const officer = officerId === null ? null : { id: officerId, name: officerName ?? officerId };
      await parts.events.publish(call, clockEscalated, {
        ...news,
        escalationId: id,
        level,
        overdueDays,
        officer,
        by: null,
      });
    }
  }
}
