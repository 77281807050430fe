import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { levels, type Rules } from "#contract/clock";
import { addDays, instantOf, remaining } from "#contract/clock-days";
import { colourEdges, colourOf, decide, nextAt, type Watched } from "./signals.ts";
import { anyCalendar, anyDay } from "./test-arbitraries.ts";
import { dueOf, startTiming } from "./timing.ts";

const rules: Pick<Rules, "warnShare" | "officeOpens" | "ladder" | "orangeDays" | "blueDays"> = {
  warnShare: 0.8,
  officeOpens: "09:00",
  orangeDays: 1,
  blueDays: 3,
  ladder: [
    { level: "blue", overdueDays: 1 },
    { level: "orange", overdueDays: 3 },
    { level: "red", overdueDays: 5 },
  ],
};

const anyWatched = fc
  .record({
    calendar: anyCalendar,
    on: anyDay,
    days: fc.integer({ min: 1, max: 25 }),
    state: fc.constantFrom("running" as const, "missed" as const),
    level: fc.option(fc.constantFrom(...levels)),
    isWarned: fc.boolean(),
  })
  .map(({ calendar, on, days, state, level, isWarned }) => {
    const timing = startTiming(on, days, "next-day");
    const watched: Watched = {
      state,
      level: state === "missed" ? level : null,
      timing,
      workingDays: days,
      dueOn: dueOf(calendar, timing),
      isWarned,
    };
    return { calendar, watched };
  });
const anyMoment = fc
  .integer({ min: 0, max: 24 * 60 })
  .chain((minutes) => anyDay.map((day) => new Date(instantOf(day).getTime() + minutes * 60_000)));

test("there is something to do exactly when the next moment has come", () => {
  fc.assert(
    fc.property(anyWatched, anyMoment, ({ calendar, watched }, now) => {
      const due = decide(calendar, rules, watched, now);
      const next = nextAt(calendar, rules, watched);
      assert.equal(due.warn || due.miss || due.escalate !== null, next !== null && next <= now);
    }),
  );
});

test("after what was due is done there is nothing more to do at that moment", () => {
  fc.assert(
    fc.property(anyWatched, anyMoment, ({ calendar, watched }, now) => {
      const due = decide(calendar, rules, watched, now);
      const done: Watched = {
        ...watched,
        isWarned: watched.isWarned || due.warn,
        state: due.miss ? "missed" : watched.state,
        level: due.escalate?.level ?? watched.level,
      };
      assert.deepEqual(decide(calendar, rules, done, now), { warn: false, miss: false, escalate: null });
    }),
  );
});

describe("on the desk a row is", () => {
  const calendarOf = fc.sample(anyCalendar, 1)[0];
  const colours = (days: readonly number[]) => {
    assert.ok(calendarOf);
    const today = dueOf(calendarOf, startTiming("2026-03-02", 1, "next-day")) ?? "";
    const edges = colourEdges(calendarOf, rules, today);
    return days.map((left) => {
      const dueOn = left < 0 ? addDays(today, -1) : (dueOf(calendarOf, startTiming(today, left, "next-day")) ?? "");
      return colourOf(edges, { state: "running", dueOn: left === 0 ? today : dueOn, isWarned: false });
    });
  };
  test("red when overdue, orange up to one day left, blue up to three, else plain", () => {
    assert.deepEqual(colours([-1, 0, 1, 2, 3, 4]), ["red", "orange", "orange", "blue", "blue", "plain"]);
  });
  test("coloured by remaining working days on any calendar", () => {
    fc.assert(
      fc.property(anyWatched, anyDay, ({ calendar, watched }, today) => {
        const { dueOn } = watched;
        if (dueOn === null) return;
        const colour = colourOf(colourEdges(calendar, rules, today), { state: "running", dueOn, isWarned: false });
        const left = remaining(calendar, dueOn, today);
        const expected = dueOn < today ? "red" : left <= 1 ? "orange" : left <= 3 ? "blue" : "plain";
        assert.equal(colour, expected);
      }),
    );
  });
});

test("missed for six working days while nobody looked, it goes to red at once, without the steps between", () => {
  const calendar = fc.sample(anyCalendar, { numRuns: 1, seed: 1 })[0];
  assert.ok(calendar);
  const timing = startTiming("2026-03-02", 2, "next-day");
  const dueOn = dueOf(calendar, timing);
  const watched: Watched = { state: "running", level: null, timing, workingDays: 2, dueOn, isWarned: false };
  const now = instantOf(addDays(dueOn ?? "", 60), "10:00");
  const { warn, miss, escalate } = decide(calendar, rules, watched, now);
  assert.deepEqual([warn, miss, escalate?.level], [false, true, "red"]);
});
