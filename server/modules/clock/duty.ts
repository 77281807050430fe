import type { Person, Rules } from "#contract/clock";
import { remaining, type WorkCalendar, workingDayAfter } from "#contract/clock-days";

const dayMs = 86_400_000;

/**
 * Who is on duty: the people in turn, each for a working day or a calendar week from `startsOn` on. On a day off whoever
 * has the next working day. Null before the first turn and where nobody is named.
 */
export function dutyOfficer(calendar: WorkCalendar, duty: Rules["duty"], day: string): Person | null {
  if (!duty || duty.people.length === 0 || day < duty.startsOn) return null;
  const turn =
    duty.turn === "daily"
      ? remaining(calendar, workingDayAfter(calendar, day, 0), workingDayAfter(calendar, duty.startsOn, 0))
      : Math.floor((Date.parse(day) - Date.parse(duty.startsOn)) / (7 * dayMs));
  return duty.people[turn % duty.people.length] ?? null;
}
