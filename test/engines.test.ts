import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, describe, test } from "node:test";
import fc from "fast-check";
import { engines } from "#kernel/lake/engines";
import {
  type CsvDialect,
  type CsvReject,
  inLakeTransaction,
  type LakeColumn,
  type LakeSession,
  name,
} from "#kernel/lake/lake";

const folder = mkdtempSync(path.join(tmpdir(), "weir-engines-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const comma: CsvDialect = { delimiter: ",", quote: '"', escape: '"', skipLines: 0, lineEnd: "\n" };
const text = (column: string): LakeColumn => ({ name: column, type: { kind: "text" } });

async function rejectsOf(session: LakeSession): Promise<CsvReject[]> {
  const all: CsvReject[] = [];
  for await (const batch of session.rejects()) all.push(...batch);
  return all;
}

for (const [engine, open] of Object.entries(engines)) {
  describe(`lake engine ${engine}`, async () => {
    const lake = await open({ folder: path.join(folder, engine), memoryMb: 512 });
    after(() => lake.close());
    let made = 0;

    async function load(content: string | Buffer, columns: readonly (LakeColumn | null)[], dialect = comma) {
      made += 1;
      const file = path.join(folder, `${made}.csv`);
      writeFileSync(file, content);
      const session = await lake.session();
      const table = name(`t${made}`);
      const outcome = await session.createFromCsv(table, { file, dialect, columns });
      return { session, table, outcome, rows: await session.read(`select t.* from ${table} t order by t._row`) };
    }

    test("an empty field is no value, a quoted empty field is empty text", async () => {
      const { rows } = await load('1,,x\n2,"",x\n', [text("a"), text("b"), text("c")]);
      assert.deepEqual(
        rows.map((row) => row["b"]),
        [null, ""],
      );
    });

    test("rows of a second file go behind those of the first, numbered on, its rejects told alone", async () => {
      const columns = [text("a"), text("b")];
      const { session, table } = await load("1,x\n2,y\n", columns);
      const file = path.join(folder, "second.csv");
      writeFileSync(file, "3,z\n4\n5,w\n");
      const outcome = await session.appendFromCsv(table, { file, dialect: comma, columns });
      assert.deepEqual(outcome, { accepted: 2, rejectedRecords: 1 });
      const rows = await session.read(`select t._row, t.a from ${table} t order by t._row`);
      assert.deepEqual(
        rows.map((row) => [row["_row"], row["a"]]),
        [
          [1, "1"],
          [2, "2"],
          [3, "3"],
          [4, "5"],
        ],
      );
      assert.deepEqual(
        (await rejectsOf(session)).map((reject) => reject.record),
        ["4"],
      );
    });

    test("every text survives: quotes, line ends, tabs, backslashes, characters beyond the BMP", async () => {
      const value = fc.string({
        unit: fc.constantFrom("a", '"', ",", "\n", "\r\n", "\t", "\\", "龘", "𠮷", " ", "'", "N"),
      });
      await fc.assert(
        fc.asyncProperty(fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 12 }), async (cells) => {
          const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
          const { rows, outcome } = await load(cells.map((row) => `${row.map(quoted).join(",")}\n`).join(""), [
            text("a"),
            text("b"),
          ]);
          assert.equal(outcome.rejectedRecords, 0);
          assert.deepEqual(
            rows.map((row) => [row["a"], row["b"]]),
            cells,
          );
        }),
        { numRuns: 40 },
      );
    });

    test("a value is taken only where its text is exactly of the type; anything else is kept as found", async () => {
      const columns: LakeColumn[] = [
        { name: "n", type: { kind: "integer" } },
        { name: "d", type: { kind: "date" } },
        { name: "m", type: { kind: "decimal", precision: 12, scale: 2 } },
        { name: "t", type: { kind: "datetime" } },
      ];
      const { rows } = await load(
        '12,2020-01-31,3.5,2020-01-01 10:00:00\n1.5,2020-01-01 10:00,1.255,2020-01-01 10:00:00+08\n1e3,2020-02-30,"1,200",2020-01-01\n',
        columns,
      );
      assert.deepEqual(rows[0], { _row: 1, n: 12, d: "2020-01-31", m: "3.50", t: "2020-01-01 10:00:00", _found: null });
      assert.deepEqual(JSON.parse(String(rows[1]?.["_found"])), {
        n: "1.5",
        d: "2020-01-01 10:00",
        m: "1.255",
        t: "2020-01-01 10:00:00+08",
      });
      assert.deepEqual([rows[2]?.["n"], rows[2]?.["d"], rows[2]?.["m"], rows[2]?.["t"]], [null, null, null, null]);
    });

    test("records of another shape are kept aside with their place and the good ones go on", async () => {
      const bad = Buffer.concat([
        Buffer.from('1,a\n2\n3,c,extra\n4,"d" d\n5,'),
        Buffer.of(0xff, 0xfe),
        Buffer.from("\n6,f\n"),
      ]);
      const { session, outcome, rows } = await load(bad, [text("id"), text("v")]);
      assert.deepEqual(
        rows.map((row) => row["id"]),
        ["1", "6"],
      );
      assert.deepEqual(outcome, { accepted: 2, rejectedRecords: 4 });
      const rejects = await rejectsOf(session);
      assert.deepEqual(
        rejects.map((reject) => [reject.offset, reject.kind, reject.fieldCount, reject.record.slice(0, 9)]),
        [
          [4, "too-few-columns", 1, "2"],
          [6, "too-many-columns", 3, "3,c,extra"],
          [16, "quote", null, '4,"d" d'],
          [24, "encoding", null, "5,??"],
        ],
      );
    });

    test("blank lines are no records, in a table of one column too", async () => {
      const { rows } = await load('\na\n\n""\nb\n\n', [text("v")]);
      assert.deepEqual(
        rows.map((row) => [row["_row"], row["v"]]),
        [
          [1, "a"],
          [2, ""],
          [3, "b"],
        ],
      );
    });

    test("fields that are not wanted are not read, lines before the records are skipped", async () => {
      const { rows } = await load(
        "title\nid|skip|v\n1|x|2\n",
        [text("id"), null, { name: "v", type: { kind: "integer" } }],
        {
          ...comma,
          delimiter: "|",
          skipLines: 2,
        },
      );
      assert.deepEqual(rows, [{ _row: 1, id: "1", v: 2, _found: null }]);
    });

    test("rows are numbered in file order whatever the number of threads", async () => {
      const count = 300_000;
      const lines = Array.from({ length: count }, (_, index) => `${index + 1},第${index + 1}行\n`).join("");
      const { session, table } = await load(lines, [{ name: "n", type: { kind: "integer" } }, text("v")]);
      const [wrong] = await session.read(`select count(*) as n from ${table} t where t._row <> t.n`);
      assert.equal(wrong?.["n"], 0);
    });

    test("a transaction that fails leaves nothing behind", async () => {
      await assert.rejects(
        inLakeTransaction(lake, async (session) => {
          await session.write("create table gone (a int)");
          throw new Error("no");
        }),
      );
      await using session = await lake.session();
      await assert.rejects(session.read("select * from gone"));
    });

    test("a reader sees the old table until the swap commits", async () => {
      await using writer = await lake.session();
      await writer.write("create table live as select 1 as v");
      await writer.begin();
      await writer.write("drop table live");
      await writer.write("create table live as select 2 as v");
      await using reader = await lake.session();
      assert.deepEqual(await reader.read("select l.v from live l"), [{ v: 1 }]);
      await writer.commit();
      assert.deepEqual(await reader.read("select l.v from live l"), [{ v: 2 }]);
    });

    test("values go in as parameters and come back unchanged", async () => {
      await using session = await lake.session();
      await session.write("create table kept (a varchar, b bigint, c boolean)");
      await session.append(
        "kept",
        ["a", "b", "c"],
        [
          ["'; drop table kept --", 9_007_199_254_740_991, true],
          [null, -1, null],
        ],
      );
      assert.deepEqual(await session.read("select k.a, k.b, k.c from kept k where k.b > $1 order by k.b desc", [-5]), [
        { a: "'; drop table kept --", b: 9_007_199_254_740_991, c: true },
        { a: null, b: -1, c: null },
      ]);
    });

    test("rows get the number of their record in the file, rejected ones counted", async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(fc.boolean(), { minLength: 1, maxLength: 60 }), async (isGood) => {
          const { session, table } = await load(
            isGood.map((good, index) => (good ? `${index + 1},x\n` : "1,2,3\n")).join(""),
            [{ name: "n", type: { kind: "integer" } }, text("v")],
          );
          await session.renumber(
            table,
            isGood.flatMap((good, index) => (good ? [] : [index + 1])),
          );
          const [wrong] = await session.read(`select count(*) as n from ${table} t where t._row <> t.n`);
          assert.equal(wrong?.["n"], 0);
        }),
        { numRuns: 25 },
      );
    });

    test("cells kept as found are read back by their column's name", async () => {
      const column = 'a/b~c"d';
      const { session, table } = await load("x1\n", [{ name: column, type: { kind: "integer" } }]);
      const [row] = await session.read(`select ${lake.dialect.jsonText("t._found", column)} as v from ${table} t`);
      assert.equal(row?.["v"], "x1");
    });

    test("bytes are counted in UTF-8, characters are code points", async () => {
      await using session = await lake.session();
      const { dialect } = lake;
      const [row] = await session.read(
        `select ${dialect.bytes("t.v")} as b, ${dialect.characters("t.v")} as c from (select $1 as v) t`,
        ["a龘𠮷"],
      );
      assert.deepEqual(row, { b: 8, c: 3 });
    });

    test("each of 62 bits is found where it was added and nowhere else", async () => {
      await using session = await lake.session();
      const set = [0, 1, 30, 31, 32, 61];
      const word = set.map((bit) => 2n ** BigInt(bit)).reduce((sum, value) => sum + value);
      const bits = Array.from({ length: 62 }, (_, bit) => `${lake.dialect.hasBit("t.w", bit)} as b${bit}`);
      const [row] = await session.read(`select ${bits.join(", ")} from (select cast(${word} as bigint) as w) t`);
      const found = Object.values(row ?? {}).flatMap((isSet, bit) => (isSet === true ? [bit] : []));
      assert.deepEqual(found, set);
    });

    test("different values are counted closely where there are many, also where most come twice", async () => {
      await using session = await lake.session();
      await session.write(
        "create or replace temp table many as select case when i % 3 = 0 then null else cast(i // 2 as varchar) end as v from range(300000) r(i)",
      );
      const [row] = await session.read<{ n: number; exact: number }>(
        `select ${lake.dialect.distinctOfMany("m.v")} as n, count(distinct m.v) as exact from many m`,
      );
      assert.ok(row && Math.abs(row.n / row.exact - 1) < 0.05, `${row?.n} for ${row?.exact}`);
    });

    test("a query stops when its caller has gone", async () => {
      const gone = new AbortController();
      await using session = await lake.session(gone.signal);
      const running = session.read(
        "select count(*) as n from range(100000000) a, range(1000) b where a.range % 7 = b.range % 11",
      );
      setImmediate(() => gone.abort());
      await assert.rejects(running);
    });
  });
}
