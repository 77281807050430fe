import { type CalendarYear } from "#contract/clock";
import { workCalendar, type YearArrangement } from "#contract/clock-days";
import type { Call } from "#kernel/call";
import { refuseStale } from "#kernel/http/guard";
import { problem } from "#kernel/problem";
import { calendarFaults, tidyDays } from "../calendar.ts";
import { recountJob } from "../job-names.ts";
import type { ClockParts } from "../parts.ts";
import { problems } from "../problems.ts";
import { lockYear, putYear, seedYears, type YearRow } from "../rule-store.ts";
import { packageName, shippedYears } from "../shipped-years.ts";

export function yearView(row: YearRow): CalendarYear {
  const calendar = workCalendar([row]);
  return {
    year: row.year,
    daysOff: row.daysOff,
    workedWeekends: row.workedWeekends,
    source: row.source,
    isSeeded: row.isSeeded,
    workingDays: calendar.workedUpTo(`${row.year}-12-31`) - calendar.workedUpTo(`${row.year - 1}-12-31`),
    version: row.version,
  };
}

/** A year as the notice of the State Council says, or as it was corrected. Open commitments are reckoned anew by a job. */
export async function editCalendarYear(
  parts: ClockParts,
  call: Call,
  edit: YearArrangement & { readonly source: string; readonly version: number | null },
): Promise<CalendarYear> {
  const { year, source, version } = edit;
  const faults = calendarFaults(edit);
  if (faults.length > 0)
    throw problem(problems["calendar-wrong"], {
      year,
      count: faults.length,
      list: faults.map((fault) => fault.zh).join("；"),
      listEn: faults.map((fault) => fault.en).join("; "),
    });
  const known = await lockYear(call.db, year);
  refuseStale(version, known?.version ?? 0);
  const row: YearRow = {
    year,
    source,
    daysOff: tidyDays(edit.daysOff),
    workedWeekends: tidyDays(edit.workedWeekends),
    isSeeded: false,
    version: (known?.version ?? 0) + 1,
    updatedAt: call.now,
  };
  await putYear(call.db, row);
  await startRecount(parts, call, `${year} 年放假安排更新：${source}`);
  parts.ledger.record(call, {
    action: "clock.edit-calendar-year",
    object: { kind: "calendar-year", id: String(year), name: `${year}` },
    owner: call.actor.department,
    facts: { daysOff: row.daysOff, workedWeekends: row.workedWeekends, source },
  });
  return yearView(row);
}

export async function startRecount(parts: Pick<ClockParts, "jobs">, call: Call, reason: string): Promise<void> {
  const title = { zh: `重算未结承诺的期限（${reason}）`, en: "Reckon open commitments anew" };
  await parts.jobs.start(call, recountJob, { reason }, { title, subject: "clock.calendar" });
}

/** Years the package holds and nobody has entered. */
export async function seedCalendar(call: Call): Promise<void> {
  const source = `国务院办公厅关于部分节假日安排的通知（取自开源软件包 ${packageName}）`;
  await seedYears(call.db, await shippedYears(), source, call.now);
}
