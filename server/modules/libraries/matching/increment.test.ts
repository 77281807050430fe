import assert from "node:assert/strict";
import { test } from "node:test";
import { openDuckdb } from "#kernel/lake/duckdb";
import { matchMore } from "./increment.ts";
import { matchTables } from "./match.ts";

const columns = ["姓名", "出生日期", "手机号", "地址"];

/** Person `n` of a town, the same in every register. */
const person = (n: number): string[] => [
  `${"王李张刘陈杨赵黄".charAt(n % 8)}${"清海淑泽润沐江洪泉渝湘".charAt(n % 11)}${"源波洁民生晨涛亮英云".charAt(n % 10)}`,
  `19${50 + (n % 50)}-0${1 + (n % 9)}-${10 + (n % 18)}`,
  `1390000${String(1000 + n)}`,
  `安居区清渠路${n}号${n % 7}栋${n % 11}室`,
];

test("new rows join the clusters of those they are, and the rest stays as it was", async () => {
  const lake = await openDuckdb({ folder: null, memoryMb: 512 });
  try {
    await using session = await lake.session();
    for (const name of ["old", "fresh"])
      await session.write(`create table ${name} (${columns.map((column) => `${column} varchar`).join(", ")})`);
    const known = Array.from({ length: 600 }, (_, row) => person(row % 300));
    await session.append("old", columns, known);
    await session.append("fresh", columns, [person(7), person(5000), person(5000)]);
    const table = { name: "old", relation: "old", columns };
    const before = await matchTables(session, lake.dialect, [table], { today: "2026-03-18" });
    const added = { name: "fresh", relation: "fresh", columns };
    const after = await matchMore(session, lake.dialect, before, { at: 0, table: added, today: "2026-03-18" });
    assert.equal(after.clusters[600], after.clusters[7], "a known person");
    assert.equal(after.clusters[601], after.clusters[602], "twice a new one");
    assert.notEqual(after.clusters[601], after.clusters[600]);
    assert.deepEqual(after.clusters.slice(0, 600), before.clusters);
  } finally {
    await lake.close();
  }
});
