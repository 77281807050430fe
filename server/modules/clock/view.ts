import type { Commitment, Escalation, Extension, Move, Reminder } from "#contract/clock";
import type { Bilingual } from "#contract/text";
import type { Actor } from "#kernel/call";
import type { EscalationRow, ExtensionRow, ReminderRow } from "./act-store.ts";
import { timingOf } from "./moving.ts";
import { departmentName, kindName, type Today, waitingName } from "./parts.ts";
import { type Act, acts, type Standing, whyNot } from "./powers.ts";
import { colourEdges, colourOf } from "./signals.ts";
import type { CommitmentRow, MoveRow } from "./store.ts";
import { leftOn, usedOn } from "./timing.ts";

const person = (id: string | null, name: string | null) => (id === null ? null : { id, name: name ?? id });

export function standingOf(today: Today, row: CommitmentRow): Standing {
  return {
    state: row.state,
    level: row.level,
    owedBy: row.owedBy,
    owedByName: departmentName(today, row.owedBy),
    owedTo: row.owedTo,
    owedToName: waitingName(today, row),
    dueOn: row.dueOn,
    mayExtendDays: row.maxExtension - row.extendedDays,
    asksExtension: row.asksExtension,
    isCalledIn: row.calledInAt !== null,
    today: today.today,
  };
}

export function whyNots(today: Today, actor: Actor, row: CommitmentRow): ReadonlyMap<Act, Bilingual | null> {
  const standing = standingOf(today, row);
  return new Map(acts.map((act) => [act, whyNot(act, actor, standing)]));
}

export function commitmentView(today: Today, actor: Actor, row: CommitmentRow): Commitment {
  const { calendar } = today;
  const timing = timingOf(row);
  const used = row.endedAt === null ? usedOn(calendar, timing, today.today) : (row.endedDays ?? 0);
  const refusals = whyNots(today, actor, row);
  const may = (act: Act) => refusals.get(act) === null;
  return {
    id: row.id,
    kind: row.kind,
    kindName: kindName(today, row.kind),
    subject: {
      module: row.subjectModule,
      id: row.subjectId,
      title: row.subjectTitle,
      number: row.subjectNumber,
      href: row.subjectHref,
    },
    owedBy: row.owedBy,
    owedByName: departmentName(today, row.owedBy),
    owedTo: row.owedTo,
    owedToName: waitingName(today, row),
    basis: row.basis,
    state: row.state,
    colour: colourOf(colourEdges(calendar, today.rules, today.today), {
      state: row.state,
      dueOn: row.dueOn,
      isWarned: row.warnedAt !== null,
    }),
    level: row.level,
    startedAt: row.startedAt.toISOString(),
    dueOn: row.dueOn,
    workingDays: row.agreedOn === null ? row.workingDays : null,
    extendedDays: row.extendedDays,
    mayExtendDays: row.endedAt === null ? row.maxExtension - row.extendedDays : 0,
    usedDays: used,
    remainingDays: row.endedAt === null ? leftOn(calendar, timing, today.today) : null,
    usedShare: row.workingDays === 0 ? 1 : Number((used / row.workingDays).toFixed(4)),
    pausedOn: row.pausedOn,
    isProvisional: row.dueOn !== null && row.endedAt === null && !calendar.isArranged(row.dueOn),
    assignee: person(row.assigneeId, row.assigneeName),
    calledIn:
      row.calledInAt === null
        ? null
        : {
            at: row.calledInAt.toISOString(),
            by: row.calledInBy ?? "",
            officer: person(row.officerId, row.officerName),
          },
    asksExtension: row.asksExtension,
    endedAt: row.endedAt?.toISOString() ?? null,
    version: row.version,
    may: {
      remind: may("remind"),
      assign: may("assign"),
      callIn: may("callIn"),
      escalate: may("escalate"),
      askExtension: may("askExtension"),
      decideExtension: may("decideExtension"),
    },
  };
}

export const moveView = (row: MoveRow): Move => ({
  number: row.number,
  at: row.at.toISOString(),
  kind: row.kind,
  reason: row.reason,
  by: { id: row.actorId, name: row.actorName, department: row.department },
  dueBefore: row.dueBefore,
  dueAfter: row.dueAfter,
  facts: row.facts,
});

export const reminderView = (row: ReminderRow): Reminder => ({
  id: row.id,
  commitment: row.commitmentId,
  at: row.at.toISOString(),
  kind: row.kind,
  by: row.byName,
  to: { department: row.toDepartment, person: person(row.toPersonId, row.toPersonName) },
  text: row.text,
  seen: row.seenAt === null ? null : { at: row.seenAt.toISOString(), by: row.seenBy ?? "" },
});

export const extensionView = (row: ExtensionRow): Extension => ({
  id: row.id,
  state: row.state,
  askedDays: row.askedDays,
  reason: row.reason,
  asked: { at: row.askedAt.toISOString(), by: row.askedByName },
  grantedDays: row.grantedDays,
  decided:
    row.decidedAt === null ? null : { at: row.decidedAt.toISOString(), by: row.decidedByName ?? "", note: row.note },
});

export const escalationView = (row: EscalationRow): Escalation => ({
  id: row.id,
  level: row.level,
  at: row.at.toISOString(),
  by: row.byName,
  overdueDays: row.overdueDays,
  officer: person(row.officerId, row.officerName),
  reason: row.reason,
  circular: row.circular,
  issued:
    row.issuedAt === null
      ? null
      : { at: row.issuedAt.toISOString(), by: row.issuedBy ?? "", text: row.issuedText ?? "" },
});
