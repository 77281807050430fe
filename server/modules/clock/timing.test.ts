import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { addDays, type WorkCalendar, workCalendar, workingDaysBetween } from "#contract/clock-days";
import { anyCalendar, anyDay } from "./test-arbitraries.ts";
import {
  agreedTiming,
  dueOf,
  extended,
  leftOn,
  paused,
  restarted,
  resumed,
  startTiming,
  type Timing,
  usedOn,
  warnAt,
} from "./timing.ts";

const plain = workCalendar([{ year: 2026, daysOff: [], workedWeekends: [] }]);

test("a pause of three working days moves the due day by three", () => {
  const started = startTiming("2026-03-02", 10, "next-day");
  assert.equal(dueOf(plain, started), "2026-03-16");
  const held = paused(plain, started, "2026-03-04");
  assert.deepEqual([dueOf(plain, held), held.runDays, held.usedBefore], [null, 8, 2]);
  assert.equal(dueOf(plain, resumed(held, "2026-03-09")), "2026-03-19");
});

test("the comp's story: asked once on 3 March, supplemented on the 5th, counted anew from the 6th", () => {
  const held = paused(plain, startTiming("2026-03-02", 10, "next-day"), "2026-03-03");
  const again = restarted(held, "2026-03-05", 10);
  assert.deepEqual([dueOf(plain, again), usedOn(plain, again, "2026-03-18")], ["2026-03-19", 9]);
});

test("a pause on the last day leaves the first working day after it", () => {
  const held = paused(plain, startTiming("2026-03-02", 2, "next-day"), "2026-03-04");
  assert.equal(dueOf(plain, resumed(held, "2026-03-07")), "2026-03-09");
});

test("an agreed last day on a Sunday gives way to Monday", () => {
  assert.equal(dueOf(plain, agreedTiming(plain, "2026-03-02", "2026-03-15")), "2026-03-16");
});

test("ten days are warned at nine on the eighth", () => {
  const started = startTiming("2026-03-05", 10, "next-day");
  const at = warnAt(plain, started, { workingDays: 10, share: 0.8, opens: "09:00" });
  assert.equal(at.toISOString(), "2026-03-17T01:00:00.000Z");
});

/** What may happen to a commitment, and how many days later each time. */
type Happening = {
  readonly kind: "pause" | "resume" | "restart" | "extend";
  readonly after: number;
  readonly days: number;
};
const anyHappenings = fc.array(
  fc.record({
    kind: fc.constantFrom("pause" as const, "resume" as const, "restart" as const, "extend" as const),
    after: fc.integer({ min: 0, max: 12 }),
    days: fc.integer({ min: 1, max: 10 }),
  }),
  { maxLength: 12 },
);
const anyStart = fc.record({
  on: anyDay,
  days: fc.integer({ min: 1, max: 30 }),
  rule: fc.constantFrom("next-day" as const, "same-day" as const),
});

/** Every timing on the way, with the day it came to be. Happenings that do not fit are left out, as the commands refuse them. */
function live(
  calendar: WorkCalendar,
  start: { on: string; days: number; rule: "next-day" | "same-day" },
  happenings: readonly Happening[],
): { timing: Timing; on: string }[] {
  const story = [{ timing: startTiming(start.on, start.days, start.rule), on: start.on }];
  for (const { kind, after, days } of happenings) {
    const last = story.at(-1);
    if (!last) break;
    const on = addDays(last.on, after);
    const due = dueOf(calendar, last.timing);
    if (due !== null && on > due) break;
    const isPaused = last.timing.pausedOn !== null;
    if (kind === "extend") story.push({ timing: extended(calendar, last.timing, days), on });
    else if (kind === "pause" && !isPaused) story.push({ timing: paused(calendar, last.timing, on), on });
    else if (kind === "resume" && isPaused) story.push({ timing: resumed(last.timing, on), on });
    else if (kind === "restart" && isPaused) story.push({ timing: restarted(last.timing, on, start.days), on });
  }
  return story;
}

test("no due day ever falls on a day off, nor before what brought it about", () => {
  fc.assert(
    fc.property(anyCalendar, anyStart, anyHappenings, (calendar, start, happenings) => {
      for (const { timing, on } of live(calendar, start, happenings)) {
        const due = dueOf(calendar, timing);
        if (due !== null) assert.ok(calendar.isWorkingDay(due) && due >= on, `${due} after ${on}`);
      }
    }),
  );
});

test("days used and days left always add up to the days there are", () => {
  fc.assert(
    fc.property(anyCalendar, anyStart, anyHappenings, (calendar, start, happenings) => {
      for (const { timing, on } of live(calendar, start, happenings)) {
        if (timing.runDays === 0) continue;
        assert.equal(usedOn(calendar, timing, on) + leftOn(calendar, timing, on), timing.usedBefore + timing.runDays);
      }
    }),
  );
});

test("waiting longer before going on never brings the due day nearer", () => {
  fc.assert(
    fc.property(anyCalendar, anyStart, fc.nat(5), fc.nat(20), fc.nat(20), (calendar, start, until, wait, more) => {
      const started = startTiming(start.on, start.days, start.rule);
      const on = addDays(start.on, until);
      const held = paused(calendar, started, on);
      const sooner = dueOf(calendar, resumed(held, addDays(on, wait))) ?? "";
      const later = dueOf(calendar, resumed(held, addDays(on, wait + more))) ?? "";
      assert.ok(later >= sooner);
      assert.ok(sooner >= (dueOf(calendar, started) ?? "") || on > (dueOf(calendar, started) ?? ""));
    }),
  );
});

test("an extension of n days moves the due day by exactly n working days", () => {
  fc.assert(
    fc.property(anyCalendar, anyStart, fc.integer({ min: 1, max: 10 }), (calendar, start, days) => {
      const started = startTiming(start.on, start.days, start.rule);
      const before = dueOf(calendar, started) ?? "";
      const after = dueOf(calendar, extended(calendar, started, days)) ?? "";
      assert.equal(workingDaysBetween(calendar, before, after), days);
    }),
  );
});

test("a longer limit is never due earlier, under either supplement rule", () => {
  fc.assert(
    fc.property(anyCalendar, anyStart, fc.nat(10), fc.nat(10), (calendar, start, more, until) => {
      const on = addDays(start.on, until);
      const duesOf = (days: number) => {
        const held = paused(calendar, startTiming(start.on, days, start.rule), on);
        return {
          resume: dueOf(calendar, resumed(held, on)) ?? "",
          restart: dueOf(calendar, restarted(held, on, days)) ?? "",
        };
      };
      const [shorter, longer] = [duesOf(start.days), duesOf(start.days + more)];
      assert.ok(longer.resume >= shorter.resume && longer.restart >= shorter.restart);
      assert.ok(shorter.restart >= shorter.resume, "counting anew never shortens");
    }),
  );
});
