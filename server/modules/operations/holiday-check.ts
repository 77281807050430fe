import { type Clock, shippedCalendarWarning } from "#clock";
import type { ComponentState } from "#contract/operations";
import type { Bilingual } from "#contract/text";
import type { Call } from "#kernel/call";

/** Whether the clock knows the holidays it will need. */
export async function holidayCheck(clock: Pick<Clock, "calendarWarning">, call: Call): Promise<ComponentState> {
  return stateOf(await clock.calendarWarning(call));
}

/** The same where no hub runs: by the years that are shipped, as nobody can be asked what was entered. */
export const shippedHolidayCheck = async (now: Date): Promise<ComponentState> =>
  stateOf(await shippedCalendarWarning(now));

function stateOf(warning: Bilingual | null): ComponentState {
  const known = { zh: "放假安排已录入", en: "holiday arrangements are entered" };
  return {
    name: "holidays",
    title: { zh: "工作日历", en: "Working-day calendar" },
    state: warning ? "warning" : "good",
    detail: warning ?? known,
    mend: warning
      ? {
          zh: "通知公布后，由数据主管在“放假调休安排”里录入。",
          en: "Have a data officer enter the arrangement under Holidays once it is published.",
        }
      : null,
  };
}
