import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { generateSample } from "#sample";
import { matchFiles, type MatchedFile } from "../server/modules/libraries/test-ground.ts";

// The city's generator knows who every record is about. The engine was built looking at seeds 1 and 7; of the seeds here the
// second showed a fault (credit codes in small letters were not known as such), the first was never looked at.

const folder = mkdtempSync(path.join(tmpdir(), "weir-match-city-"));
after(() => rmSync(folder, { recursive: true, force: true }));

interface Register extends MatchedFile {
  /** Key of the table in the sample's truth. */
  readonly key: string;
}

const persons: readonly Register[] = [
  { key: "population", file: "gongan/renkou.db", table: "T_RK_JBXX" },
  { key: "medical-insured", file: "yibaoju/yibao.db" },
  { key: "insured-persons", file: "rensheju/参保人员信息.csv" },
];
const firms: readonly Register[] = [
  { key: "market-entities", file: "shichang/scjg.db" },
  { key: "taxpayers", file: "shuiwuju/DJ_NSRXX.txt" },
];

for (const { dirt, seed } of [
  { dirt: 1, seed: 20_261_101 },
  { dirt: 5, seed: 20_261_102 },
]) {
  const city = path.join(folder, `dirt-${dirt}`);
  before(() => generateSample({ folder: city, people: 10_000, seed, asOf: "2026-03-01", dirt }));
  for (const [what, registers] of Object.entries({ persons, firms })) {
    test(`${what} of the sample city are found again with faults ${dirt} times the usual`, async () => {
      const files = registers.map((register) => ({ ...register, file: path.join(city, "data", register.file) }));
      const { clustered } = await matchFiles(folder, files, async (session, tables) => {
        const truth: (string | null)[] = [];
        for (const [at, { relation }] of tables.entries()) {
          const links = linksOf(path.join(city, "truth/rows", `${registers[at]?.key ?? ""}.csv`));
          const rows = await session.read<{ row: number }>(`select _row as "row" from ${relation} order by rowid`);
          truth.push(...rows.map(({ row }) => links.get(row) ?? null));
        }
        return truth;
      });
      const said = `precision ${clustered.precision}, recall ${clustered.recall}`;
      assert.ok(clustered.precision >= 0.995, said);
      assert.ok(clustered.recall >= 0.98, said);
    });
  }
}

/** Record → its subject. */
function linksOf(file: string): Map<number, string | null> {
  const lines = readFileSync(file, "utf8").trim().split("\n").slice(1);
  return new Map(
    lines.map((line) => {
      const [row = "", about = ""] = line.split(",");
      return [Number(row), about === "" ? null : about];
    }),
  );
}
