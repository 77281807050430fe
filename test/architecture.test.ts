import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { faultsIn, rowReaders } from "./kit/architecture.ts";

const root = path.resolve(import.meta.dirname, "..");

test("every import goes through a door that its place may open", () => {
  const files = globSync("{contract,server,web,sample,bench,test}/**/*.{ts,tsx}", {
    cwd: root,
    exclude: ["test/fixtures/**"],
  });
  assert.ok(files.length > 100, `only ${files.length} files seen`);
  assert.deepEqual(faultsIn(root, files), []);
});

test("each kind of wrong import in the fixture is found", () => {
  const fixture = path.join(root, "test", "fixtures", "architecture");
  const files = globSync("**/*.{ts,tsx}", { cwd: fixture });
  const rules = faultsIn(fixture, files).map((fault) => `${fault.file}: ${fault.rule}`);
  assert.deepEqual(rules.toSorted(), [
    "contract/quality.ts: contract imports only the schema library",
    "server/kernel/clock.ts: kernel imports no module",
    "server/modules/gate/leak.ts: rows leave the gate through emit.ts",
    "server/modules/ledger/index.ts: ledger may not open #catalog",
    "server/modules/operations/rows.ts: only the gate lets rows out",
    "server/modules/quality/inner.ts: only #kernel, #contract and doors, never another module's file",
    "server/modules/quality/reads.ts: only a store names tables",
    "server/plain.ts: nothing imports test",
    "web/kit/button.tsx: kit imports nothing of ours",
    "web/modules/quality/page.tsx: web never imports server",
  ]);
});

test("every place that may read rows besides the gate still does", () => {
  const files = globSync("server/modules/**/*.ts", { cwd: root });
  const reads = (file: string) =>
    /\blake\.session\(|\breadLake\b|\binLakeTransaction\b/.test(readFileSync(path.join(root, file), "utf8"));
  for (const { place, why } of rowReaders)
    assert.ok(
      files.some((file) => place.test(file) && reads(file)),
      `${place}: ${why}`,
    );
});
