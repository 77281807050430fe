import type { Commitment, Kind } from "#contract/clock";
import { dayOf } from "#contract/clock-days";
import { type Call } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import { newId } from "#kernel/id";
import { problem } from "#kernel/problem";
import type { NewCommitment } from "../door.ts";
import { type LimitRow, limitFor, longestExtension } from "../limits.ts";
import { happened } from "../moment.ts";
import { watchedOf } from "../moving.ts";
import { type ClockParts, kindName, type Today, todayOf } from "../parts.ts";
import { problems } from "../problems.ts";
import { limits } from "../rule-store.ts";
import { nextAt } from "../signals.ts";
import { type CommitmentRow, insertCommitment, insertMoves } from "../store.ts";
import { agreedTiming, dueOf, startTiming, type Timing } from "../timing.ts";
import { commitmentView } from "../view.ts";

export async function startCommitment(parts: ClockParts, call: Call, asked: NewCommitment): Promise<Commitment> {
  return inTransaction(call, async (inner) => {
    const today = await todayOf(parts, inner);
    const startedAt = happened(asked.startsAt ?? inner.now, inner.now);
    const terms = await termsOf(inner, today, asked, dayOf(startedAt));
    const row = rowOf(inner, today, asked, startedAt, terms);
    const { orderOn: _generated, ...stored } = row;
    await insertCommitment(inner.db, stored);
    const days = asked.dueOn === undefined ? `自次日起算 ${row.workingDays} 个工作日` : `约定 ${asked.dueOn} 前办结`;
    await insertMoves(inner.db, [
      {
        commitmentId: row.id,
        number: 1,
        at: inner.now,
        kind: "start",
        reason: `依据${row.basis}，${row.countsFirst ? days.replace("次日", "当日") : days}`,
        actorId: inner.actor.id,
        actorName: inner.actor.name,
        department: inner.actor.department,
        dueBefore: null,
        dueAfter: row.dueOn,
        facts: { startedAt: startedAt.toISOString(), workingDays: row.workingDays },
      },
    ]);
    return commitmentView(today, inner.actor, row);
  });
}

/** What a commitment is held to, as it was when it started: later changes of limits do not touch it. */
interface Terms {
  readonly basis: string;
  readonly timing: Timing;
  readonly workingDays: number;
  readonly maxExtension: number;
  readonly needsConsent: boolean;
}

async function termsOf(call: Call, today: Today, asked: NewCommitment, on: string): Promise<Terms> {
  const kind = today.kinds.get(asked.kind);
  if (!kind || kind.form === "extension") throw problem(problems["kind-unknown"], { kind: asked.kind });
  if (kind.form === "agreed") return agreedTerms(today, kind, asked, on);
  const { limit, maxExtension } = await limitOf(call, today, kind, asked.owedBy, on);
  return {
    basis: asked.basis ?? limit.basis,
    timing: startTiming(on, limit.workingDays, today.rules.startRule),
    workingDays: limit.workingDays,
    maxExtension,
    needsConsent: limit.needsConsent,
  };
}

/**
 * The limit that holds where the owing department is.
 *
 * @throws Problem clock.no-limit
 */
export async function limitOf(
  call: Call,
  today: Today,
  kind: Kind,
  owedBy: string,
  on: string,
): Promise<{ limit: LimitRow; maxExtension: number }> {
  const all = await limits(call.db);
  const place = today.departments.get(owedBy)?.division ?? null;
  const limit = limitFor(all, { kind: kind.code, place, day: on });
  if (!limit) throw problem(problems["no-limit"], { kind: kind.name.zh, on });
  const extension = kind.extendedBy === null ? undefined : limitFor(all, { kind: kind.extendedBy, place, day: on });
  return { limit, maxExtension: longestExtension(limit, extension) };
}

function agreedTerms({ calendar, rules }: Today, kind: Kind, asked: NewCommitment, on: string): Terms {
  const { workingDays, dueOn, basis, maxExtension = 0 } = asked;
  const isAgreed = (workingDays === undefined) !== (dueOn === undefined) && (workingDays ?? 1) >= 1;
  if (basis === undefined || basis.trim() === "" || !isAgreed)
    throw problem(problems["agreement-missing"], { kind: kind.name.zh });
  if (dueOn !== undefined && dueOn < on) throw problem(problems["agreed-day-past"], { dueOn, on });
  const timing =
    dueOn === undefined ? startTiming(on, workingDays ?? 1, rules.startRule) : agreedTiming(calendar, on, dueOn);
  return { basis, timing, workingDays: timing.runDays, maxExtension, needsConsent: true };
}

function rowOf(call: Call, today: Today, asked: NewCommitment, startedAt: Date, terms: Terms): CommitmentRow {
  const { subject } = asked;
  const dueAt = dueOf(today.calendar, terms.timing);
  const row: CommitmentRow = {
    id: newId(call.now),
    kind: asked.kind,
    subjectModule: subject.module,
    subjectId: subject.id,
    subjectTitle: subject.title,
    subjectNumber: subject.number ?? "",
    subjectHref: subject.href,
    owedBy: asked.owedBy,
    owedTo: asked.owedTo,
    owedToName: asked.owedToName ?? (asked.owedTo === null ? kindName(today, asked.kind).zh : ""),
    basis: terms.basis,
    needsConsent: terms.needsConsent,
    state: "running",
    level: null,
    startedAt,
    ...terms.timing,
    workingDays: terms.workingDays,
    extendedDays: 0,
    maxExtension: terms.maxExtension,
    dueOn: dueAt,
    orderOn: dueAt ?? "",
    warnedAt: null,
    nextAt: null,
    assigneeId: null,
    assigneeName: null,
    calledInAt: null,
    calledInBy: null,
    officerId: null,
    officerName: null,
    asksExtension: false,
    endedAt: null,
    endedDays: null,
    version: 1,
  };
  return { ...row, nextAt: nextAt(today.calendar, today.rules, watchedOf(row)) };
}
