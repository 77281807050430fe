import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { nextTimes, openingAfter } from "./next-times.ts";
import { cronOf, draftOf, hourSteps, minuteSteps, scheduleOf } from "./schedule.ts";

const timeZone = "Asia/Shanghai";
const cron = (line: string) => ({ kind: "cron" as const, cron: line, timeZone });
const night = { from: "22:00", to: "06:00", timeZone };
const shown = (times: ReturnType<typeof nextTimes>) => (times ?? []).map(({ starts }) => starts.toISOString());

test("every rhythm the editor has words for is found again in its cron line", () => {
  const time = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map(([hour, minute]) => `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`);
  const draft = fc.record({
    rhythm: fc.constantFrom("minutes", "hours", "daily", "weekly", "monthly"),
    everyMinutes: fc.constantFrom(...minuteSteps),
    everyHours: fc.constantFrom(...hourSteps),
    time,
    weekdays: fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1 }),
    day: fc.integer({ min: 1, max: 28 }),
  });
  fc.assert(
    fc.property(draft, (given) => {
      const whole = { ...given, cron: "", followId: "", timeZone } as const;
      const again = draftOf(cron(cronOf(whole)));
      assert.equal(again.rhythm, whole.rhythm);
      assert.equal(cronOf(again), cronOf(whole));
    }),
  );
});

test("a cron line without words stays as it was written", () => {
  const draft = draftOf(cron("7 3 1-5 * 2"));
  assert.equal(draft.rhythm, "cron");
  assert.deepEqual(scheduleOf(draft), cron("7 3 1-5 * 2"));
});

test("a daily time is said in the zone of the schedule", () => {
  const times = nextTimes(cron("0 2 * * *"), null, new Date("2026-03-18T02:42:00Z"), 2);
  assert.deepEqual(shown(times), ["2026-03-18T18:00:00.000Z", "2026-03-19T18:00:00.000Z"]);
});

test("strokes while the window is closed wait for its opening together", () => {
  const times = nextTimes(cron("0 * * * *"), night, new Date("2026-03-18T02:42:00Z"), 2);
  assert.deepEqual(shown(times), ["2026-03-18T14:00:00.000Z", "2026-03-18T15:00:00.000Z"]);
});

test("a window over midnight is open on both sides of it", () => {
  for (const open of ["2026-03-18T14:00:00.000Z", "2026-03-18T21:59:00.000Z"])
    assert.equal(openingAfter(night, new Date(open)).toISOString(), open);
  assert.equal(openingAfter(night, new Date("2026-03-18T22:00:30Z")).toISOString(), "2026-03-19T14:00:00.000Z");
});

test("what does not go by time has no next times", () => {
  assert.equal(nextTimes({ kind: "manual" }, null, new Date(), 5), null);
});
