import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { parseReceipt, receiptText } from "#contract/gate-receipt";
import { type Surface, type SurfaceItem, warningsOf } from "./aggregation.ts";
import { compileConditions } from "./condition-sql.ts";
import { readRange } from "./file-answer.ts";
import { maskFor } from "./masks.ts";
import { createMarker, readMark } from "./trace-code.ts";
import { compileZones } from "./zones.ts";

test("no text of a caller reaches the SQL, whatever it is", () => {
  const types = new Map([
    ["name", { field: "name", type: { kind: "text", maxLength: null, precision: null, scale: null } as const }],
  ]);
  fc.assert(
    fc.property(fc.array(fc.string({ minLength: 3 }), { minLength: 1, maxLength: 4 }), (values) => {
      const conditions = [
        { item: "name", op: "in" as const, values },
        { item: "name", op: "starts-with" as const, value: values[0] ?? "" },
        { item: "name", op: "range" as const, from: values[0] ?? "", to: null },
      ];
      const sql = compileConditions(conditions, types, 1).sql;
      const plain = compileConditions(
        conditions.map((one) =>
          "values" in one
            ? { ...one, values: values.map(() => "x") }
            : one.op === "range"
              ? { ...one, from: "x" }
              : { ...one, value: "x" },
        ),
        types,
        1,
      ).sql;
      assert.equal(sql, plain);
    }),
  );
});

test("a condition on a column that is gone lets no row through", () => {
  assert.equal(compileConditions([{ item: "gone", op: "in", values: ["1"] }], new Map(), 1).sql, "false");
});

test("every mark reads back as its file and row, and a changed one as nothing", () => {
  const key = randomBytes(16);
  fc.assert(
    fc.property(fc.nat(2 ** 40), fc.nat(2 ** 40), fc.nat(21), (file, row, at) => {
      const mark = createMarker(key, file)(row);
      assert.deepEqual(readMark(key, mark), { file, row });
      const other = mark.slice(0, at) + (mark[at] === "A" ? "B" : "A") + mark.slice(at + 1);
      assert.notDeepEqual(readMark(key, other), { file, row: row + 1 });
      assert.equal(readMark(randomBytes(16), mark), null);
    }),
  );
});

test("a grant hides more than the dictionary demands, and less only unmasked with a reason", () => {
  assert.equal(maskFor("name", { mask: null, reason: "" }), "name");
  assert.equal(maskFor("name", { mask: "all", reason: "" }), "all");
  assert.equal(maskFor("name", { mask: "phone", reason: "" }), "name");
  assert.equal(maskFor("all", { mask: "name", reason: "想看" }), "all");
  assert.equal(maskFor("name", { mask: "unmasked", reason: " " }), "name");
  assert.equal(maskFor("name", { mask: "unmasked", reason: "法定核验" }), null);
  assert.equal(maskFor(null, { mask: "address", reason: "" }), "address");
});

test("a receipt reads back as it was written; anything cut or added is none", () => {
  const hash = "a".repeat(43);
  const receipt = {
    entry: 4711,
    grant: "g-1",
    request: hash,
    answer: hash,
    index: 2,
    size: 8,
    path: "b".repeat(128),
    signature: "c".repeat(86),
  };
  const text = receiptText(receipt);
  assert.deepEqual(parseReceipt(text), receipt);
  assert.equal(parseReceipt(text.slice(0, -1)), null);
  assert.equal(parseReceipt(`${text};x=1`), null);
});

test("ranges as RFC 9110 has them", () => {
  assert.deepEqual(readRange("bytes=0-4", 10), { start: 0, end: 4 });
  assert.deepEqual(readRange("bytes=5-", 10), { start: 5, end: 9 });
  assert.deepEqual(readRange("bytes=-3", 10), { start: 7, end: 9 });
  assert.deepEqual(readRange("bytes=5-99", 10), { start: 5, end: 9 });
  assert.equal(readRange("bytes=10-", 10), "wrong");
  assert.equal(readRange("bytes=4-2", 10), "wrong");
  for (const none of [undefined, "bytes=-", "bytes=0-1,3-4", "rows=1-2"]) assert.equal(readRange(none, 10), null);
});

test("an address belongs to the zone of its narrowest range", () => {
  const zoneOf = compileZones({
    ranges: [
      { cidr: "10.0.0.0/8", zone: "government-extranet" },
      { cidr: "10.8.0.0/16", zone: "high-sensitivity" },
      { cidr: "fd00::/8", zone: "department-network" },
    ],
    otherwise: "internet",
  });
  assert.deepEqual(
    ["10.1.1.1", "10.8.1.1", "::ffff:10.8.1.1", "fd12::1", "8.8.8.8", "x"].map((remoteAddress) =>
      zoneOf({ remoteAddress }),
    ),
    ["government-extranet", "high-sensitivity", "high-sensitivity", "department-network", "internet", "internet"],
  );
});

const shown = (field: string, element: string | null, more: Partial<SurfaceItem> = {}): SurfaceItem => ({
  field,
  name: { zh: field, en: field },
  element,
  joins: false,
  names: false,
  isSensitive: false,
  isTrait: false,
  ...more,
});
const surface = (resourceId: string, items: readonly SurfaceItem[], id: string | null = resourceId): Surface => ({
  grant: id === null ? null : { id, code: `G-${id}` },
  resourceId,
  resourceName: resourceId,
  items,
});

test("names here and diagnoses there, joined by the number, are warned of; either alone is not", () => {
  const number = shown("id_no", "DE-2", { joins: true });
  const names = surface("people", [number, shown("name", "DE-1", { names: true })], null);
  const sick = surface("hospital", [number, shown("diagnosis", null, { isSensitive: true })]);
  const [warned, ...others] = warningsOf(names, [sick]);
  assert.equal(warned?.kind, "names-sensitive");
  assert.deepEqual(
    warned.grants.map(({ id }) => id),
    ["hospital"],
  );
  assert.match(warned.text.zh, /第二十五条/);
  assert.deepEqual(others, []);
  assert.deepEqual(warningsOf(names, []), []);
  assert.deepEqual(warningsOf(names, [surface("hospital", [shown("diagnosis", null, { isSensitive: true })])]), []);
});

test("birth, sex and place from three sources single somebody out beside a sensitive fact", () => {
  const number = shown("id_no", "DE-2", { joins: true });
  const trait = (field: string) => shown(field, field, { isTrait: true });
  const asked = surface("a", [number, trait("birth"), shown("debt", null, { isSensitive: true })], null);
  const held = [surface("b", [number, trait("sex")]), surface("c", [number, trait("address")])];
  assert.deepEqual(
    warningsOf(asked, held).map(({ kind }) => kind),
    ["singles-out"],
  );
  assert.deepEqual(warningsOf(asked, held.slice(0, 1)), []);
});
