import type { Commitment, CommitmentFilter, Extension, Foresight, Statistics, Subject } from "#contract/clock";
import type { WorkCalendar } from "#contract/clock-days";
import type { Page } from "#contract/page";
import type { Bilingual } from "#contract/text";
import type { Call } from "#kernel/call";
import type { Route } from "#kernel/http/route";

/**
 * Kinds with limits of Order 809 that are shipped: `catalog-update` (art. 17), `catalog-review` (art. 17),
 * `answer-unconditional` (art. 21), `answer-conditional` (art. 21), `supply` (art. 22), `correction` (art. 26); and kinds
 * whose day is agreed: `order` (调度令), `demand` (需求对接), `dispute` (争议协调), `rectification` (限期整改), `disposal` (数据处置).
 * More are rows of `clock.kind`.
 */
export interface NewCommitment {
  readonly kind: string;
  readonly subject: Omit<Subject, "number"> & { readonly number?: string };
  /** Department that promises. */
  readonly owedBy: string;
  /** Department that waits; null where people or nobody in particular wait, then `owedToName` says who. */
  readonly owedTo: string | null;
  readonly owedToName?: string;
  /** In words; the limit's own basis unless said. Required for agreed kinds. */
  readonly basis?: string;
  /** When what sets it running happened; `call.now` unless said, never later. Its day in Shanghai counts. */
  readonly startsAt?: Date;
  /** Only for agreed kinds, one of the two: a limit in working days, or the last day (`YYYY-MM-DD`). */
  readonly workingDays?: number;
  readonly dueOn?: string;
  /** Only for agreed kinds: working days it may be extended by. None unless said. */
  readonly maxExtension?: number;
}

/**
 * One clock for every promise. All changing calls run in the transaction of the caller (open one; a call outside opens its
 * own) and leave no ledger entry: the caller records the act they belong to. What the clock does by itself it records
 * itself. Each call locks its commitment, so ten at once are one after another; a repeated `meet` or `drop` changes
 * nothing. Nobody is asked for a scope here: the caller has decided who may.
 *
 * Every call throws Problem `clock.commitment-not-found` for an unknown id, and `clock.commitment-closed` where the
 * commitment has ended.
 */
export interface Clock {
  readonly routes: readonly Route[];
  /** Seeds the calendar. Before `jobs.open`. */
  open(call: Call): Promise<void>;
  /** Sets the tick on its schedule. After `jobs.open`. */
  startTimers(): Promise<void>;

  /**
   * @throws Problem clock.kind-unknown, clock.no-limit (none in force on that day), clock.agreement-missing,
   *   clock.start-in-future
   */
  start(call: Call, commitment: NewCommitment): Promise<Commitment>;
  /** The clock stands still from the end of today on. @throws Problem clock.already-overdue, clock.wrong-state */
  pause(call: Call, id: string, reason: string): Promise<Commitment>;
  /** It goes on tomorrow with the days that were left. @throws Problem clock.wrong-state unless paused */
  resume(call: Call, id: string, reason: string): Promise<Commitment>;
  /**
   * Papers were supplemented: the rules in force say whether the whole limit counts anew from tomorrow (default) or the
   * clock goes on with the days that were left. @throws Problem clock.wrong-state unless paused
   */
  restart(call: Call, id: string, reason: string): Promise<Commitment>;
  /**
   * More working days, agreed elsewhere; `agreedBy` names who agreed and stands in the story.
   *
   * @throws Problem clock.extension-too-long, clock.consent-needed (the limit wants consent and `agreedBy` is empty),
   *   clock.already-overdue
   */
  extend(
    call: Call,
    id: string,
    extension: { readonly workingDays: number; readonly reason: string; readonly agreedBy: string | null },
  ): Promise<Commitment>;
  /**
   * Asks the bureau; the answer comes as event `clock.extension-decided`. One at a time.
   *
   * @throws Problem clock.extension-too-long, clock.extension-waiting, clock.already-overdue
   */
  askExtension(
    call: Call,
    id: string,
    extension: { readonly workingDays: number; readonly reason: string },
  ): Promise<Extension>;
  /**
   * The bureau's decision, also through `POST /api/clock/extensions/{id}/decision`. Sends `clock.extension-decided`.
   *
   * @throws Problem clock.extension-not-found, clock.extension-decided-already, clock.extension-too-long
   */
  decideExtension(
    call: Call,
    extensionId: string,
    decision: { readonly grantedDays: number | null; readonly note: string },
  ): Promise<Extension>;
  /**
   * What was promised has been done, `at` (now unless said; never in the future), proved by `evidence` (ledger entry, id,
   * sentence). In time or late is decided by `at` alone, so news that comes late does no harm.
   */
  meet(call: Call, id: string, done: { readonly evidence: string; readonly at?: Date }): Promise<Commitment>;
  /** It is no longer owed: withdrawn, started by mistake. */
  drop(call: Call, id: string, reason: string): Promise<Commitment>;

  /** Every commitment about a subject, oldest first, whoever asks. */
  commitmentsOf(call: Call, subject: { readonly module: string; readonly id: string }): Promise<Commitment[]>;
  /** The same for many subjects of one module: by subject id. */
  commitmentsOfMany(
    call: Call,
    module: string,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, readonly Commitment[]>>;
  /** @throws Problem clock.commitment-not-found; whoever asks */
  commitment(call: Call, id: string): Promise<Commitment>;
  /** What the actor may see, as `GET /api/clock/commitments`. */
  pending(
    call: Call,
    filter: CommitmentFilter & { readonly limit: number; readonly cursor?: string | undefined },
  ): Promise<Page<Commitment>>;
  /** When something asked now would be due. */
  foresee(
    call: Call,
    question: { readonly kind: string; readonly owedBy: string; readonly on?: string },
  ): Promise<Foresight>;
  statistics(
    call: Call,
    period: { readonly from: string; readonly to: string; readonly department?: string; readonly kind?: string },
  ): Promise<Statistics>;
  /** The calendar for own reckoning with the functions of `contract/clock-days.ts`. */
  calendar(call: Call): Promise<WorkCalendar>;
  /** From October on, where next year's holiday arrangement is missing; null where all is well. For status and doctor. */
  calendarWarning(call: Call): Promise<Bilingual | null>;
  /**
   * Does what has come due by `call.now`: warns, marks overdue, escalates. The hub does it every minute; tests call it with
   * a time of their own. Exactly once, however many do it at a time.
   */
  tick(call: Call): Promise<{ readonly warned: number; readonly missed: number; readonly escalated: number }>;
}
