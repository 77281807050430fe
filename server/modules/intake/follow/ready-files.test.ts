import assert from "node:assert/strict";
import { test } from "node:test";
import { fitsName, markOf, type PlacedFile } from "../readers/file-place.ts";
import { freshFiles, inOrder, restingFiles, signedFiles } from "./ready-files.ts";

const file = (name: string, sizeBytes = 1, at = 0): PlacedFile => ({
  name,
  sizeBytes,
  modifiedAt: new Date(at),
  mark: markOf(sizeBytes, at),
});
const names = (files: readonly { readonly name: string }[]) => files.map(({ name }) => name);

test("a file is fresh when it has come, or is not what was taken", () => {
  const taken = new Map([
    ["a.csv", { mark: markOf(1, 0) }],
    ["b.csv", { mark: markOf(1, 0) }],
  ]);
  assert.deepEqual(names(freshFiles([file("a.csv"), file("b.csv", 2), file("c.csv")], taken)), ["b.csv", "c.csv"]);
});

test("a file that grows between two looks is waited for", () => {
  assert.deepEqual(names(restingFiles([file("a", 1), file("b", 1)], [file("a", 2), file("b", 1), file("c")])), ["b"]);
});

test("where a sign is agreed, only files that have it are taken, and the sign itself is no file", () => {
  const listed = [file("a.csv"), file("a.csv.ok"), file("b.csv")];
  assert.deepEqual(names(signedFiles(listed, listed, { mark: ".ok" })), ["a.csv"]);
});

test("files are taken in the order of their time, or of the numbers in their names", () => {
  const files = [file("d10", 1, 1000), file("d9", 1, 3000), file("d1", 1, 2000)];
  assert.deepEqual(names(inOrder(files, "time")), ["d10", "d1", "d9"]);
  assert.deepEqual(names(inOrder(files, "name")), ["d1", "d9", "d10"]);
});

test("names that tell of writing fit no pattern", () => {
  for (const name of [".a.csv", "a.csv.part", "a.csv.filepart", "a.csv~", "~$a.xlsx", "a.TMP"])
    assert.equal(fitsName("", name), false, name);
  assert.ok(fitsName("人口_*.{csv,xlsx}", "人口_2026-11.csv"));
  assert.equal(fitsName("*.csv", "a.xlsx"), false);
});
