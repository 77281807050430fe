import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { wholeDataset } from "../test-datasets.ts";
import { CkanError } from "./errors.ts";
import { meets, type Names, planSearch } from "./search-plan.ts";
import { parseSolr } from "./solr.ts";

const names: Names = {
  departments: new Map([["11999900mb0x00001e", "11999900MB0X00001E"]]),
  themes: new Map([["transport", "transport"]]),
};
const set = wholeDataset();

describe("what the portal itself can answer goes to it whole", () => {
  for (const [query, filter] of [
    ["*:*", {}],
    ["", {}],
    ["停车 泊位", { q: "停车 泊位" }],
    ['"停车场 名录"', { q: "停车场 名录" }],
    ["organization:11999900mb0x00001e", { department: ["11999900MB0X00001E"] }],
    ['+groups:"transport" +tags:停车', { theme: ["transport"], keyword: ["停车"] }],
    ["res_format:CSV OR res_format:JSON", { format: ["csv", "json"] }],
    ["res_format:(CSV OR JSON)", { format: ["csv", "json"] }],
    ["metadata_modified:[2026-01-01T00:00:00Z TO *]", { modifiedSince: "2026-01-01T00:00:00.000Z" }],
    ["metadata_modified:[2026-01-01T00:00:00.000000 TO *]", { modifiedSince: "2026-01-01T00:00:00.000Z" }],
  ] as const)
    test(query || "(nothing)", () => assert.deepEqual(planSearch([query], names), { filter, rest: [] }));
});

describe("the rest is looked at dataset by dataset", () => {
  for (const [query, expected] of [
    ["-organization:11999900mb0x00001e", false],
    ["NOT tags:公园", true],
    ["tags:停* AND -tags:公园", true],
    ["(tags:公园 OR groups:transport) AND license_id:public-data-open-1.0", true],
    ["organization:nobody", false],
    ["title:停车场", true],
    ["name:parking*", true],
    ["state:active AND capacity:public AND dataset_type:dataset", true],
    ["metadata_created:[2026-01-01T00:00:00Z TO 2026-02-01T00:00:00Z]", true],
    ["metadata_modified:[* TO 2026-02-01T00:00:00Z]", false],
    ["metadata_modified:[NOW-100YEARS TO NOW+100YEARS]", true],
    ["停车 OR 没有", true],
    ["!private:true", true],
  ] as const)
    test(`${query}: ${expected}`, () => {
      const { filter, rest } = planSearch([query], names);
      assert.ok(rest.length > 0, JSON.stringify(filter));
      assert.equal(
        rest.every((clause) => meets(set, clause)),
        expected,
      );
    });
});

describe("what is no query", () => {
  for (const query of [
    "(a",
    "a)",
    "tags:",
    "[1 TO 2]",
    "a AND NOT",
    '"open',
    "(".repeat(100),
    "-".repeat(60).concat("a"),
    "a".repeat(5000),
  ])
    test(`${query.slice(0, 20)} is refused as a search error`, () => {
      assert.throws(
        () => parseSolr(query),
        (error: unknown) => error instanceof CkanError && error.status === 400,
      );
    });

  test("whatever is typed, it is read or refused, never a defect", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), fc.constantFrom("", "tags:", "-", "(", "title:["), (text, before) => {
        try {
          const { rest } = planSearch([`${before}${text}`], names);
          for (const clause of rest) meets(set, clause);
        } catch (error) {
          assert.ok(error instanceof CkanError, String(error));
        }
      }),
      { numRuns: 300 },
    );
  });
});
