import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Problem } from "#kernel/problem";
import { changesOf } from "./push-batch.ts";

const mapping = [{ source: "id" }, { source: "name" }];
const batch = { batchId: "b1", table: "person", rows: [], deletes: [] };
const of = (given: Partial<Parameters<typeof changesOf>[0]>) =>
  changesOf({ ...batch, ...given }, ["id"], mapping, new Date(0));
const refusedAs = (code: string) => (error: unknown) => error instanceof Problem && error.code === code;

describe("a batch that was sent", () => {
  test("deletes before it writes, so that a key may go and come back", () => {
    const changes = of({ rows: [{ id: 1, name: "甲" }], deletes: [{ id: 1 }] });
    assert.deepEqual(
      changes.map((change) => change.op),
      ["delete", "insert"],
    );
  });

  test("gives whole rows: an absent column has no value", () => {
    const [change] = of({ rows: [{ id: true }] });
    assert.deepEqual(change && "values" in change ? change.values : null, { id: "true", name: null });
  });

  test("with a row without its key is refused whole, with the row's number", () => {
    assert.throws(() => of({ rows: [{ id: "1" }, { name: "乙" }] }), refusedAs("intake.push-key-empty"));
  });

  test("with a column nobody mapped is refused: it would be lost", () => {
    assert.throws(() => of({ rows: [{ id: 1, phone: "1" }] }), refusedAs("intake.push-column-unknown"));
  });
});
