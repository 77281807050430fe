import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { matchFiles } from "./test-ground.ts";

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
