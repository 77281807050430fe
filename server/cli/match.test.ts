import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { runWeir } from "#test/hub-process";

// `weir match` needs no hub: files in, clusters out.

const folder = mkdtempSync(path.join(tmpdir(), "weir-match-cli-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const file = path.join(folder, "名册.csv");
const line = (row: number): string => {
  const n = row % 120;
  const name = `${"王李张刘陈杨赵黄".charAt(n % 8)}${"清海淑泽润沐江洪泉渝湘".charAt(n % 11)}${"源波洁民生晨涛亮英云".charAt(n % 10)}`;
  return `${row},${name},19${50 + (n % 50)}-0${1 + (n % 9)}-${10 + (n % 18)},1390000${1000 + n},p${n}`;
};
writeFileSync(
  file,
  `序号,姓名,出生日期,手机号,真值\n${Array.from({ length: 240 }, (_, row) => line(row)).join("\n")}\n`,
);

const match = (...given: readonly string[]) => runWeir(["match", file, ...given], folder);

test("weir match says as JSON what was chosen, compared, found, and how right it was", async () => {
  const { out, code } = await match("--truth", "真值", "--json");
  assert.equal(code, 0);
  const said = JSON.parse(out) as {
    rows: number;
    clusters: number;
    clustered: { f1: number };
    fields: { meaning: string }[];
  };
  assert.deepEqual([said.rows, said.clusters, said.clustered.f1], [240, 120, 1]);
  assert.deepEqual(said.fields.map(({ meaning }) => meaning).toSorted(), ["date", "person-name", "phone"]);
});

test("weir match writes file, record and cluster of every row", async () => {
  const out = path.join(folder, "clusters.csv");
  await match("--out", out);
  const lines = readFileSync(out, "utf8").trim().split("\n");
  assert.deepEqual([lines[0], lines.length], ["file,record,cluster", 241]);
});

test("weir match with a folder of what it found goes on from there, and a grown file costs its new rows", async () => {
  const grown = path.join(folder, "再来.csv");
  const lines = (count: number) => Array.from({ length: count }, (_, row) => line(row)).join("\n");
  const given = ["match", grown, "--truth", "真值", "--state", path.join(folder, "state"), "--json"];
  const told = async (rows: number) => {
    writeFileSync(grown, `序号,姓名,出生日期,手机号,真值\n${lines(rows)}\n`);
    const { out, code } = await runWeir(given, folder);
    assert.equal(code, 0);
    return JSON.parse(out) as { rows: number; clustered: { f1: number }; increment?: { fresh: number; gone: number } };
  };
  assert.equal((await told(240)).increment, undefined);
  const again = await told(250);
  assert.deepEqual([again.rows, again.clustered.f1, again.increment], [250, 1, { fresh: 10, gone: 0 }]);
});

test("weir match names the columns there are when the truth is none of them", async () => {
  const { err, code } = await match("--truth", "没有");
  assert.equal(code, 2);
  assert.match(err, /姓名、出生日期/);
});
