import { commitmentStateNames, type MoveKind } from "#contract/clock";
import { dayOf } from "#contract/clock-days";
import type { Call } from "#kernel/call";
import { problem } from "#kernel/problem";
import type { Today } from "./parts.ts";
import { problems } from "./problems.ts";
import { nextAt, type Watched } from "./signals.ts";
import {
  type Change,
  type CommitmentRow,
  insertMoves,
  lockCommitment,
  type MoveRow,
  updateCommitment,
} from "./store.ts";
import { dueOf, type Timing } from "./timing.ts";

/** One thing that happens to a commitment: what it changes and the line that tells of it, never one without the other. */
export interface Step {
  readonly kind: MoveKind;
  readonly reason: string;
  /** Where the reckoning changes; the due day follows from it alone. */
  readonly timing?: Timing;
  readonly change?: Omit<Change, keyof Timing | "dueOn" | "nextAt">;
  readonly facts?: Record<string, unknown>;
}

export interface Moved {
  readonly row: CommitmentRow;
  readonly change: Change;
  readonly move: MoveRow;
}

export const timingOf = (row: CommitmentRow): Timing => ({
  runFrom: row.runFrom,
  runDays: row.runDays,
  usedBefore: row.usedBefore,
  countsFirst: row.countsFirst,
  agreedOn: row.agreedOn,
  pausedOn: row.pausedOn,
});

export const watchedOf = (row: CommitmentRow): Watched => ({
  state: row.state,
  level: row.level,
  timing: timingOf(row),
  workingDays: row.workingDays,
  dueOn: row.dueOn,
  isWarned: row.warnedAt !== null,
});

export function moved(call: Call, { calendar, rules }: Today, row: CommitmentRow, step: Step): Moved {
  const dueAt = step.timing ? dueOf(calendar, step.timing) : row.dueOn;
  const change: Change = { ...step.change, ...step.timing, dueOn: dueAt };
  const next = { ...row, ...change, version: row.version + 1 };
  change.nextAt = nextAt(calendar, rules, watchedOf(next));
  const { actor } = call;
  return {
    row: { ...next, nextAt: change.nextAt },
    change,
    move: {
      commitmentId: row.id,
      number: next.version,
      at: call.now,
      kind: step.kind,
      reason: step.reason,
      actorId: actor.id,
      actorName: actor.name,
      department: actor.department,
      dueBefore: row.dueOn,
      dueAfter: dueAt,
      facts: step.facts ?? {},
    },
  };
}

/** Does it and writes it down. The caller holds the row's lock. */
export async function perform(call: Call, today: Today, row: CommitmentRow, step: Step): Promise<CommitmentRow> {
  const next = moved(call, today, row, step);
  await updateCommitment(call.db, row.id, next.change, next.row.version);
  await insertMoves(call.db, [next.move]);
  return next.row;
}

/** @throws Problem clock.commitment-not-found */
export async function locked(call: Call, id: string): Promise<CommitmentRow> {
  const row = await lockCommitment(call.db, id);
  if (!row) throw problem(problems["commitment-not-found"], { id });
  return row;
}

/** @throws Problem clock.commitment-closed */
export function refuseClosed(row: CommitmentRow): void {
  if (row.endedAt === null) return;
  const name = commitmentStateNames[row.state];
  throw problem(problems["commitment-closed"], {
    title: row.subjectTitle,
    on: dayOf(row.endedAt),
    state: name.zh,
    stateEn: name.en,
  });
}

/** @throws Problem clock.wrong-state */
export function refuseUnless(row: CommitmentRow, state: CommitmentRow["state"], act: { zh: string; en: string }): void {
  if (row.state === state) return;
  const name = commitmentStateNames[row.state];
  throw problem(problems["wrong-state"], {
    title: row.subjectTitle,
    state: name.zh,
    stateEn: name.en,
    act: act.zh,
    actEn: act.en,
  });
}

/** @throws Problem clock.already-overdue, also in the minute before the clock itself has noticed */
export function refuseOverdue(row: CommitmentRow, today: string, act: { zh: string; en: string }): void {
  if (row.dueOn === null || today <= row.dueOn) return;
  throw problem(problems["already-overdue"], { title: row.subjectTitle, due: row.dueOn, act: act.zh, actEn: act.en });
}
