import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { isInWindow, nextRunAt, retryWaitMs } from "./schedule.ts";
import { scheduleWords } from "./schedule-words.ts";

const at = (text: string): Date => new Date(text);
const cron = (text: string, timeZone = "Asia/Shanghai") => ({ kind: "cron" as const, cron: text, timeZone });

describe("a schedule", () => {
  test("runs at the hour of its zone's clock, not of the machine's", () => {
    assert.equal(nextRunAt(cron("0 2 * * *"), at("2026-11-22T18:00:00Z"))?.toISOString(), "2026-11-23T18:00:00.000Z");
    assert.equal(
      nextRunAt(cron("0 2 * * *", "UTC"), at("2026-11-22T18:00:00Z"))?.toISOString(),
      "2026-11-23T02:00:00.000Z",
    );
  });

  test("that waits for something else than time has no next moment", () => {
    for (const kind of ["manual", "arrival"] as const) assert.equal(nextRunAt({ kind }, new Date()), null);
    assert.equal(nextRunAt({ kind: "after", followId: crypto.randomUUID() }, new Date()), null);
  });

  test("that cannot be read is refused in a sentence", () => {
    assert.throws(() => nextRunAt(cron("61 * * * *"), new Date()), { code: "intake.cron-broken" });
  });

  test("never gives a moment that has passed", () => {
    const moments = fc.date({ min: at("2020-01-01T00:00:00Z"), max: at("2035-01-01T00:00:00Z"), noInvalidDate: true });
    const hours = fc.tuple(fc.integer({ min: 0, max: 59 }), fc.integer({ min: 0, max: 23 }));
    fc.assert(
      fc.property(moments, hours, (after, [minute, hour]) => {
        const next = nextRunAt(cron(`${minute} ${hour} * * *`), after);
        assert.ok(next && next > after && next.getTime() - after.getTime() <= 86_400_000);
      }),
      { numRuns: 100 },
    );
  });
});

describe("a window", () => {
  const night = { from: "22:00", to: "06:00", timeZone: "Asia/Shanghai" };

  test("over midnight is open in the night and closed by day, by the clock of its zone", () => {
    assert.ok(isInWindow(night, at("2026-11-22T14:00:00Z")));
    assert.ok(isInWindow(night, at("2026-11-22T21:59:00Z")));
    assert.equal(isInWindow(night, at("2026-11-22T22:00:00Z")), false);
    assert.equal(isInWindow(night, at("2026-11-22T13:59:00Z")), false);
  });

  test("and the hours outside it are together the whole day", () => {
    const time = fc
      .integer({ min: 0, max: 1439 })
      .map((minute) => new Date(minute * 60_000).toISOString().slice(11, 16));
    fc.assert(
      fc.property(time, time, fc.integer({ min: 0, max: 1439 }), (from, to, minute) => {
        fc.pre(from !== to);
        const moment = new Date(minute * 60_000);
        const open = isInWindow({ from, to, timeZone: "UTC" }, moment);
        assert.notEqual(open, isInWindow({ from: to, to: from, timeZone: "UTC" }, moment));
      }),
      { numRuns: 100 },
    );
  });

  test("of equal ends, or none, is always open", () => {
    assert.ok(isInWindow(null, new Date()));
    assert.ok(isInWindow({ ...night, to: "22:00" }, at("2026-11-22T04:00:00Z")));
  });
});

test("the wait before another try doubles, up to an hour", () => {
  assert.deepEqual(
    [1, 2, 3, 4, 20].map((attempt) => retryWaitMs(30, attempt)),
    [30_000, 60_000, 120_000, 240_000, 3_600_000],
  );
});

test("schedules read as a clerk would write them", () => {
  const said = (text: string) => scheduleWords({ schedule: cron(text), window: null }).zh;
  for (const [text, words] of [
    ["0 2 * * *", "每天 02:00（北京时间）"],
    ["30 2 * * 1-5", "周一至周五 02:30（北京时间）"],
    ["5 8,20 * * *", "每天 08:05、20:05（北京时间）"],
    ["0 3 * * 1,4", "每周一、四 03:00（北京时间）"],
    ["0 3 1 * *", "每月 1 日 03:00（北京时间）"],
    ["*/15 * * * *", "每 15 分钟（北京时间）"],
    ["10 */6 * * *", "每 6 小时，第 10 分（北京时间）"],
    ["20 * * * *", "每小时的第 20 分（北京时间）"],
  ] as const)
    assert.equal(said(text), words);
  const window = { from: "22:00", to: "06:00", timeZone: "Asia/Shanghai" };
  assert.equal(scheduleWords({ schedule: { kind: "arrival" }, window }).zh, "文件到达时，只在 22:00–06:00 读取来源");
});
