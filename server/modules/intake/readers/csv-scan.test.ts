import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import fc from "fast-check";
import { openDuckdb } from "#kernel/lake/duckdb";
import { type CsvDialect, lineEnds, name } from "#kernel/lake/lake";
import { placeRecords, scanCsv } from "./csv-scan.ts";

const folder = mkdtempSync(path.join(tmpdir(), "weir-scan-"));
const lake = await openDuckdb({ folder: null, memoryMb: 256 });
after(async () => {
  await lake.close();
  rmSync(folder, { recursive: true, force: true });
});

const dialect: CsvDialect = { delimiter: ",", quote: '"', escape: '"', skipLines: 0, lineEnd: "\n" };
const file = path.join(folder, "t.csv");
const columns = ["a", "b", "c"].map((column) => ({ name: column, type: { kind: "text" } as const }));

async function scan(content: string, options: Partial<CsvDialect> = {}) {
  writeFileSync(file, content);
  return scanCsv(file, { ...dialect, ...options });
}

const cell = fc.oneof(
  fc.constantFrom("", '""', "x", '"a,b"', '"q""q"', '"line\nend"', '"line\r\nend"', 'in"side', "汉字"),
  fc.stringMatching(/^[a-z0-9 ]{1,40}$/),
);
const record = fc.array(cell, { minLength: 2, maxLength: 4 }).map((cells) => cells.join(","));

test("it counts as many records as the engine accepts and rejects, and places every reject", async () => {
  let made = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof({ weight: 9, arbitrary: record }, { weight: 1, arbitrary: fc.constant("") }), {
        minLength: 1,
        maxLength: 60,
      }),
      fc.constantFrom(...lineEnds.slice(0, 2)),
      fc.boolean(),
      async (records, lineEnd, endsWithLine) => {
        made += 1;
        const content = records.join(lineEnd) + (endsWithLine ? lineEnd : "");
        const options = { ...dialect, lineEnd };
        const census = await scan(content, options);
        await using session = await lake.session();
        const outcome = await session.createFromCsv(name(`t${made}`), { file, dialect: options, columns });
        assert.equal(census.records, outcome.accepted + outcome.rejectedRecords);
        const bytes = Buffer.from(content);
        for await (const batch of session.rejects()) {
          const places = await placeRecords(
            file,
            options,
            census,
            batch.map((reject) => reject.offset),
          );
          for (const [index, reject] of batch.entries()) {
            const numbered = records.filter((text) => text !== "")[(places[index]?.record ?? 0) - 1] ?? "";
            assert.equal(reject.record, numbered);
            const before = bytes.subarray(0, reject.offset).toString().split("\n").length;
            assert.ok((places[index]?.line ?? 0) >= before);
          }
        }
      },
    ),
    { numRuns: 150 },
  );
});

test("chunk borders change nothing: quotes, escapes and line ends split between two reads", async () => {
  const padding = "x".repeat((1 << 20) - 8);
  for (let shift = 0; shift < 16; shift += 1) {
    const census = await scan(`${padding}${"y".repeat(shift)},"a""\r\n","b"\r\n1,2,3\r\n`);
    assert.deepEqual([census.records, census.lineEnds], [2, { lf: 0, crlf: 2, cr: 0 }], `shift ${shift}`);
  }
});

test("skipped lines are counted as lines, whatever quotes they hold", async () => {
  const census = await scan('a "title\nsecond\n1,2\n3,4\n', { skipLines: 2 });
  assert.equal(census.records, 2);
  const [place] = await placeRecords(file, { ...dialect, skipLines: 2 }, census, [20]);
  assert.deepEqual(place, { record: 2, line: 4 });
});

test("mixed line ends are told apart", async () => {
  const census = await scan("1,2\r\n3,4\n5,6\r7,8\n");
  assert.deepEqual(census.lineEnds, { lf: 2, crlf: 1, cr: 1 });
  assert.equal(census.records, 4);
});

test("a backslash escapes a quote where the dialect says so", async () => {
  const census = await scan('"a\\"\n",b\nc,d\n', { escape: "\\" });
  assert.equal(census.records, 2);
});

test("a record far into a large file is placed from the nearest mark", async () => {
  const lines = Array.from({ length: 60_000 }, (_, index) => `${index + 1},"值,${index}",z`);
  const census = await scan(`${lines.join("\n")}\n`);
  assert.ok(census.marks.length > 3);
  const offset = Buffer.byteLength(`${lines.slice(0, 54_321).join("\n")}\n`);
  const [first, place] = await placeRecords(file, dialect, census, [0, offset]);
  assert.deepEqual(
    [first, place],
    [
      { record: 1, line: 1 },
      { record: 54_322, line: 54_322 },
    ],
  );
});

test("an odd character that lies across two reads is seen like any other", async () => {
  for (let shift = 0; shift < 5; shift += 1) {
    const census = await scan(`${"x".repeat((1 << 20) - 4 + shift)}\u200B,b,c\n`);
    assert.equal(census.isUntidy, true, `shift ${shift}`);
  }
  assert.equal((await scan(`${"x".repeat(1 << 20)},“乙”。,c\n`)).isUntidy, false);
});
