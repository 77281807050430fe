import assert from "node:assert/strict";
import { test } from "node:test";
import { spanOf } from "./period.ts";

test("the last quarter of January is the one before the year began", () => {
  assert.deepEqual(spanOf("last-quarter", "2026-01-15"), { from: "2025-10-01", to: "2025-12-31" });
  assert.deepEqual(spanOf("last-quarter", "2026-05-02"), { from: "2026-01-01", to: "2026-03-31" });
});

test("periods that run end today", () => {
  assert.deepEqual(spanOf("month", "2026-11-22"), { from: "2026-11-01", to: "2026-11-22" });
  assert.deepEqual(spanOf("quarter", "2026-11-22"), { from: "2026-10-01", to: "2026-11-22" });
  assert.deepEqual(spanOf("year", "2026-11-22"), { from: "2026-01-01", to: "2026-11-22" });
});
