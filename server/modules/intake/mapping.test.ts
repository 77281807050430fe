import assert from "node:assert/strict";
import { test } from "node:test";
import type { Proposal } from "#contract/dictionary";
import type { SourceColumn } from "#contract/intake";
import type { Element } from "#dictionary";
import { proposeMapping } from "./mapping.ts";

const text = { kind: "text", maxLength: null, precision: null, scale: null } as const;
const column = (name: string, position: number): SourceColumn => ({
  position,
  name,
  heading: name,
  comment: "",
  type: text,
  samples: [],
  emptyShare: 0,
  proposals: [],
  field: `f_${position}`,
});
const citizenId = { id: "DE-00002", field: "citizen_id", name: { zh: "公民身份号码", en: "Citizen ID" }, type: text };
const elements = new Map([[citizenId.id, citizenId as Element]]);
const proposal = (confidence: number): Proposal =>
  ({ element: citizenId.id, confidence, reason: { zh: "", en: "" } }) as Proposal;

test("two columns of one element both keep it: the surer one has its field, the other its own", () => {
  const mapping = proposeMapping(
    [column("男方身份证件号", 0), column("女方身份证件号", 1)],
    [[proposal(0.98)], [proposal(0.99)]],
    elements,
  );
  assert.deepEqual(
    mapping.map(({ element, field }) => [element, field]),
    [
      ["DE-00002", "nan_fang_shen_fen_zheng_jian_hao"],
      ["DE-00002", "citizen_id"],
    ],
  );
  assert.equal(mapping[0]?.name.zh, "男方身份证件号");
});

test("a weak guess is not taken", () => {
  const [mapped] = proposeMapping([column("备注", 0)], [[proposal(0.4)]], elements);
  assert.equal(mapped?.element, null);
});
