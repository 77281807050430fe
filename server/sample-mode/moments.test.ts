import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { addDays, dayOf } from "#contract/clock-days";
import { momentsBefore } from "./moments.ts";

test("whatever the hour the sample is set up, no act is dated before the day its story names, and none in the future", () => {
  const instants = fc.date({ min: new Date("2020-01-01"), max: new Date("2099-12-31"), noInvalidDate: true });
  fc.assert(
    fc.property(instants, fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 200 }), (now, story) => {
      const moments = momentsBefore(now);
      for (const daysAgo of story) {
        const moment = moments.next(daysAgo);
        assert.ok(dayOf(moment) >= addDays(moments.today, -daysAgo), `${moment.toISOString()}, ${daysAgo} days before`);
        assert.ok(moment <= now);
      }
    }),
  );
});
