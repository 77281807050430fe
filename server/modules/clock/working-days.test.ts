import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  addDays,
  dayOf,
  dueOn,
  instantOf,
  remaining,
  workCalendar,
  workingDayAfter,
  workingDaysBetween,
  type YearArrangement,
} from "#contract/clock-days";

/** 国务院办公厅关于2026年部分节假日安排的通知. */
const of2026: YearArrangement = {
  year: 2026,
  daysOff: [
    "2026-01-01",
    "2026-01-02",
    "2026-01-03",
    ...["15", "16", "17", "18", "19", "20", "21", "22", "23"].map((day) => `2026-02-${day}`),
    "2026-04-04",
    "2026-04-05",
    "2026-04-06",
    ...["1", "2", "3", "4", "5"].map((day) => `2026-05-0${day}`),
    ...["19", "20", "21"].map((day) => `2026-06-${day}`),
    ...["25", "26", "27"].map((day) => `2026-09-${day}`),
    ...["1", "2", "3", "4", "5", "6", "7"].map((day) => `2026-10-0${day}`),
  ],
  workedWeekends: ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"],
};
const calendar = workCalendar([of2026]);

test("ten working days asked for on the Friday before Spring Festival end on Saturday 28 February, a worked weekend", () => {
  // 14 Feb is worked, 15–23 are off, 28 is worked: 14, 24, 25, 26, 27, 28 are the first six.
  assert.equal(dueOn(calendar, "2026-02-13", 6), "2026-02-28");
  assert.equal(dueOn(calendar, "2026-02-13", 10), "2026-03-05");
});

test("one working day asked for on the eve of National Day is due after the holiday", () => {
  assert.equal(dueOn(calendar, "2026-09-30", 1), "2026-10-08");
});

test("twenty working days across Mid-Autumn and National Day count the two worked weekends", () => {
  // From 18 Sep: 20 (Sun, worked), 21–24, 28–30, 8–9 Oct, 10 (Sat, worked), 12–16, 19–22.
  assert.equal(dueOn(calendar, "2026-09-18", 20), "2026-10-22");
});

test("a limit set running on a day off counts from the next working day", () => {
  assert.equal(dueOn(calendar, "2026-10-03", 2), "2026-10-09");
});

test("the comp's promise: papers on 5 March, ten working days, due on the 19th with one day left on the 18th", () => {
  const due = dueOn(calendar, "2026-03-05", 10);
  assert.deepEqual([due, remaining(calendar, due, "2026-03-18")], ["2026-03-19", 1]);
});

test("with the start rule same-day the day of the event is day 1", () => {
  assert.equal(dueOn(calendar, "2026-03-05", 10, "same-day"), "2026-03-18");
});

test("an unpublished year counts weekends and fixed holidays as off, and says so", () => {
  assert.deepEqual(
    [calendar.isWorkingDay("2027-01-01"), calendar.isWorkingDay("2027-02-08"), calendar.isArranged("2027-02-08")],
    [false, true, false],
  );
});

test("days are Shanghai's, whatever the hour is elsewhere", () => {
  assert.deepEqual(
    [dayOf(new Date("2026-03-18T15:59:59Z")), dayOf(new Date("2026-03-18T16:00:00Z"))],
    ["2026-03-18", "2026-03-19"],
  );
  assert.equal(instantOf("2026-03-19", "09:00").toISOString(), "2026-03-19T01:00:00.000Z");
});

const anyDay = fc.integer({ min: 0, max: 3 * 365 }).map((days) => addDays("2025-01-01", days));
/** Any days off and any worked weekends in three years, one of which may be unknown. */
const anyCalendar = fc
  .record({
    off: fc.uniqueArray(anyDay, { maxLength: 120 }),
    worked: fc.uniqueArray(anyDay, { maxLength: 60 }),
    years: fc.subarray([2025, 2026, 2027]),
  })
  .map(({ off, worked, years }) => {
    const of = (days: string[], year: number) => days.filter((day) => day.startsWith(`${year}-`));
    const isWeekend = (day: string) => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
    return workCalendar(
      years.map((year) => ({
        year,
        daysOff: of(off, year),
        workedWeekends: of(worked, year).filter((day) => isWeekend(day) && !off.includes(day)),
      })),
    );
  });
const anyCount = fc.integer({ min: 0, max: 80 });

test("counted day by day or by subtraction, working days are the same", () => {
  fc.assert(
    fc.property(anyCalendar, anyDay, fc.integer({ min: 0, max: 200 }), (one, from, span) => {
      let count = 0;
      for (let step = 1; step <= span; step += 1) if (one.isWorkingDay(addDays(from, step))) count += 1;
      assert.equal(workingDaysBetween(one, from, addDays(from, span)), count);
    }),
    { numRuns: 100 },
  );
});

test("a due day is never a day off and lies exactly that many working days away", () => {
  fc.assert(
    fc.property(anyCalendar, anyDay, anyCount, (one, from, count) => {
      const due = workingDayAfter(one, from, count);
      assert.ok(one.isWorkingDay(due));
      if (count > 0) assert.equal(workingDaysBetween(one, from, due), count);
    }),
  );
});

test("a later start or more days never make it due earlier", () => {
  fc.assert(
    fc.property(anyCalendar, anyDay, anyCount, fc.nat(30), fc.nat(10), (one, from, count, later, more) => {
      const due = workingDayAfter(one, from, count);
      assert.ok(workingDayAfter(one, addDays(from, later), count) >= due);
      assert.ok(workingDayAfter(one, from, count + more) >= due);
    }),
  );
});

test("one more day off never makes it due earlier", () => {
  fc.assert(
    fc.property(anyDay, anyDay, anyCount, (off, from, count) => {
      const year = Number(off.slice(0, 4));
      const before = workCalendar([{ year, daysOff: [], workedWeekends: [] }]);
      const after = workCalendar([{ year, daysOff: [off], workedWeekends: [] }]);
      assert.ok(workingDayAfter(after, from, count) >= workingDayAfter(before, from, count));
    }),
  );
});
