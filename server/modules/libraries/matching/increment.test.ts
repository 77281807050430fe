import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { openDuckdb } from "#kernel/lake/duckdb";
import type { Lake, LakeSession } from "#kernel/lake/lake";
import { clusterRows } from "./cluster.ts";
import { matchMore } from "./increment.ts";
import { matchTables, scoredEdges } from "./match.ts";
import { comparePairs, makeKeys, makePairs } from "./pairs.ts";
import { work } from "./prepare.ts";
import { dropDelta, matchAgain, renewKept } from "./renew.ts";
import { forgetState, keepState, keptFacts, modelOf, partSize, stateTables } from "./state.ts";

const columns = ["姓名", "出生日期", "手机号", "地址"];
const today = "2026-03-18";
const state = stateTables("main", "town");
const table = { name: "old", relation: "old", columns };

/** Person `n` of a town, the same in every register; a slip of the pen changes one of the cells. */
function person(n: number, slip = 0): string[] {
  const cells = [
    `${"王李张刘陈杨赵黄".charAt(n % 8)}${"清海淑泽润沐江洪泉渝湘".charAt(n % 11)}${"源波洁民生晨涛亮英云".charAt(n % 10)}`,
    `19${50 + (n % 50)}-0${1 + (n % 9)}-${10 + (n % 18)}`,
    `1390000${String(1000 + n)}`,
    `安居区清渠路${n}号${n % 7}栋${n % 11}室`,
  ];
  if (slip === 1) cells[0] = `${cells[0]?.slice(0, -1)}龍`;
  if (slip === 2) cells[2] = `1380000${String(9999 - n)}`;
  if (slip === 3) cells[3] = `安居區清渠路${n}號`;
  return cells;
}

async function townOf(lake: Lake, session: LakeSession, rows: readonly string[][]) {
  for (const name of ["old", "fresh"])
    await session.write(`create or replace table ${name} (${columns.map((column) => `${column} varchar`).join(", ")})`);
  await session.append("old", columns, rows);
  const outcome = await matchTables(session, lake.dialect, [table], { today });
  await keepState(session, state, outcome, { engine: lake.version, today });
  return outcome;
}

const known = Array.from({ length: 600 }, (_, row) => person(row % 300));

/** Kept labels as the smallest row of each cluster. */
const labels = async (session: LakeSession): Promise<Map<number, number>> =>
  new Map(
    (await session.read<{ id: number; cluster: number }>(`select id, cluster from ${state.labels} order by id`)).map(
      ({ id, cluster }) => [id, cluster],
    ),
  );

test("new rows join the clusters of those they are, and the rest stays as it was, in a session that knows only what was kept", async () => {
  const lake = await openDuckdb({ folder: null, memoryMb: 512 });
  try {
    const first = await lake.session();
    const before = await townOf(lake, first, known);
    await first[Symbol.asyncDispose]();
    await using session = await lake.session();
    await session.append("old", columns, [person(7), person(5000), person(5000)]);
    const renewed = await matchAgain(session, lake.dialect, state, { tables: [table], today, engine: lake.version });
    assert.ok(typeof renewed !== "string", "what was kept fits");
    const { clusters } = renewed.outcome;
    assert.equal(clusters[600], clusters[7], "a known person");
    assert.equal(clusters[601], clusters[602], "twice a new one");
    assert.notEqual(clusters[601], clusters[600]);
    assert.deepEqual(clusters.slice(0, 600), before.clusters);
    assert.deepEqual([renewed.fresh, renewed.gone], [3, 0]);
  } finally {
    await lake.close();
  }
});

test("rows that changed or went are forgotten, and rows keep their clusters under the numbers they have now", async () => {
  const lake = await openDuckdb({ folder: null, memoryMb: 512 });
  try {
    await using session = await lake.session();
    await townOf(lake, session, known);
    await session.write(`create or replace table old as select * from old where 手机号 <> '13900001000' or rowid > 10`);
    const renewed = await matchAgain(session, lake.dialect, state, { tables: [table], today, engine: lake.version });
    assert.ok(typeof renewed !== "string");
    assert.deepEqual([renewed.fresh, renewed.gone], [0, 1]);
    const { clusters } = renewed.outcome;
    assert.equal(clusters.length, 599);
    assert.equal(clusters[299], 299, "the other row of the person whose first row went stands alone");
    assert.equal(clusters[300], 0, "the twin of the row that is now the first");
  } finally {
    await lake.close();
  }
});

test("a row that went and comes again is a new one, and nothing is told twice", async () => {
  const lake = await openDuckdb({ folder: null, memoryMb: 512 });
  try {
    await using session = await lake.session();
    await townOf(lake, session, known);
    const again = async () => {
      const renewed = await matchAgain(session, lake.dialect, state, { tables: [table], today, engine: lake.version });
      assert.ok(typeof renewed !== "string");
      return renewed;
    };
    // Person 12 stands in rows 12 and 312, and twice more from now on.
    await session.append("old", columns, [person(12), person(12)]);
    const { outcome: four } = await again();
    assert.deepEqual(
      [312, 600, 601].map((row) => four.clusters[row]),
      [12, 12, 12],
    );
    await session.write("create or replace table old as select * from old where 手机号 <> '13900001012'");
    const { fresh, gone } = await again();
    assert.deepEqual([fresh, gone], [0, 4]);
    const { fresh: none, gone: neither } = await again();
    assert.deepEqual([none, neither], [0, 0]);
    await session.append("old", columns, [person(12), person(12)]);
    const { fresh: two, outcome } = await again();
    assert.equal(two, 2);
    assert.equal(outcome.clusters[599], 598, "they are one, as before");
  } finally {
    await lake.close();
  }
});

test("of a table of several parts only those that changed are looked at, and every row is known by where it stands", async () => {
  const lake = await openDuckdb({ folder: null, memoryMb: 512 });
  try {
    await using session = await lake.session();
    await townOf(
      lake,
      session,
      Array.from({ length: 36_000 }, (_, n) => [`甲${n}`, "", `13${900_000_000 + n}`, ""]),
    );
    const again = async () => {
      const delta = await renewKept(session, lake.dialect, state, { tables: [table], today, engine: lake.version });
      assert.ok(typeof delta !== "string");
      const [looked] = await session.read<{ n: number }>(`select count(*) as n from ${work.met}`);
      const cells = columns.map((column) => `"${column}"`).join(", ");
      const [right] = await session.read<{ n: number; ids: number; last: number }>(
        `select count(*) as n, count(distinct p.id) as ids, max(p.id) as last from ${state.places} p
         join old o on o.rowid = p.pos and hash(${cells}) = p.a`,
      );
      await dropDelta(session);
      return [delta.fresh, delta.gone, looked?.n, right?.n, right?.ids, right?.last];
    };
    assert.deepEqual(await again(), [0, 0, 0, 36_000, 36_000, 35_999]);
    await session.append("old", columns, [person(7)]);
    const lastPart = 36_001 - 2 * partSize;
    assert.deepEqual(await again(), [1, 0, lastPart, 36_001, 36_001, 36_000]);
    // What stands behind a row that went moves up: its part and all behind it are looked at, and nothing else is new.
    await session.write(
      `create or replace table old as select * from old where rowid <> ${partSize + 5} order by rowid`,
    );
    assert.deepEqual(await again(), [0, 1, 36_000 - partSize, 36_000, 36_000, 36_000]);
    await session.write(`update old set 地址 = '清渠路1号' where rowid in (3, ${partSize + 3})`);
    assert.deepEqual(await again(), [2, 2, 2 * partSize, 36_000, 36_000, 36_002]);
  } finally {
    await lake.close();
  }
});

test("what no longer fits what was kept is matched as a whole", async () => {
  const lake = await openDuckdb({ folder: null, memoryMb: 512 });
  try {
    await using session = await lake.session();
    await townOf(lake, session, known);
    const again = (tables: readonly (typeof table)[], engine: string, answers: readonly string[] = []) =>
      matchAgain(session, lake.dialect, state, { tables, today, engine, answers });
    assert.equal(await again([table], "another engine"), "program");
    assert.equal(await again([{ ...table, columns: columns.slice(1) }], lake.version), "tables");
    const given = Array.from({ length: 21 }, (_, at) => `answer ${at}`);
    assert.equal(await again([table], lake.version, given), "answers");
    await session.append(
      "old",
      columns,
      Array.from({ length: 100 }, (_, row) => person(7000 + row)),
    );
    assert.equal(await again([table], lake.version), "rows", "more than a tenth is new");
    await forgetState(session, state);
    assert.equal(await again([table], lake.version), "first");
  } finally {
    await lake.close();
  }
});

test("after any rows come and go, pairs and clusters are what the kept model says of all rows together", async () => {
  const lake = await openDuckdb({ folder: null, memoryMb: 512 });
  try {
    await using session = await lake.session();
    await townOf(lake, session, known);
    const kept = await keptFacts(session, state);
    assert.ok(kept);
    let facts = kept;
    const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 320 }), fc.integer({ min: 0, max: 3 })), {
      maxLength: 12,
    });
    const lost = fc.array(fc.integer({ min: 0, max: 700 }), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(rows, lost, async (come, go) => {
        await session.write("delete from fresh");
        await session.append(
          "fresh",
          columns,
          come.map(([n, slip]) => person(n, slip)),
        );
        await session.write("create or replace temp table lost (id integer)");
        await session.append(
          "lost",
          ["id"],
          go.map((id) => [id]),
        );
        await session.write(`delete from lost where id not in (select id from ${state.labels})`);
        const fresh = { ...table, relation: "fresh" };
        // A new table each time, so that its rows are numbered from 0.
        await session.write("create or replace table fresh as select * from fresh");
        facts = await matchMore(session, lake.dialect, state, facts, { fresh: [fresh], gone: "lost", today });
        const { model, keys, comparisons } = modelOf(facts);
        await session.write(`create or replace temp table ${work.rows} as select * from ${state.rows}`);
        await makeKeys(session, facts.blocking.rules, keys);
        await makePairs(session, facts.prepared, facts.blocking.rules, keys);
        await comparePairs(session, comparisons);
        const edges = await scoredEdges(session, model, comparisons);
        const whole = clusterRows(facts.nextRow, edges);
        const found = await labels(session);
        assert.deepEqual(
          [...found],
          [...found.keys()].map((id) => [id, whole[id]]),
        );
        const own = await session.read(`select l, r, milli from ${state.edges} order by l, r`);
        assert.deepEqual(
          own,
          edges.map(({ left, right, odds }) => ({ l: left, r: right, milli: Math.round(odds * 1000) })),
        );
      }),
      { numRuns: 8 },
    );
  } finally {
    await lake.close();
  }
});

test("goods told by their words alone: a shop's new list joins the other's by the words that were learned", async () => {
  const lake = await openDuckdb({ folder: null, memoryMb: 512 });
  try {
    await using session = await lake.session();
    const kinds = ["turntable", "flat panel television", "front load washer", "remote antenna", "ink cartridge"];
    const model = (n: number) => `${"ABCDEFG".charAt(n % 7)}X-${1000 + ((n * 7919) % 9000)}`;
    const goods = (n: number, shop: number) =>
      shop === 0
        ? `Fine ${kinds[n % 5] ?? ""} in black and silver with warranty of two years ${model(n)}`
        : `${model(n).replace("-", "")} ${kinds[n % 5] ?? ""} by the same maker, delivered free of charge`;
    const lists = [0, 1].map((shop) => ({ name: `shop ${shop}`, relation: `shop_${shop}`, columns: ["title"] }));
    for (const [shop, { relation }] of lists.entries()) {
      await session.write(`create table ${relation} (title varchar)`);
      await session.append(
        relation,
        ["title"],
        Array.from({ length: 300 }, (_, n) => [goods(n, shop)]),
      );
    }
    const outcome = await matchTables(session, lake.dialect, lists, { today });
    assert.equal(outcome.prepared.isAcross, true);
    assert.ok([...outcome.clusters].slice(300).filter((label, n) => label === n).length >= 290);
    await keepState(session, state, outcome, { engine: lake.version, today });
    for (const [shop, { relation }] of lists.entries()) await session.append(relation, ["title"], [[goods(777, shop)]]);
    const renewed = await matchAgain(session, lake.dialect, state, { tables: lists, today, engine: lake.version });
    assert.ok(typeof renewed !== "string");
    assert.deepEqual([renewed.fresh, renewed.gone], [2, 0]);
    assert.equal(renewed.outcome.clusters[601], 300, "the new thing of both shops");
    const earlier = [...outcome.clusters].slice(0, 300);
    assert.deepEqual([...renewed.outcome.clusters].slice(0, 300), earlier);
  } finally {
    await lake.close();
  }
});
