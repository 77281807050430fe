import type { Colour, CommitmentState, Level, Rules } from "#contract/clock";
import { levels } from "#contract/clock";
import { addDays, dayOf, instantOf, remaining, type WorkCalendar, workingDayAfter } from "#contract/clock-days";
import { missedAt, type Timing, warnAt } from "./timing.ts";

/** What the clock looks at when it decides by itself. */
export interface Watched {
  readonly state: CommitmentState;
  readonly level: Level | null;
  readonly timing: Timing;
  readonly workingDays: number;
  readonly dueOn: string | null;
  readonly isWarned: boolean;
}

type Signals = Pick<Rules, "warnShare" | "officeOpens" | "ladder">;

export interface Due {
  readonly warn: boolean;
  readonly miss: boolean;
  readonly escalate: { readonly level: Level; readonly overdueDays: number } | null;
}

/**
 * What must be done by now. Where several moments passed while nobody looked, only what still says something is done: no
 * warning once it is overdue, the highest level at once.
 */
export function decide(calendar: WorkCalendar, rules: Signals, watched: Watched, now: Date): Due {
  const nothing: Due = { warn: false, miss: false, escalate: null };
  if (watched.dueOn === null || (watched.state !== "running" && watched.state !== "missed")) return nothing;
  const miss = watched.state === "running" && now >= missedAt(watched.dueOn);
  if (watched.state === "missed" || miss) return { ...nothing, miss, escalate: rungBy(calendar, rules, watched, now) };
  return { ...nothing, warn: !watched.isWarned && now >= warningOf(calendar, rules, watched) };
}

/** The next moment at which `decide` may answer something; null where only people move it. */
export function nextAt(calendar: WorkCalendar, rules: Signals, watched: Watched): Date | null {
  const { dueOn, state } = watched;
  if (dueOn === null) return null;
  if (state === "running") {
    const missed = missedAt(dueOn);
    const warning = watched.isWarned ? missed : warningOf(calendar, rules, watched);
    return warning < missed ? warning : missed;
  }
  if (state !== "missed") return null;
  const higher = rules.ladder.filter(({ level }) => rank(level) > rank(watched.level));
  const moments = higher.map(({ overdueDays }) => rungAt(calendar, rules, dueOn, overdueDays));
  return moments.toSorted((a, b) => a.getTime() - b.getTime())[0] ?? null;
}

function rungBy(calendar: WorkCalendar, rules: Signals, { dueOn, level }: Watched, now: Date): Due["escalate"] {
  if (dueOn === null) return null;
  const reached = rules.ladder.filter(
    (rung) => rank(rung.level) > rank(level) && now >= rungAt(calendar, rules, dueOn, rung.overdueDays),
  );
  const highest = reached.toSorted((a, b) => rank(b.level) - rank(a.level))[0];
  return highest ? { level: highest.level, overdueDays: -remaining(calendar, dueOn, dayOf(now)) } : null;
}

const rungAt = (calendar: WorkCalendar, rules: Signals, due: string, overdueDays: number): Date =>
  instantOf(workingDayAfter(calendar, due, overdueDays), rules.officeOpens);

const warningOf = (calendar: WorkCalendar, rules: Signals, { timing, workingDays }: Watched): Date =>
  warnAt(calendar, timing, { workingDays, share: rules.warnShare, opens: rules.officeOpens });

/** 0 for none. */
export const rank = (level: Level | null): number => (level === null ? 0 : levels.indexOf(level) + 1);

/** Last due days of each colour as seen on a day; a due day is always a working day, so remaining days and dates agree. */
export interface ColourEdges {
  /** Due before this day: red. */
  readonly today: string;
  /** Due up to this day: orange. */
  readonly orangeTo: string;
  /** Due up to this day: blue; later ones too once warned. */
  readonly blueTo: string;
}

export function colourEdges(
  calendar: WorkCalendar,
  rules: Pick<Rules, "orangeDays" | "blueDays">,
  today: string,
): ColourEdges {
  const to = (days: number) => (days === 0 ? today : workingDayAfter(calendar, today, days));
  const orangeTo = to(rules.orangeDays);
  const blueTo = to(rules.blueDays);
  return { today, orangeTo, blueTo: blueTo < orangeTo ? orangeTo : blueTo };
}

export function colourOf(
  edges: ColourEdges,
  {
    state,
    dueOn,
    isWarned,
  }: { readonly state: CommitmentState; readonly dueOn: string | null; readonly isWarned: boolean },
): Colour {
  if (state === "paused") return "paused";
  if (state !== "running" && state !== "missed") return "none";
  if (dueOn === null || dueOn < edges.today) return "red";
  if (dueOn <= edges.orangeTo) return "orange";
  return isWarned || dueOn <= edges.blueTo ? "blue" : "plain";
}

/** The first day on which a person may escalate: the one after the due day. */
export const escalatesFrom = (due: string): string => addDays(due, 1);
