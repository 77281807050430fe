import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { matchFiles } from "./test-ground.ts";
import { truthOfPairs } from "./truth.ts";

// Public sets of records with their answers. Nothing is set per file: every test gives files and the truth, no more.

const folder = path.join(import.meta.dirname, "../../../../shared/data/gov-sample/entity_resolution");
const skip = existsSync(folder) ? false : "needs ../shared/data/gov-sample";
const work = mkdtempSync(path.join(tmpdir(), "weir-match-"));
after(() => rmSync(work, { recursive: true, force: true }));

const floors = [
  { file: "febrl_dataset1.csv", truth: "rec_id", f1: 0.998 },
  { file: "febrl_dataset3.csv", truth: "rec_id", f1: 0.997 },
  { file: "fake_1000.csv", truth: "cluster", f1: 0.92 },
] as const;

for (const { file, truth, f1 } of floors) {
  test(`${file} is clustered with an F1 of at least ${f1}`, { skip }, async () => {
    const { clustered } = await matchFiles(work, [{ file: path.join(folder, file) }], truth);
    assert.ok(clustered.f1 >= f1, `F1 ${clustered.f1}, precision ${clustered.precision}, recall ${clustered.recall}`);
  });
}

test(
  "abt_buy, goods of two shops by their descriptions, is clustered with an F1 of at least 0.75",
  { skip },
  async () => {
    const pairs = readFileSync(path.join(folder, "abt_buy_gt.csv"), "utf8")
      .trim()
      .split("\n")
      .slice(1)
      .map((line): [string, string] => {
        const [left = "", right = ""] = line.trim().split("|");
        return [left, right];
      });
    const files = ["abt_buy_abt.csv", "abt_buy_buy.csv"].map((file) => ({ file: path.join(folder, file) }));
    const { clustered, outcome } = await matchFiles(work, files, (session, tables) =>
      truthOfPairs(
        session,
        tables.map((table) => ({ ...table, idColumn: "id" })),
        pairs,
      ),
    );
    assert.ok(clustered.f1 >= 0.75, `F1 ${clustered.f1}, precision ${clustered.precision}, recall ${clustered.recall}`);
    const first = outcome.prepared.offsets[1] ?? 0;
    for (const [row, label] of outcome.clusters.entries())
      assert.ok(label === row || (label < first && row >= first), "a shop lists a thing once");
  },
);
