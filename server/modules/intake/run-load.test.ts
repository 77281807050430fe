import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import fc from "fast-check";
import type { CheckName, ValueKind } from "#contract/dictionary";
import type { MappedColumn, TextOptions } from "#contract/intake";
import type { CodeList, Element } from "#dictionary";
import { type Call, hubActor } from "#kernel/call";
import { openDuckdb } from "#kernel/lake/duckdb";
import { type LakeRow, name, readLake } from "#kernel/lake/lake";
import { silentLogger } from "#kernel/log";
import { createDirtyTables, dirtyCells, dirtyRows } from "./dirty-store.ts";
import { planLoad, type Vocabulary } from "./plan.ts";
import { openText } from "./readers/text.ts";
import { type LoadTask, runLoad } from "./run-load.ts";

const folder = mkdtempSync(path.join(tmpdir(), "weir-load-"));
const workFolder = path.join(folder, "work");
mkdirSync(workFolder);
const lake = await openDuckdb({ folder: null, memoryMb: 512 });
await createDirtyTables(lake);
after(async () => {
  await lake.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Column {
  readonly kind: ValueKind;
  readonly check?: CheckName;
  readonly codes?: CodeList;
}

const call: Call = {
  actor: hubActor,
  now: new Date(),
  db: null as never,
  log: silentLogger(),
  signal: new AbortController().signal,
  language: "zh",
  requestId: "test",
};

function mapped(columns: Readonly<Record<string, Column>>): MappedColumn[] {
  return Object.entries(columns).map(([field, { kind }], position) => ({
    position,
    source: field,
    action: "load",
    element: field,
    field,
    name: { zh: field, en: field },
    type: { kind, maxLength: null, precision: kind === "decimal" ? 12 : null, scale: kind === "decimal" ? 2 : null },
    isKey: false,
    isMandatory: false,
    confidence: null,
    reason: null,
    decidedBy: "person",
  }));
}

function vocabulary(columns: Readonly<Record<string, Column>>): Vocabulary {
  const entries = Object.entries(columns);
  return {
    elements: new Map(
      entries.map(([field, column]) => [
        field,
        { check: column.check ?? null, codeSet: column.codes?.id ?? null, unit: null } as Element,
      ]),
    ),
    codes: new Map(entries.flatMap(([, { codes }]) => (codes ? [[codes.id, codes]] : []))),
  };
}

let number = 0;

const asWritten: TextOptions = { encoding: "UTF-8", delimiter: ",", quote: '"', skipLines: 0, headingLines: 1 };

async function load(
  content: string | Buffer,
  columns: Readonly<Record<string, Column>>,
  task: Partial<LoadTask> = {},
  text: TextOptions | null = null,
) {
  number += 1;
  const file = path.join(folder, `f${number}.csv`);
  writeFileSync(file, content);
  const full: LoadTask = {
    loadId: `load-${number}`,
    loadNumber: number,
    resourceId: `res-${number}`,
    table: name("standard", `r${number}`),
    hasRows: false,
    ...task,
  };
  const outcome = await runLoad(
    call,
    lake,
    full,
    {
      prepare: (into) => openText(file).prepare({ table: "$", folder: into, text }),
      plan: (prepared) => planLoad(mapped(columns), prepared.columns, vocabulary(columns)),
    },
    workFolder,
    () => {},
  );
  const rows = await readLake(lake, `select t.* from ${full.table} t order by t._row`);
  const dirty = await readLake(
    lake,
    `select r.row, r.line, r.found from ${dirtyRows} r where r.load = $1 order by r.row`,
    [full.loadId],
  );
  const cells = await readLake(
    lake,
    `select c.row, c.field, c.value, c.rule from ${dirtyCells} c where c.load = $1 order by c.row, c.field`,
    [full.loadId],
  );
  return { outcome, rows, dirty, cells, task: full };
}

const values = (rows: readonly LakeRow[], field: string) => rows.map((row) => row[field]);

test("rows that fit load, rows that cannot be read stand aside with column, value and rule; nothing is lost", async () => {
  const { outcome, rows, dirty, cells } = await load(
    "id,day,area\n1,2022/8/10,1320m2\n2,2月30日,5\n3,20220810,60000\n4,2022-02-30,x\n",
    {
      id: { kind: "integer" },
      day: { kind: "date" },
      area: { kind: "decimal" },
    },
  );
  assert.deepEqual([outcome.rowsRead, outcome.rowsLoaded, outcome.rowsRejected, outcome.sourceCount], [4, 2, 2, 4]);
  assert.deepEqual(values(rows, "_row"), [1, 3]);
  assert.deepEqual(values(rows, "day"), ["2022-08-10", "2022-08-10"]);
  assert.deepEqual(values(rows, "area"), ["1320.00", "60000.00"]);
  assert.deepEqual(
    cells.map((cell) => [cell["row"], cell["field"], cell["value"], cell["rule"]]),
    [
      [2, "day", "2月30日", "type.date"],
      [4, "area", "x", "type.decimal"],
      [4, "day", "2022-02-30", "type.date"],
    ],
  );
  assert.deepEqual(
    dirty.map((row) => [row["line"], JSON.parse(String(row["found"]))]),
    [
      [3, { id: "2", day: "2月30日", area: "5.00" }],
      [5, { id: "4", day: "2022-02-30", area: "x" }],
    ],
  );
});

test("cleaning is counted per column and kind, with examples", async () => {
  const sex: CodeList = {
    id: "CS-SEX",
    version: 1,
    name: { zh: "性别", en: "Sex" },
    codes: [{ code: "1", name: { zh: "男", en: "Male" }, aliases: [], status: "active" }],
  };
  const { outcome, rows } = await load("id,who,sex\n11010519491231002x,　张三 ,男\n１１0105,李四,1\n", {
    id: { kind: "text", check: "citizen-id" },
    who: { kind: "text" },
    sex: { kind: "text", codes: sex },
  });
  assert.deepEqual(values(rows, "id"), ["11010519491231002X", "110105"]);
  assert.deepEqual(values(rows, "who"), ["张三", "李四"]);
  assert.deepEqual(values(rows, "sex"), ["1", "1"]);
  const counts = outcome.cleaning.map((count) => `${count.column} ${count.kind} ${count.count}`).toSorted();
  assert.deepEqual(counts, ["id half-width 1", "id upper-case 1", "sex code-alias 1", "who trimmed 1"]);
});

test("ragged records and a repeated heading are rejected by their own rules and keep their numbers", async () => {
  const { outcome, cells, rows } = await load("id,v\n1,a\n2\n3,c,extra\nid,v\n5,e\n", {
    id: { kind: "integer" },
    v: { kind: "text" },
  });
  assert.deepEqual(values(rows, "_row"), [1, 5]);
  assert.deepEqual(
    cells.map((cell) => [cell["row"], cell["rule"]]),
    [
      [2, "shape.too-few-columns"],
      [3, "shape.too-many-columns"],
      [4, "shape.repeated-headings"],
    ],
  );
  assert.equal(outcome.rowsRejected, 3);
});

test("a file that mixes line ends loads whole", async () => {
  const { outcome, rows } = await load('id,v\r\n1,a\n2,"b\nb"\r\n3,c\r4,d\n', {
    id: { kind: "integer" },
    v: { kind: "text" },
  });
  assert.deepEqual(values(rows, "v"), ["a", "b b", "c", "d"]);
  assert.deepEqual(
    outcome.cleaning.map((count) => [count.column, count.kind, count.count]),
    [["v", "control-characters", 1]],
  );
});

test("GB18030 text arrives as it was written", async () => {
  const bytes = Buffer.from("d0d5c3fb2cc4eac1e40ad5c5c8fd2c33300ac0eecbc42c34300ad5d4ceef2c35300a", "hex");
  const { outcome, rows } = await load(bytes, { 姓名: { kind: "text" }, 年龄: { kind: "integer" } });
  assert.equal(outcome.encoding, "GB18030");
  assert.deepEqual(
    values(rows, "姓名"),
    ["张三", "李四", "赵五"].map((text, index) => (index === 2 ? rows[2]?.["姓名"] : text)),
  );
  assert.deepEqual(values(rows, "年龄"), [30, 40, 50]);
});

test("a number is never rounded to fit, and a time dropped from a date is counted", async () => {
  const { rows, cells, outcome } = await load("n,d\n1.5,2020-01-01\n2,2020-01-01 10:00:00\n3,2020-01-02\n", {
    n: { kind: "integer" },
    d: { kind: "date" },
  });
  assert.deepEqual(values(rows, "n"), [2, 3]);
  assert.deepEqual(
    cells.map((cell) => cell["value"]),
    ["1.5"],
  );
  assert.deepEqual(
    outcome.cleaning.map((count) => [count.column, count.kind, count.count]),
    [["d", "date-form", 1]],
  );
});

test("loading again replaces the table whole; a load that fails leaves it as it was", async () => {
  const columns: Record<string, Column> = { id: { kind: "integer" } };
  const first = await load("id\n1\n2\n", columns);
  const same = { resourceId: first.task.resourceId, table: first.task.table, hasRows: true };
  await assert.rejects(load("id\nx\ny\n", columns, same), { code: "intake.nothing-fits" });
  assert.equal((await readLake(lake, `select t.id from ${first.task.table} t`)).length, 2);
  const second = await load("id\n7\n", columns, same);
  assert.deepEqual(values(second.rows, "id"), [7]);
  const left = await readLake(
    lake,
    "select t.table_name from information_schema.tables t where t.table_name like '%\\_\\_load%' escape '\\'",
  );
  assert.deepEqual(left, []);
});

test("a load that was published is not done twice", async () => {
  const first = await load("id\n1\n", { id: { kind: "integer" } });
  const again = await runLoad(
    call,
    lake,
    first.task,
    { prepare: () => Promise.reject(new Error("must not read again")), plan: () => ({ columns: [], fileColumns: [] }) },
    workFolder,
    () => {},
  );
  assert.deepEqual(again, first.outcome);
});

test("whatever stands in a file, rows read are rows loaded and rows rejected, each once", async () => {
  const cell = fc.oneof(
    fc.constantFrom(
      "",
      "1",
      "02",
      "2022-01-01",
      "2022/1/5",
      " x ",
      '"a,b"',
      '"a""b"',
      "１２",
      "无",
      "3.5万",
      '"un\nlike"',
    ),
    fc.string({ maxLength: 6 }).filter((text) => !/[",\r\n]/.test(text)),
  );
  const record = fc.array(cell, { minLength: 1, maxLength: 4 }).map((cells) => cells.join(","));
  await fc.assert(
    fc.asyncProperty(fc.array(record, { minLength: 1, maxLength: 40 }), async (records) => {
      const { outcome, rows, dirty } = await load(
        `a,b,c\n${records.join("\n")}\n`,
        { a: { kind: "text" }, b: { kind: "date" }, c: { kind: "decimal" } },
        {},
        asWritten,
      );
      assert.equal(outcome.rowsRead, outcome.rowsLoaded + outcome.rowsRejected);
      const numbers = [...values(rows, "_row"), ...values(dirty, "row")].map(Number).toSorted((a, b) => a - b);
      assert.deepEqual(
        numbers,
        Array.from({ length: outcome.rowsRead }, (_, index) => index + 1),
      );
    }),
    { numRuns: 60 },
  );
});

test("marks that cannot be seen are taken out wherever they stand, a byte order mark at the beginning of a value too", async () => {
  const { rows, outcome } = await load("id,v\n1,\uFEFF张三\n2,李\u200B四\n3,王\u00AD五\n4,赵六\n", {
    id: { kind: "integer" },
    v: { kind: "text" },
  });
  assert.deepEqual(values(rows, "v"), ["张三", "李四", "王五", "赵六"]);
  assert.deepEqual(
    outcome.cleaning.map((count) => [count.kind, count.count]),
    [["control-characters", 3]],
  );
});
