import assert from "node:assert/strict";
import { test } from "node:test";
import { ruleView } from "./dirty-view.ts";

const number = "11010519491231002X";
const columns = [{ field: "id_number", name: { zh: "公民身份号码", en: "Citizen ID" }, mask: "citizen-id" as const }];

const group = {
  field: "id_number",
  rule: "type.date",
  value: number,
  text: { zh: `“${number}”不能读成日期。`, en: `${number} cannot be read as a date.` },
  mend: { zh: "请改正。", en: "Mend it." },
  count: 2,
  suggested: 0,
};

test("the sum of rejected rows quotes a personal value only under its mask", () => {
  const shown = ruleView(columns, group);
  assert.doesNotMatch(JSON.stringify(shown), new RegExp(number));
  assert.match(shown.text.zh, /^“110105\*+002X”/);
});

test("a fault of the whole row has no column and keeps its sentence", () => {
  const shown = ruleView(columns, { ...group, field: null, value: null, text: { zh: "少一列。", en: "Too few." } });
  assert.equal(shown.column, null);
  assert.equal(shown.text.zh, "少一列。");
});
