import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { openDuckdb } from "#kernel/lake/duckdb";
import { name } from "#kernel/lake/lake";
import { dropLeftStages } from "./left-stages.ts";

test("stages that killed runs of a table have left are dropped, and nothing else", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "weir-left-"));
  const lake = await openDuckdb({ folder, memoryMb: 256 });
  try {
    await using session = await lake.session();
    await session.write("create schema if not exists standard");
    const stay = ["r3", "r33__load1", "r3__history", "r4__run2"];
    for (const table of [...stay, "r3__load3", "r3__run12", "r3__run12_rest"])
      await session.write(`create table ${name("standard", table)} (n integer)`);
    await dropLeftStages(session, name("standard", "r3"));
    const left = await session.read<{ n: string }>(
      "select t.table_name as n from information_schema.tables t where t.table_schema = 'standard' order by 1",
    );
    assert.deepEqual(
      left.map(({ n }) => n),
      stay,
    );
  } finally {
    await lake.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
