import type { Commitment, Escalation, Level, Reminder } from "#contract/clock";
import { levelNames } from "#contract/clock";
import { dayOf } from "#contract/clock-days";
import type { Call } from "#kernel/call";
import { problem } from "#kernel/problem";
import {
  findReminder,
  insertEscalations,
  insertReminders,
  lockEscalation,
  markIssued,
  markSeen,
} from "../act-store.ts";
import { dutyOfficer } from "../duty.ts";
import { clockCircularIssued, clockEscalated, clockReminded } from "../events.ts";
import { locked, perform } from "../moving.ts";
import { ledgerObject, newsOf } from "../news.ts";
import { type ClockParts, departmentName, type Today, todayOf } from "../parts.ts";
import { maySee } from "../powers.ts";
import { problems } from "../problems.ts";
import { missStep, raise, reminderTo, warningText } from "../raising.ts";
import { rank } from "../signals.ts";
import type { CommitmentRow } from "../store.ts";
import { isOverdue } from "../timing.ts";
import { commitmentView, escalationView, reminderView } from "../view.ts";
import { allowed } from "./allowed.ts";

/** The person named, where they hold a post in the owing department. @throws Problem clock.person-not-found */
async function personAt(parts: ClockParts, call: Call, today: Today, row: CommitmentRow, id: string) {
  const [found] = await parts.identity.people(call, { ids: [id] });
  const isThere = found?.posts.some((post) => post.department === row.owedBy);
  if (!found || !isThere)
    throw problem(problems["person-not-found"], { department: departmentName(today, row.owedBy), person: id });
  return { id: found.id, name: found.name };
}

export async function remind(
  parts: ClockParts,
  call: Call,
  id: string,
  asked: { readonly person: string | null; readonly text: string },
): Promise<Reminder> {
  const { row, today } = await allowed(parts, call, id, "remind");
  const person = asked.person === null ? null : await personAt(parts, call, today, row, asked.person);
  const text = asked.text === "" ? warningText(today, row) : asked.text;
  const reminder = reminderTo(call, row, { kind: "manual", text, person });
  await insertReminders(call.db, [reminder]);
  const next = await perform(call, today, row, { kind: "remind", reason: text, facts: { reminder: reminder.id } });
  parts.ledger.record(call, { action: "clock.remind", ...ledgerObject(row), facts: { reminder: reminder.id } });
  const to = reminder.toPersonId === null ? null : { id: reminder.toPersonId, name: reminder.toPersonName ?? "" };
  const news = { ...newsOf(next, call.now), reminderId: reminder.id, to, text, by: call.actor.name };
  await parts.events.publish(call, clockReminded, news);
  return reminderView(reminder);
}

/** A receipt is given once; giving it again answers the first one. */
export async function acknowledge(parts: ClockParts, call: Call, id: string): Promise<Reminder> {
  const reminder = await findReminder(call.db, id);
  const { actor } = call;
  const isMine =
    reminder &&
    (reminder.toPersonId === null ? reminder.toDepartment === actor.department : reminder.toPersonId === actor.id);
  if (!isMine) throw problem(problems["reminder-not-found"], { id });
  const row = await locked(call, reminder.commitmentId);
  if (reminder.seenAt === null) {
    const today = await todayOf(parts, call);
    await markSeen(call.db, id, call.now, actor.name);
    await perform(call, today, row, { kind: "receipt", reason: `${actor.name}已读提醒`, facts: { reminder: id } });
  }
  parts.ledger.record(call, { action: "clock.acknowledge", ...ledgerObject(row), facts: { reminder: id } });
  return reminderView(reminder.seenAt === null ? { ...reminder, seenAt: call.now, seenBy: actor.name } : reminder);
}

export async function assign(
  parts: ClockParts,
  call: Call,
  id: string,
  asked: { readonly person: string | null; readonly note: string },
): Promise<Commitment> {
  const { row, today } = await allowed(parts, call, id, "assign");
  const person = asked.person === null ? null : await personAt(parts, call, today, row, asked.person);
  const said = person === null ? "取消指定经办人" : `由${person.name}经办`;
  const next = await perform(call, today, row, {
    kind: "assign",
    reason: asked.note === "" ? said : `${said}：${asked.note}`,
    change: { assigneeId: person?.id ?? null, assigneeName: person?.name ?? null },
    facts: { person: person?.id ?? null },
  });
  parts.ledger.record(call, { action: "clock.assign", ...ledgerObject(row), facts: { person: person?.id ?? null } });
  return commitmentView(today, call.actor, next);
}

export async function callIn(parts: ClockParts, call: Call, id: string, reason: string): Promise<Commitment> {
  const { row, today } = await allowed(parts, call, id, "callIn");
  const officer = dutyOfficer(today.calendar, today.rules.duty, today.today);
  const next = await perform(call, today, row, {
    kind: "call-in",
    reason,
    change: {
      calledInAt: call.now,
      calledInBy: call.actor.name,
      officerId: officer?.id ?? null,
      officerName: officer?.name ?? null,
    },
    facts: { officer: officer?.id ?? null },
  });
  parts.ledger.record(call, { action: "clock.call-in", ...ledgerObject(row), facts: { reason } });
  return commitmentView(today, call.actor, next);
}

export async function escalate(
  parts: ClockParts,
  call: Call,
  id: string,
  asked: { readonly level: Level; readonly reason: string },
): Promise<Escalation> {
  const { row: found, today } = await allowed(parts, call, id, "escalate");
  if (found.level !== null && rank(asked.level) <= rank(found.level)) {
    const name = levelNames[found.level];
    throw problem(problems["level-not-higher"], { title: found.subjectTitle, level: name.zh, levelEn: name.en });
  }
  // The minute between midnight and the clock's own mark.
  const isUnmarked = found.state === "running" && isOverdue(found.dueOn, call.now);
  const row = isUnmarked ? await perform(call, today, found, missStep(found)) : found;
  const raised = raise(call, today, row, asked);
  const next = await perform(call, today, row, raised.step);
  await insertEscalations(call.db, [raised.escalation]);
  await insertReminders(call.db, [raised.reminder]);
  const { id: escalationId, level, overdueDays, officerId, officerName } = raised.escalation;
  parts.ledger.record(call, { action: "clock.escalate", ...ledgerObject(row), facts: { level, overdueDays } });
  const officer = officerId === null ? null : { id: officerId, name: officerName ?? officerId };
  const news = { ...newsOf(next, call.now), escalationId, level, overdueDays, officer, by: call.actor.name };
  await parts.events.publish(call, clockEscalated, news);
  return escalationView(raised.escalation);
}

export async function issueCircular(parts: ClockParts, call: Call, id: string, text: string): Promise<Escalation> {
  const escalation = await lockEscalation(call.db, id);
  const row = escalation && (await locked(call, escalation.commitmentId));
  if (!escalation || !row || !maySee(call.actor, row)) throw problem(problems["escalation-not-found"], { id });
  if (escalation.issuedAt !== null)
    throw problem(problems["circular-issued-already"], {
      on: dayOf(escalation.issuedAt),
      by: escalation.issuedBy ?? "",
    });
  const issued = { issuedAt: call.now, issuedBy: call.actor.name, issuedText: text };
  await markIssued(call.db, id, issued);
  const { level } = escalation;
  const next = await perform(call, await todayOf(parts, call), row, {
    kind: "circular",
    reason: `${call.actor.name}签发${levelNames[level].zh}通报`,
    facts: { escalation: id, level },
  });
  parts.ledger.record(call, { action: "clock.issue-circular", ...ledgerObject(row), facts: { escalation: id, level } });
  await parts.events.publish(call, clockCircularIssued, { ...newsOf(next, call.now), escalationId: id, level, text });
  return escalationView({ ...escalation, ...issued });
}
