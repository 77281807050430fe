import { type Level, levelNames } from "#contract/clock";
import { dayOf, remaining } from "#contract/clock-days";
import type { Call } from "#kernel/call";
import { newId } from "#kernel/id";
import type { EscalationRow, ReminderRow } from "./act-store.ts";
import { chineseDay, draftCircular } from "./circular.ts";
import { dutyOfficer } from "./duty.ts";
import type { Step } from "./moving.ts";
import { departmentName, kindName, type Today, waitingName } from "./parts.ts";
import type { CommitmentRow } from "./store.ts";

/** The due day is over: written before anything that only happens to what is overdue. */
export const missStep = (row: CommitmentRow): Step => ({
  kind: "miss",
  reason: `${chineseDay(row.dueOn ?? "")}到期，未办结`,
  change: { state: "missed" },
});

export interface Raise {
  readonly step: Step;
  readonly escalation: EscalationRow;
  readonly reminder: ReminderRow;
}

/** Puts an overdue commitment on a level: the line, the circular as a draft, the officer on duty, a word to who owes. */
export function raise(
  call: Call,
  today: Today,
  row: CommitmentRow,
  { level, reason }: { readonly level: Level; readonly reason: string },
): Raise {
  const due = row.dueOn ?? today.today;
  const overdueDays = Math.max(0, -remaining(today.calendar, due, today.today));
  const officer = dutyOfficer(today.calendar, today.rules.duty, today.today);
  const escalation: EscalationRow = {
    id: newId(call.now),
    commitmentId: row.id,
    level,
    at: call.now,
    byName: call.actor.name,
    overdueDays,
    officerId: officer?.id ?? null,
    officerName: officer?.name ?? null,
    reason,
    circular: draftCircular({
      level,
      overdueDays,
      kind: kindName(today, row.kind).zh,
      title: row.subjectTitle,
      number: row.subjectNumber,
      owedBy: today.departments.get(row.owedBy)?.name ?? row.owedBy,
      owedTo: waitingName(today, row),
      basis: row.basis,
      startedOn: dayOf(row.startedAt),
      dueOn: due,
      today: today.today,
      extendedDays: row.extendedDays,
    }),
    issuedAt: null,
    issuedBy: null,
    issuedText: null,
  };
  const name = levelNames[level].zh;
  return {
    escalation,
    step: {
      kind: "escalate",
      reason,
      change: { level, officerId: officer?.id ?? row.officerId, officerName: officer?.name ?? row.officerName },
      facts: { escalation: escalation.id, level, overdueDays },
    },
    reminder: reminderTo(call, row, {
      kind: "escalation",
      text: `“${row.subjectTitle}”应于${chineseDay(due)}办结，已逾期 ${overdueDays} 个工作日，现予${name}。`,
    }),
  };
}

export function warningText(today: Today, row: CommitmentRow): string {
  const due = row.dueOn ?? today.today;
  const left = remaining(today.calendar, due, today.today);
  const waiting = waitingName(today, row);
  return `${waiting === "" ? "" : `${waiting}在等${departmentName(today, row.owedBy)}：`}“${row.subjectTitle}”应于${chineseDay(due)}办结，剩 ${left} 个工作日。`;
}

/** To whoever has it, else to the whole department. */
export function reminderTo(
  call: Call,
  row: CommitmentRow,
  what: {
    readonly kind: ReminderRow["kind"];
    readonly text: string;
    readonly person?: { id: string; name: string } | null;
  },
): ReminderRow {
  const assignee = row.assigneeId === null ? null : { id: row.assigneeId, name: row.assigneeName ?? row.assigneeId };
  const person = what.person ?? assignee;
  return {
    id: newId(call.now),
    commitmentId: row.id,
    at: call.now,
    kind: what.kind,
    byName: call.actor.name,
    toDepartment: row.owedBy,
    toPersonId: person?.id ?? null,
    toPersonName: person?.name ?? null,
    text: what.text,
    seenAt: null,
    seenBy: null,
  };
}
