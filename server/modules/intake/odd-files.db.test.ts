import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { describe, test } from "node:test";
import * as XLSX from "@e965/xlsx";
import type { DirtyRow, Load } from "#contract/intake";
import { draftOf, quickLoad } from "#test/loading";
import { intakeGround, police } from "./test-ground.ts";

// Files as departments really send them, through the whole hub: what loads, what is set aside, what is refused and how.

const { steward, freshName, dirtyOf, rowsOf } = await intakeGround(64);
const load = (name: string, content: string | Uint8Array) =>
  quickLoad(steward, name, content, { ...police, as: freshName() });

/** Rows of the standard table as lists of values, in the order of the file. */
const cells = async (loaded: Load) =>
  (await rowsOf(loaded)).map((row) => Object.entries(row).flatMap(([name, cell]) => (name === "_row" ? [] : [cell])));
const faultsOf = async ({ id }: Load) => {
  const { body } = await dirtyOf(id);
  return body.items.map((item: DirtyRow) => [item.row, item.place.zh, item.faults.map((fault) => fault.rule)]);
};

async function refusalOf(name: string, content: string | Uint8Array) {
  const { status, body } = await draftOf(steward, name, content, police);
  const { code, detail } = body as unknown as { code: string; detail: string };
  return { status, code, detail };
}

describe("delimited text", () => {
  test("title lines, a preamble and blank lines before the headings are skipped and told", async () => {
    const content = "某区户籍登记表\n制表日期：2026-01-05,,\n\n编号,户名,金额\n1,甲,2.5\n2,乙,3\n";
    const { body: draft } = await draftOf(steward, "a.csv", content, police);
    assert.deepEqual(
      draft.columns.map((column) => column.heading),
      ["编号", "户名", "金额"],
    );
    assert.ok(draft.inspection.notices.some((notice) => notice.code === "title-lines"));
  });

  test("headings that are missing or doubled still give every column a name of its own", async () => {
    const { body: draft } = await draftOf(steward, "a.csv", "编号,名称,名称,\n1,甲,乙,x\n2,丙,丁,y\n", police);
    assert.deepEqual(
      draft.columns.map((column) => column.name),
      ["编号", "名称", "名称_2", "列4"],
    );
  });

  for (const [what, delimiter] of [
    ["semicolons", ";"],
    ["tabs", "\t"],
    ["bars", "|"],
  ] as const) {
    test(`fields parted by ${what} are found`, async () => {
      const content = ["编号,名称,备注", "1,甲,子", "2,乙,丑"].join("\n").replaceAll(",", delimiter);
      assert.deepEqual(await cells(await load("a.txt", content)), [
        ["1", "甲", "子"],
        ["2", "乙", "丑"],
      ]);
    });
  }

  test("a file with headings and nothing else loads as an empty table", async () => {
    const loaded = await load("a.csv", "编号,名称\n");
    assert.deepEqual([loaded.state, loaded.rowsRead, loaded.isReconciled], ["published", 0, true]);
  });

  test("line ends of three kinds in one file lose no row", async () => {
    const loaded = await load("a.csv", '编号,名称\r\n1,甲\n2,"乙\n乙"\r3,丙\r\n');
    assert.deepEqual([loaded.rowsRead, loaded.rowsRejected], [3, 0]);
  });

  test("a quote inside a value is part of it, and one that is never closed takes no good row with it", async () => {
    const inside = await load("a.csv", '编号,名称\n1,5"管\n2,乙\n');
    assert.deepEqual(await cells(inside), [
      ["1", '5"管'],
      ["2", "乙"],
    ]);
    const open = await load("a.csv", '编号,名称\n1,甲\n2,"乙\n3,丙\n4,丁\n');
    assert.equal((open.rowsLoaded ?? 0) + (open.rowsRejected ?? 0), open.rowsRead);
    assert.equal(open.isReconciled, true);
    assert.ok((open.rowsRejected ?? 0) >= 1);
    assert.deepEqual((await cells(open))[0], ["1", "甲"]);
  });

  test("zero bytes inside text are taken out, and counted as cleaning", async () => {
    const loaded = await load("a.csv", "编号,名称\n1,甲\0乙\n2,丙\n3,一个比较长的名称，说明零字节只是夹在里面\n");
    assert.deepEqual([loaded.state, loaded.rowsRead], ["published", 3]);
    assert.deepEqual((await cells(loaded)).slice(0, 2), [
      ["1", "甲乙"],
      ["2", "丙"],
    ]);
  });

  test("one cell of ten megabytes is set aside as too long, and the rows around it load", async () => {
    const loaded = await load("a.csv", `编号,名称\n1,甲\n2,"${"x".repeat(10_000_000)}"\n3,丙\n`);
    assert.deepEqual(
      [loaded.rowsRead, loaded.rowsLoaded, loaded.rowsRejected],
      [3, 2, 1],
      JSON.stringify(loaded.problem),
    );
    assert.deepEqual(await faultsOf(loaded), [[2, "第 3 行", ["shape.too-long"]]]);
  });

  test("bytes foreign to the encoding put their own line aside, not the file", async () => {
    const good = Array.from({ length: 60 }, (_, index) => `${index + 1},户${index + 1}\n`).join("");
    const content = Buffer.concat([
      Buffer.from(`编号,名称\n${good}`),
      Buffer.from("61,"),
      Buffer.of(0xc4, 0xfa, 0xff, 10),
    ]);
    const loaded = await load("a.csv", content);
    assert.deepEqual([loaded.encoding, loaded.rowsRead, loaded.rowsRejected], ["UTF-8", 61, 1]);
  });
});

describe("JSON", () => {
  test("a broken line of NDJSON is set aside with its text, and the good lines go on", async () => {
    const loaded = await load("a.ndjson", '{"编号":1,"名称":"甲"}\n{"编号":2,"名称":\n{"编号":3,"名称":"丙"}\n');
    assert.deepEqual([loaded.rowsRead, loaded.rowsLoaded, loaded.rowsRejected, loaded.isReconciled], [3, 2, 1, true]);
    assert.deepEqual(await faultsOf(loaded), [[2, "第 2 行", ["shape.broken-json"]]]);
  });

  test("NDJSON whose last line is cut short is refused with its place", async () => {
    const { status, code, detail } = await refusalOf(
      "a.ndjson",
      '{"编号":1,"名称":"甲"}\n{"编号":2,"名称":"乙"}\n{"编号":3,"名',
    );
    assert.deepEqual([status, code], [422, "intake.json-truncated"]);
    assert.match(detail, /第 3 行/);
  });

  test("JSON that is wrong in the middle is refused with line and column", async () => {
    const { code, detail } = await refusalOf("a.json", '[\n{"a": 1},\n{"a": 2,, "b": 3}\n]');
    assert.equal(code, "intake.json-broken");
    assert.match(detail, /第 3 行/);
  });

  test("a record nested very deep loads, its depths as text", async () => {
    const deep = `${'{"x":'.repeat(2000)}1${"}".repeat(2000)}`;
    const loaded = await load("a.json", `[{"编号":"A1","深":${deep}},{"编号":"A2","深":null}]`);
    assert.deepEqual([loaded.state, loaded.rowsRead], ["published", 2], JSON.stringify(loaded.problem));
  });

  test("records of different shapes share one table, absent members without a value", async () => {
    const loaded = await load("a.json", '[{"编号":"A1","甲":"x"},{"编号":"A2","乙":{"丙":"y"}}]');
    assert.deepEqual(await cells(loaded), [
      ["A1", "x", null],
      ["A2", null, "y"],
    ]);
  });

  test("one column of which some rows have no value keeps all its rows", async () => {
    const loaded = await load("a.json", '[{"v":"a"},{"v":null},{"v":"b"}]');
    assert.deepEqual(await cells(loaded), [["a"], [null], ["b"]]);
  });
});

describe("workbooks", () => {
  const book = (sheets: Readonly<Record<string, XLSX.WorkSheet>>, type: "xlsx" | "xls" = "xlsx") => {
    const workbook = XLSX.utils.book_new();
    for (const [name, sheet] of Object.entries(sheets)) XLSX.utils.book_append_sheet(workbook, sheet, name);
    return XLSX.write(workbook, { type: "buffer", bookType: type }) as Buffer;
  };

  test("dates, times and numbers are what the cell holds, errors of formulas stand as their text", async () => {
    const sheet = XLSX.utils.aoa_to_sheet([
      ["编号", "签发", "丙", "结果"],
      ["A1", null, 0.5, null],
      ["A2", null, 1234.5, null],
    ]);
    sheet["B2"] = { t: "n", v: 46_099, z: "yyyy/m/d" };
    sheet["B3"] = { t: "n", v: 46_100, z: "yyyy/m/d" };
    sheet["D2"] = { t: "e", v: 0x2a, w: "#N/A" };
    sheet["D3"] = { t: "s", v: "好" };
    for (const type of ["xlsx", "xls"] as const) {
      const rows = await cells(await load(`a.${type}`, book({ 表: sheet }, type)));
      assert.deepEqual(
        rows.map((row) => row.slice(0, 3)),
        [
          ["A1", "2026-03-18", 0.5],
          ["A2", "2026-03-19", 1234.5],
        ],
      );
      assert.equal(rows[1]?.[3], "好");
    }
  });

  test("merged titles over the headings are skipped, a merged cell below gives its value to its first row", async () => {
    const sheet = XLSX.utils.aoa_to_sheet([
      ["某区登记表", null, null],
      ["编号", "街道", "户数"],
      ["A1", "春熙路", 3],
      ["A2", null, 4],
    ]);
    sheet["!merges"] = [XLSX.utils.decode_range("A1:C1"), XLSX.utils.decode_range("B3:B4")];
    assert.deepEqual(await cells(await load("a.xlsx", book({ 表: sheet }))), [
      ["A1", "春熙路", 3],
      ["A2", null, 4],
    ]);
  });

  test("of several sheets the fullest is offered first and any can be chosen", async () => {
    const content = book({
      说明: XLSX.utils.aoa_to_sheet([["本表由系统导出"]]),
      数据: XLSX.utils.aoa_to_sheet([["编号", "名称"], ...Array.from({ length: 30 }, (_, row) => [`A${row}`, "甲"])]),
    });
    const { body: draft } = await draftOf(steward, "a.xlsx", content, police);
    assert.deepEqual(draft.inspection.tables.map((table) => table.name).toSorted(), ["数据", "说明"]);
    const chosen = await draftOf(steward, "a.xlsx", content, { ...police, table: "数据" });
    assert.equal(chosen.body.columns.length, 2);
  });
});

describe("files that are no data are refused by what they are", () => {
  const cases: readonly [string, string | Uint8Array, string, RegExp][] = [
    ["an empty file", "", "intake.nothing-inside", /空/],
    ["a sign-in page", "<!DOCTYPE html><html><body>请登录</body></html>", "intake.not-data", /HTML/],
    ["a PDF", "%PDF-1.7\n%âãÏÓ\n", "intake.not-data", /PDF/],
    ["a picture", Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"), "intake.not-data", /PNG/],
    [
      "bytes of no known kind",
      Buffer.concat([Buffer.from("\0\u0001\0\0Standard Jet DB"), Buffer.alloc(300)]),
      "intake.format-unknown",
      /认不出/,
    ],
    ["a workbook cut short", Buffer.from("504b030414000600080000002100", "hex"), "intake.workbook-cut", /不完整/],
    ["a gzip cut short", gzipSync("a,b\n1,2\n".repeat(1000)).subarray(0, 40), "intake.gzip-broken", /断|损坏/],
    ["JSON without any rows", "[]", "intake.json-no-rows", /没有/],
  ];
  for (const [what, content, code, says] of cases) {
    test(what, async () => {
      const refusal = await refusalOf("a.dat", content);
      assert.deepEqual([refusal.status, refusal.code], [422, code]);
      assert.match(refusal.detail, says);
    });
  }
});
