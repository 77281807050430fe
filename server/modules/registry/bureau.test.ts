import assert from "node:assert/strict";
import { test } from "node:test";
import { bureauFor } from "./bureau.ts";

const department = (code: string, division: string, isBureau = true, status: "active" | "closed" = "active") => ({
  code,
  division,
  isBureau,
  status,
});
const marked = ({ isBureau }: { isBureau: boolean }) => isBureau;

test("a district with a bureau of its own is looked after by it", () => {
  const all = [department("city", "5101"), department("district", "510104")];
  assert.equal(bureauFor(all, "510104", marked), "district");
});

test("a district without one is looked after by the nearest above", () => {
  const all = [department("province", "51"), department("city", "5101"), department("police", "510104", false)];
  assert.equal(bureauFor(all, "510104", marked), "city");
});

test("a bureau of another place, or one that is closed, looks after nothing", () => {
  const all = [department("other", "5102"), department("gone", "5101", true, "closed")];
  assert.equal(bureauFor(all, "510104", marked), null);
});
