import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { ceilingBroken, limitFor, type LimitRow, longestExtension } from "./limits.ts";

const nation: LimitRow = {
  id: "n",
  kind: "answer-conditional",
  division: null,
  basis: "条例第二十一条",
  workingDays: 10,
  maxExtension: 10,
  needsConsent: true,
  effectiveOn: "2025-08-01",
  endsOn: null,
  version: 1,
};
const province: LimitRow = {
  ...nation,
  id: "p",
  division: "37",
  workingDays: 7,
  maxExtension: 5,
  effectiveOn: "2026-01-01",
};
const asked = { kind: nation.kind, place: "3701", day: "2026-03-02" };

test("the strictest limit that covers the place holds", () => {
  assert.equal(limitFor([nation, province], asked)?.workingDays, 7);
  assert.equal(limitFor([nation, province], { ...asked, place: "51" })?.workingDays, 10);
});

test("a limit holds from its first to its last day", () => {
  const ended = { ...province, endsOn: "2026-03-01" };
  assert.equal(limitFor([nation, ended], asked)?.workingDays, 10);
  assert.equal(limitFor([nation, ended], { ...asked, day: "2026-03-01" })?.workingDays, 7);
  assert.equal(limitFor([nation], { ...asked, day: "2025-07-31" }), undefined);
});

test("a region may be stricter, never laxer, than the nation or what lies above it", () => {
  const fresh = { kind: nation.kind, division: "3701", workingDays: 7, maxExtension: 5, effectiveOn: "2026-06-01" };
  assert.equal(ceilingBroken([nation, province], fresh), undefined);
  assert.equal(ceilingBroken([nation, province], { ...fresh, workingDays: 8 })?.id, "p");
  assert.equal(ceilingBroken([nation, province], { ...fresh, division: "51", maxExtension: 11 })?.id, "n");
});

test("whatever regions set, what holds is never longer than the nation's", () => {
  const anyLimit = fc.record({
    division: fc.constantFrom("37", "3701", "370102", "51"),
    workingDays: fc.integer({ min: 1, max: 30 }),
    maxExtension: fc.integer({ min: 0, max: 30 }),
  });
  fc.assert(
    fc.property(fc.array(anyLimit, { maxLength: 6 }), fc.constantFrom("37", "3701", "370102", "51"), (tried, place) => {
      const limits = [nation];
      for (const [index, one] of tried.entries()) {
        const fresh = { ...nation, ...one, id: String(index) };
        if (!ceilingBroken(limits, fresh)) limits.push(fresh);
      }
      const holds = limitFor(limits, { ...asked, place });
      assert.ok(holds && holds.workingDays <= 10 && holds.maxExtension <= 10);
    }),
  );
});

test("answers are extended by the article's own limit where that is shorter", () => {
  assert.equal(longestExtension(nation, { ...nation, kind: "answer-extension", workingDays: 5 }), 5);
  assert.equal(longestExtension(nation, undefined), 10);
});
