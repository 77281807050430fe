import { type Kind, Rules } from "#contract/clock";
import { dayOf, type WorkCalendar } from "#contract/clock-days";
import type { Identity } from "#identity";
import type { Call } from "#kernel/call";
import type { Events } from "#kernel/jobs/events";
import type { Jobs } from "#kernel/jobs/jobs";
import type { Ledger } from "#ledger";
import type { DepartmentCore, Registry } from "#registry";
import type { CalendarCache } from "./calendar.ts";
import { kinds, ruleSetOn } from "./rule-store.ts";

/** What the commands and queries of this module work with; made once by `createClock`. */
export interface ClockParts {
  readonly ledger: Ledger;
  readonly identity: Pick<Identity, "people">;
  readonly registry: Pick<Registry, "departments">;
  readonly events: Events;
  readonly jobs: Jobs;
  readonly calendars: CalendarCache;
}

/** What every decision needs: which day it is, which days are worked, which rules hold today; and what things are called. */
export interface Today {
  readonly today: string;
  readonly calendar: WorkCalendar;
  readonly rules: Rules;
  readonly kinds: ReadonlyMap<string, Kind>;
  readonly departments: ReadonlyMap<string, DepartmentCore>;
}

export async function todayOf(parts: ClockParts, call: Call): Promise<Today> {
  const today = dayOf(call.now);
  // One after the other: inside a transaction they share one connection anyway.
  const calendar = await parts.calendars.read(call.db);
  const rules = await rulesOn(call, today);
  const known = await kinds(call.db);
  const departments = await parts.registry.departments(call);
  return { today, calendar, rules, departments, kinds: new Map(known.map((kind) => [kind.code, kind])) };
}

export async function rulesOn(call: Call, day: string): Promise<Rules> {
  const row = await ruleSetOn(call.db, day);
  if (!row) throw new Error(`No rules of the clock hold on ${day}.`);
  return Rules.parse(row.rules);
}

/** The short name people use; the code where the department is not registered here. */
export const departmentName = ({ departments }: Pick<Today, "departments">, code: string): string =>
  departments.get(code)?.shortName ?? code;

export const waitingName = (
  today: Pick<Today, "departments">,
  { owedTo, owedToName }: { readonly owedTo: string | null; readonly owedToName: string },
): string => (owedToName !== "" || owedTo === null ? owedToName : departmentName(today, owedTo));

export const kindName = ({ kinds: known }: Pick<Today, "kinds">, code: string): Kind["name"] =>
  known.get(code)?.name ?? { zh: code, en: code };
