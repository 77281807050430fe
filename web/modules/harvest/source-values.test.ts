import assert from "node:assert/strict";
import { test } from "node:test";
import { type HarvestSource, SourceFields } from "#contract/harvest";
import { blankSource, fieldsOf, valuesOf } from "./source-values.ts";

const listing: SourceFields = {
  name: "清单",
  kind: "listing",
  url: null,
  fileId: "0197a000-0000-7000-8000-000000000001",
  licence: "CC BY 4.0",
  filter: "",
  mapping: { hasHeading: false, encoding: "gbk", columns: { title: "#2", publisher: "#5" } },
  everyDays: null,
};

test("what the hub has comes back from the form as it was", () => {
  const source = { ...listing, fileName: "清单.csv" } as HarvestSource;
  assert.deepEqual(fieldsOf(valuesOf(source)), listing);
});

test("what belongs to another kind or place is not sent", () => {
  const values = { ...blankSource, name: "平台", url: " https://a.example ", filter: "organization:x", everyDays: 7 };
  assert.deepEqual(SourceFields.parse(fieldsOf({ ...values, kind: "dcat" })), {
    name: "平台",
    kind: "dcat",
    url: "https://a.example",
    fileId: null,
    licence: "",
    filter: "",
    mapping: null,
    everyDays: 7,
  });
  const { url, everyDays } = fieldsOf({ ...values, from: "file", fileId: listing.fileId ?? "" });
  assert.deepEqual([url, everyDays], [null, null]);
});
