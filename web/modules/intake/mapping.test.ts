import assert from "node:assert/strict";
import { test } from "node:test";
import type { DataElement } from "#contract/dictionary";
import type { MappedColumn, SourceColumn } from "#contract/intake";
import { chosen, countsOf, stateOf, twinOf } from "./mapping.ts";

const text = { kind: "text", maxLength: null, precision: null, scale: null } as const;

const column = (over: Partial<MappedColumn> = {}): MappedColumn => ({
  position: 0,
  source: "姓名",
  action: "load",
  element: "DE-1",
  field: "name",
  name: { zh: "姓名", en: "Name" },
  type: text,
  isKey: false,
  isMandatory: false,
  confidence: 0.9,
  reason: null,
  decidedBy: "proposed",
  ...over,
});

const source: SourceColumn = {
  position: 0,
  name: "姓名",
  heading: "姓名",
  comment: "",
  type: text,
  samples: [],
  emptyShare: 0,
  field: "xing_ming",
  proposals: [],
};

const element = { id: "DE-2", field: "full_name", name: { zh: "全名", en: "Full name" }, type: text } as DataElement;

test("a proposal under four fifths sure waits for a person, and no longer once one has decided", () => {
  assert.equal(stateOf(column({ confidence: 0.79 })), "open");
  assert.equal(stateOf(column({ confidence: 0.8 })), "proposed");
  assert.equal(stateOf(column({ confidence: 0.1, decidedBy: "person" })), "decided");
  assert.equal(stateOf(column({ element: null, confidence: null })), "proposed");
});

test("columns that are left out count as neither loaded nor open", () => {
  const counts = countsOf([column(), column({ confidence: 0.7 }), column({ action: "skip" })]);
  assert.deepEqual(counts, { loaded: 2, open: 1, proposed: 1, skipped: 1 });
});

test("choosing an element takes its field, name and type, and steps aside for a column that has the field", () => {
  const taken = column({ position: 1, field: "full_name" });
  const now = chosen(column(), source, { kind: "element", element, proposal: undefined }, [taken]);
  assert.equal(now.field, "full_name_2");
  assert.equal(now.element, "DE-2");
  assert.equal(now.decidedBy, "person");
});

test("keeping a column under its own name gives it back its own field", () => {
  assert.equal(chosen(column(), source, { kind: "plain" }, []).field, "xing_ming");
});

test("a column left out is no key and has no twin", () => {
  const left = chosen(column({ isKey: true }), source, { kind: "skip" }, []);
  assert.equal(left.isKey, false);
  assert.equal(twinOf(left, [left, column({ position: 1 })]), undefined);
  assert.equal(twinOf(column(), [column(), column({ position: 1 })])?.position, 1);
});
