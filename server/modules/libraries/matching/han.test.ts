import assert from "node:assert/strict";
import { test } from "node:test";
import { openDuckdb } from "#kernel/lake/duckdb";
import { literal } from "#kernel/lake/lake";
import { byteCoded, installHan, plainHan, soundOf } from "./han.ts";

async function ask(expression: string): Promise<unknown> {
  const lake = await openDuckdb({ folder: null, memoryMb: 256 });
  try {
    await using session = await lake.session();
    await installHan(session);
    return (await session.read<{ v: string | number }>(`select ${expression} as v`))[0]?.v;
  } finally {
    await lake.close();
  }
}

test("traditional and variant characters are compared in their common form", async () => {
  assert.equal(await ask(plainHan(literal("劉羣峯A1"))), "刘群峰A1");
});

test("names that sound alike are equal in sound", async () => {
  assert.equal(await ask(`${soundOf(literal("张泽"))} = ${soundOf(literal("章择"))}`), true);
});

test("one wrong character is one edit, not three bytes", async () => {
  assert.equal(await ask(`levenshtein(${byteCoded(literal("司马相如"))}, ${byteCoded(literal("司马相加"))})`), 1);
});
