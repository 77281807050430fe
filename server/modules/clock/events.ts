import type { Level, Person } from "#contract/clock";
import { eventType } from "#kernel/jobs/events";

/** What every piece of news about a commitment says. Times are ISO 8601, days `YYYY-MM-DD`. */
export interface CommitmentNews {
  readonly commitmentId: string;
  readonly kind: string;
  readonly subject: {
    readonly module: string;
    readonly id: string;
    readonly title: string;
    readonly number: string;
    readonly href: string;
  };
  readonly owedBy: string;
  readonly owedTo: string | null;
  readonly assignee: Person | null;
  readonly dueOn: string | null;
  readonly at: string;
}

/** The warning share of the limit is used up (80 % unless the rules say otherwise). Once per run of the clock. */
export const clockWarned = eventType<CommitmentNews & { readonly remainingDays: number }>("clock.warned");

/** The due day is over and nothing was done. */
export const clockOverdue = eventType<CommitmentNews>("clock.overdue");

/** By the ladder (`by` null) or by a person. */
export const clockEscalated = eventType<
  CommitmentNews & {
    readonly escalationId: string;
    readonly level: Level;
    readonly overdueDays: number;
    readonly officer: Person | null;
    readonly by: string | null;
  }
>("clock.escalated");

/** Somebody, not the clock itself, reminded whoever owes. */
export const clockReminded = eventType<
  CommitmentNews & {
    readonly reminderId: string;
    readonly to: Person | null;
    readonly text: string;
    readonly by: string;
  }
>("clock.reminded");

/** The owing department asks the bureau for more time. */
export const clockExtensionAsked = eventType<
  CommitmentNews & { readonly extensionId: string; readonly workingDays: number; readonly reason: string }
>("clock.extension-asked");

/** The bureau has decided; whoever waits must be told (Order 809 art. 21). `dueOn` is the new one where granted. */
export const clockExtensionDecided = eventType<
  CommitmentNews & { readonly extensionId: string; readonly grantedDays: number | null; readonly note: string }
>("clock.extension-decided");

/** A circular was signed and issued. */
export const clockCircularIssued = eventType<
  CommitmentNews & { readonly escalationId: string; readonly level: Level; readonly text: string }
>("clock.circular-issued");
