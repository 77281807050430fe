import {
  type Calendar,
  type Foresight,
  type Kind,
  type Limit,
  type Person,
  Rules,
  type RuleSet,
  type Statistics,
} from "#contract/clock";
import { addDays, dayOf, dueOn, instantOf } from "#contract/clock-days";
import type { Call } from "#kernel/call";
import { problem } from "#kernel/problem";
import { missingYear } from "./calendar.ts";
import { yearView } from "./commands/keep-calendar.ts";
import { limitView, mayAddLimits } from "./commands/keep-limits.ts";
import { limitOf } from "./commands/start-commitment.ts";
import { dutyOfficer } from "./duty.ts";
import { isInForce } from "./limits.ts";
import { type ClockParts, departmentName, kindName, todayOf } from "./parts.ts";
import { problems } from "./problems.ts";
import { kinds, limits, type RuleSetRow, ruleSets, years } from "./rule-store.ts";
import { statistics } from "./statistics-store.ts";

const isOfficer = ({ actor }: Call): boolean => actor.roles.includes("data-officer");

export async function getCalendar(parts: ClockParts, call: Call): Promise<Calendar> {
  const rows = await years(call.db);
  const today = dayOf(call.now);
  const { calendar } = await parts.ground.read(call.db, today);
  return {
    years: rows.map(yearView),
    warning: missingYear(calendar, today),
    may: { edit: isOfficer(call) },
  };
}

export const listKinds = async (call: Call): Promise<{ items: Kind[] }> => ({ items: await kinds(call.db) });

export async function listLimits(
  parts: ClockParts,
  call: Call,
  { kind, on }: { kind?: string | undefined; on?: string | undefined },
): Promise<{ items: Limit[]; may: { add: boolean } }> {
  const today = await todayOf(parts, call);
  const rows = (await limits(call.db, kind)).filter((row) => on === undefined || isInForce(row, on));
  return { items: rows.map((row) => limitView(today, call, row)), may: { add: mayAddLimits(call) } };
}

const ruleSetView = (row: RuleSetRow): RuleSet => ({
  version: row.version,
  effectiveOn: row.effectiveOn,
  rules: Rules.parse(row.rules),
  source: row.source,
  by: row.byName,
  at: row.at.toISOString(),
});

export async function getRules(
  parts: ClockParts,
  call: Call,
): Promise<{ current: RuleSet; sets: RuleSet[]; version: number; onDuty: Person | null; may: { edit: boolean } }> {
  const { today, calendar, rules } = await todayOf(parts, call);
  const sets = (await ruleSets(call.db)).map(ruleSetView);
  const inEffect = sets
    .filter((set) => set.effectiveOn <= today)
    .toSorted((a, b) =>
      a.effectiveOn === b.effectiveOn ? b.version - a.version : a.effectiveOn < b.effectiveOn ? 1 : -1,
    );
  const [current] = inEffect;
  if (!current) throw new Error("No rules of the clock hold today.");
  return {
    current,
    sets,
    version: sets[0]?.version ?? 0,
    onDuty: dutyOfficer(calendar, rules.duty, today),
    may: { edit: isOfficer(call) },
  };
}

/** The limit as it would hold if it started on that day. */
export async function foresee(
  parts: ClockParts,
  call: Call,
  { kind, owedBy, on }: { kind: string; owedBy: string; on?: string | undefined },
): Promise<Foresight> {
  const today = await todayOf(parts, call);
  const known = today.kinds.get(kind);
  if (known?.form !== "statutory") throw problem(problems["kind-unknown"], { kind });
  const from = on ?? today.today;
  const { limit } = await limitOf(call, today, known, owedBy, from);
  const due = dueOn(today.calendar, from, limit.workingDays, today.rules.startRule);
  return {
    kind,
    basis: limit.basis,
    workingDays: limit.workingDays,
    dueOn: due,
    isProvisional: !today.calendar.isArranged(due),
  };
}

const longestPeriodDays = 5 * 366;

/** Answers in time by department and kind. Days in Shanghai, both included. */
export async function publicStatistics(
  parts: ClockParts,
  call: Call,
  asked: { from: string; to: string; department?: string | undefined; kind?: string | undefined },
): Promise<Statistics> {
  const { from, to } = asked;
  if (from > to || addDays(from, longestPeriodDays) < to) throw problem(problems["period-wrong"], { from, to });
  const today = await todayOf(parts, call);
  const rows = await statistics(call.db, {
    ...asked,
    from: instantOf(from),
    until: instantOf(addDays(to, 1)),
    to,
    today: today.today,
  });
  return {
    from,
    to,
    asOf: call.now.toISOString(),
    rows: rows.map(({ owedBy, kind, met, metLate, overdue, medianDays, extended }) => {
      const all = met + metLate + overdue;
      return {
        department: owedBy,
        departmentName: departmentName(today, owedBy),
        kind,
        kindName: kindName(today, kind),
        met,
        metLate,
        overdue,
        inTime: all === 0 ? null : Number((met / all).toFixed(4)),
        medianDays,
        extended,
      };
    }),
  };
}
