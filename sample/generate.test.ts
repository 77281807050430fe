import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { generateSample } from "./index.ts";
import { decode } from "./test-read-back.ts";

const folder = mkdtempSync(path.join(tmpdir(), "weir-sample-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const options = { people: 800, seed: 5, asOf: "2026-03-01" };

/** SHA-256 of every file below a folder. */
function hashesOf(name: string): Record<string, string> {
  const root = path.join(folder, name);
  const files = globSync("**/*", { cwd: root }).filter((file) => statSync(path.join(root, file)).isFile());
  return Object.fromEntries(
    files.toSorted().map((file) => [
      file,
      createHash("sha256")
        .update(readFileSync(path.join(root, file)))
        .digest("hex"),
    ]),
  );
}

test("the same seed, size and day give the same bytes, databases and workbooks included", async () => {
  await generateSample({ ...options, folder: path.join(folder, "first") });
  // Files of the old ZIP and workbook formats carry times in steps of two seconds.
  await delay(2100);
  await generateSample({ ...options, folder: path.join(folder, "second") });
  const first = hashesOf("first");
  assert.ok(Object.keys(first).length > 60);
  assert.deepEqual(hashesOf("second"), first);
});

test("another seed gives another city", async () => {
  await generateSample({ ...options, seed: 6, folder: path.join(folder, "other") });
  const [first, other] = [hashesOf("first"), hashesOf("other")];
  assert.notEqual(first["data/gongan/renkou.db"], other["data/gongan/renkou.db"]);
});

test("an older sample is replaced whole, and a manifest stands only on a complete one", async () => {
  const again = path.join(folder, "other");
  writeFileSync(path.join(again, "data", "left-over.csv"), "x");
  await generateSample({ ...options, folder: again });
  assert.deepEqual(hashesOf("other"), hashesOf("first"));
});

test("a folder with something else in it is refused and left alone", async () => {
  const strange = mkdtempSync(path.join(folder, "strange-"));
  writeFileSync(path.join(strange, "thesis.txt"), "x");
  await assert.rejects(generateSample({ ...options, folder: strange }), /thesis\.txt/);
  assert.ok(existsSync(path.join(strange, "thesis.txt")));
});

test("too few people and days that do not exist are refused with a sentence", async () => {
  const empty = path.join(folder, "empty");
  await assert.rejects(generateSample({ ...options, people: 20, folder: empty }), /100/);
  await assert.rejects(generateSample({ ...options, asOf: "2026-02-30", folder: empty }), /2026-02-30/);
});

test("work that is called off ends at once and leaves no manifest", async () => {
  const calledOff = path.join(folder, "called-off");
  const controller = new AbortController();
  const work = generateSample({ ...options, people: 200_000, folder: calledOff, signal: controller.signal });
  controller.abort(new Error("called off"));
  await assert.rejects(work, /called off/);
  assert.ok(!existsSync(path.join(calledOff, "manifest.json")));
});

test("progress names every table once it is written", async () => {
  const told = new Map<string, number>();
  const manifest = await generateSample({
    ...options,
    folder: path.join(folder, "told"),
    onProgress: ({ table, rows }) => void told.set(table, rows),
  });
  assert.deepEqual([...told.keys()].toSorted(), manifest.tables.map(({ key }) => key).toSorted());
  assert.ok((told.get("population") ?? 0) >= 800);
});

test("GB18030 files hold GB18030 and not UTF-8; files with a mark begin with it", async () => {
  const manifest = await generateSample({ ...options, folder: path.join(folder, "encodings") });
  const read = (file: string) => readFileSync(path.join(folder, "encodings", file));
  const chinese = manifest.tables.filter(({ encoding }) => encoding === "GB18030");
  assert.equal(chinese.length, 4);
  for (const { file, columns } of chinese) {
    assert.throws(() => decode(read(file), "UTF-8"));
    assert.ok(decode(read(file), "GB18030").startsWith(`${columns[0]?.name},${columns[1]?.name},`));
  }
  assert.deepEqual([...read("data/rensheju/参保人员信息.csv").subarray(0, 3)], [0xef, 0xbb, 0xbf]);
});
