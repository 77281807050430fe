import {
  type Colour,
  type ColourCounts,
  type Commitment,
  type CommitmentFile,
  type CommitmentFilter,
  type DeskCounts,
  type Person,
  type Reminder,
} from "#contract/clock";
import type { Page } from "#contract/page";
import type { Call } from "#kernel/call";
import { problem } from "#kernel/problem";
import { countReminders, escalationsOf, extensionsOf, pageOfReminders, remindersOf } from "./act-store.ts";
import { readCursor, writeCursor } from "./cursor.ts";
import { countCommitments, countsByColour, type ListFilter, pageOfCommitments } from "./list-store.ts";
import { type ClockParts, departmentName, kindName, type Today, todayOf } from "./parts.ts";
import { maySee, seesAll } from "./powers.ts";
import { problems } from "./problems.ts";
import { colourEdges } from "./signals.ts";
import { type CommitmentRow, findCommitment, movesOf } from "./store.ts";
import { commitmentView, escalationView, extensionView, moveView, reminderView, whyNots } from "./view.ts";

function listFilter(call: Call, today: Today, filter: CommitmentFilter): ListFilter {
  return {
    ...filter,
    scope: seesAll(call.actor) ? "all" : call.actor.departments,
    edges: colourEdges(today.calendar, today.rules, today.today),
    me: call.actor.id,
  };
}

export async function listCommitments(
  parts: ClockParts,
  call: Call,
  { limit, cursor, ...asked }: CommitmentFilter & { limit: number; cursor?: string | undefined },
): Promise<Page<Commitment>> {
  const today = await todayOf(parts, call);
  const filter = listFilter(call, today, asked);
  const [orderOn, id] = cursor === undefined ? [] : readCursor("commitments", cursor);
  const after = orderOn === undefined || id === undefined ? undefined : { orderOn, id };
  const [rows, total] = await Promise.all([
    pageOfCommitments(call.db, filter, limit + 1, after),
    countCommitments(call.db, filter),
  ]);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map((row) => commitmentView(today, call.actor, row)),
    total,
    next: rows.length > limit && last ? writeCursor([last.orderOn, last.id]) : null,
  };
}

const noColours = (): ColourCounts => ({ red: 0, orange: 0, blue: 0, plain: 0, paused: 0 });

export async function deskCounts(
  parts: ClockParts,
  call: Call,
  asked: { department?: string | undefined; kind?: string | undefined },
): Promise<DeskCounts> {
  const today = await todayOf(parts, call);
  const filter = listFilter(call, today, asked);
  const [rows, toDecide, calledIn] = await Promise.all([
    countsByColour(call.db, filter),
    countCommitments(call.db, { ...filter, asksExtension: true }),
    countCommitments(call.db, { ...filter, calledIn: true }),
  ]);
  const sum = (of: readonly { colour: Exclude<Colour, "none">; total: number }[]) => {
    const colours = noColours();
    for (const { colour, total } of of) colours[colour] += total;
    return { colours, open: of.reduce((all, { total }) => all + total, 0) };
  };
  return {
    asOf: call.now.toISOString(),
    ...sum(rows),
    kinds: [...today.kinds.keys()].flatMap((kind) => {
      const own = rows.filter((row) => row.kind === kind);
      return own.length === 0 ? [] : [{ kind, name: kindName(today, kind), ...sum(own) }];
    }),
    departments: [...Map.groupBy(rows, (row) => row.owedBy)].map(([department, own]) => ({
      department,
      name: departmentName(today, department),
      ...sum(own),
    })),
    toDecide,
    calledIn,
  };
}

/** @throws Problem clock.commitment-not-found outside the scope */
async function visible(call: Call, id: string): Promise<CommitmentRow> {
  const row = await findCommitment(call.db, id);
  if (!row || !maySee(call.actor, row)) throw problem(problems["commitment-not-found"], { id });
  return row;
}

export async function getCommitment(parts: ClockParts, call: Call, id: string): Promise<CommitmentFile> {
  const row = await visible(call, id);
  const today = await todayOf(parts, call);
  const [moves, reminders, extensions, escalations] = await Promise.all([
    movesOf(call.db, id),
    remindersOf(call.db, id),
    extensionsOf(call.db, id),
    escalationsOf(call.db, id),
  ]);
  const refusals = [...whyNots(today, call.actor, row)].flatMap(([act, why]) => (why ? [[act, why] as const] : []));
  return {
    ...commitmentView(today, call.actor, row),
    moves: moves.map(moveView),
    reminders: reminders.map(reminderView),
    extensions: extensions.map(extensionView),
    escalations: escalations.map(escalationView),
    whyNot: Object.fromEntries(refusals),
  };
}

/** Colleagues of the owing department; to citizens nothing is assigned. */
export async function listCandidates(parts: ClockParts, call: Call, id: string): Promise<{ items: Person[] }> {
  const row = await visible(call, id);
  const people = await parts.identity.people(call, { department: row.owedBy });
  return { items: people.map(({ id: person, name }) => ({ id: person, name })) };
}

export async function listReminders(
  call: Call,
  { limit, cursor, unseen = false }: { limit: number; cursor?: string | undefined; unseen?: boolean | undefined },
): Promise<Page<Reminder & { title: string; href: string; dueOn: string | null }>> {
  const filter = { person: call.actor.id, department: call.actor.department, unseen };
  const [at, id] = cursor === undefined ? [] : readCursor("reminders", cursor);
  const before = at === undefined || id === undefined ? undefined : { at, id };
  const [rows, total] = await Promise.all([
    pageOfReminders(call.db, filter, limit + 1, before),
    countReminders(call.db, filter),
  ]);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map((row) => ({
      ...reminderView(row),
      title: row.subjectTitle,
      href: row.subjectHref,
      dueOn: row.dueOn,
    })),
    total,
    next: rows.length > limit && last ? writeCursor([last.at.toISOString(), last.id]) : null,
  };
}
