import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { describe, test } from "node:test";
import { startTestHub } from "#test/hub";
import { wizard } from "#test/loading";
import { expectations, type Expectation } from "./gov-sample.ts";

/**
 * Every file of the sample of real departmental data goes through the hub as a person would take it: upload, look, load.
 * What must come of it is what its README says.
 */
const folder = path.resolve(import.meta.dirname, "..", "..", "shared", "data", "gov-sample");
const isThere = existsSync(path.join(folder, "README.md"));
const skip = !isThere && "the folder ../shared/data/gov-sample is not here";

const files = globSync("**/*", { cwd: folder })
  .filter((file) => statSync(path.join(folder, file)).isFile())
  .filter((file) => file !== "README.md" && !file.startsWith("LICENSES"))
  .toSorted();

const officer = isThere ? await (await startTestHub()).as("data-officer") : undefined;
const rowsOf = new Map<string, number>();

test("every file of the sample has an expectation, and every expectation its file", { skip }, () => {
  assert.deepEqual(Object.keys(expectations).toSorted(), files);
});

describe("through the hub", { skip }, () => {
  for (const [file, expected] of Object.entries(expectations)) {
    test(`${file} ${titleOf(expected)}`, async () => {
      assert.ok(officer);
      const content = readFileSync(path.join(folder, file));
      const table = "refused" in expected ? undefined : expected.choose;
      const result = await wizard(officer, path.basename(file), content, table);
      if ("refused" in expected) {
        assert.ok("code" in result, "it was to be refused");
        assert.deepEqual([result.step, result.code], ["look", expected.refused]);
        for (const part of expected.says) assert.match(result.detail, part);
        return;
      }
      assert.ok("load" in result, `refused: ${"detail" in result ? result.detail : ""}`);
      const { load, draft } = result;
      rowsOf.set(file, load.rowsRead ?? 0);
      assert.deepEqual(
        { rows: load.rowsRead, columns: draft.columns.length, format: load.format, encoding: load.encoding },
        { rows: expected.rows, columns: expected.columns, format: expected.format, encoding: expected.encoding },
      );
      if (expected.table !== undefined) assert.equal(load.table, expected.table);
      if (expected.tables !== undefined) assert.equal(draft.inspection.tables.length, expected.tables);
      assert.equal(load.sourceCount, load.rowsRead);
      assert.equal((load.rowsLoaded ?? 0) + (load.rowsRejected ?? 0), load.rowsRead);
      assert.equal(load.isReconciled, true);
      assert.ok((load.rowsRejected ?? 0) <= (expected.mostRejected ?? 0), `${load.rowsRejected} rows rejected`);
      const notices = draft.inspection.notices.map((notice) => notice.code);
      assert.deepEqual(notices, expected.notices ?? []);
    });
  }

  test("the 29 days of the epidemic hold 15,339 rows in all", () => {
    const days = [...rowsOf].filter(([file]) => file.includes("covid_daily"));
    assert.equal(
      days.reduce((sum, [, rows]) => sum + rows, 0),
      15_339,
    );
  });
});

function titleOf(expected: Expectation): string {
  if ("refused" in expected) return `is refused: ${expected.refused}`;
  return `loads: ${expected.rows} rows × ${expected.columns}`;
}
