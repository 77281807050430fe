import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { Page } from "#contract/page";
import type { qualityProposalRoutes, RuleProposal } from "#contract/quality-proposals";
import type { WrittenRule } from "#contract/quality-rules";
import type { RouteAnswer } from "#contract/route";
import { startTestHub, testPolice } from "#test/hub";
import { loadCsv } from "./test-hub.ts";

type Proposals = RouteAnswer<typeof qualityProposalRoutes.listProposals>;

const ground = await startTestHub();
const steward = await ground.as("department-steward", { department: testPolice });
const stranger = await ground.as("department-steward");
const user = await ground.as("department-user", { department: testPolice });
const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

/** Each mistake in a row of its own: a city of another code, a unit left out, a slip, a word that stands for nothing. */
const cities = ["成都市", "绵阳市", "德阳市", "乐山市", "宜宾市", "泸州市"];
const rows = Array.from({ length: 90 }, (_, at) => [
  `N${at}`,
  `C${at % 6}`,
  at === 17 ? "乐山市" : cities[at % 6],
  at === 23 ? "350" : `${300 + at} 毫升`,
  at === 31 ? "正长经营" : "正常经营",
  at === 44 ? "不详" : `第${at}号门店的备注`,
]);
const csv = ["no,code,city,size,state,note", ...rows.map((row) => row.join(","))].join("\n");

let id = "";
before(async () => {
  const columns = ["no", "code", "city", "size", "state", "note"].map((field) => ({ field, isKey: field === "no" }));
  id = (await loadCsv(ground, { as: "门店", text: csv, columns })).resourceId;
});
const at = (path: string) => `/api/quality/resources/${id}/${path}`;
const proposals = async () => (await steward.get<Proposals>(at("proposals"))).body;
const found = ({ items }: Proposals, key: string): RuleProposal => {
  const one = items.find((item) => item.key === key);
  assert.ok(one, `${key} is not among ${items.map((item) => item.key).join()}`);
  return one;
};

test("what nearly all rows keep to is proposed, and names the rows that do not", async () => {
  const { items, sampledRows, rowCount, may } = await proposals();
  assert.deepEqual([sampledRows, rowCount, may.decide], [90, 90, true]);
  const wrong = Object.fromEntries(items.map((item) => [item.key, item.rows]));
  assert.deepEqual(
    [wrong["dependency:code>city"], wrong["form:size"], wrong["near-value:state"], wrong["placeholder:note"]],
    [[18], [24], [32], [45]],
  );
});

test("each proposal, put to the table as a rule, finds the rows it named", async () => {
  for (const { key, definition, rows: named } of (await proposals()).items) {
    const tried = await steward.post<{ rows: number[] }>(at("rules/try"), { definition, effectiveOn: today });
    assert.equal(tried.status, 200, tried.text);
    assert.deepEqual(tried.body.rows, named, key);
  }
});

test("an accepted proposal is a rule and no proposal any more, until the rule is retired", async () => {
  const { key, definition, text } = found(await proposals(), "dependency:code>city");
  const made = await steward.post<WrittenRule>(at("proposals/accept"), { key, definition, text, effectiveOn: today });
  assert.equal(made.status, 201, made.text);
  const written = await steward.get<Page<WrittenRule>>(`/api/quality/rules?resourceId=${id}`);
  assert.deepEqual(
    written.body.items.map((rule) => [rule.rule, rule.current.text]),
    [[made.body.rule, text]],
  );
  assert.ok(!(await proposals()).items.some((item) => item.key === key));
  const retire = { retiredOn: today, reason: "另有规定" };
  const retired = await steward.post(`/api/quality/rules/${made.body.id}/retire`, retire, {
    ifMatch: made.body.version,
  });
  assert.equal(retired.status, 200, retired.text);
  found(await proposals(), key);
});

test("what was dismissed stands last, with who put it aside and why", async () => {
  const body = { key: "form:size", reason: "两种写法都对" };
  assert.equal((await steward.post(at("proposals/dismiss"), body)).status, 200);
  const after = await proposals();
  assert.equal(after.items.at(-1)?.key, "form:size");
  assert.equal(found(after, "form:size").dismissed?.reason, "两种写法都对");
});

test("who mends rows sees proposals, who writes rules decides, and another department sees nothing", async () => {
  const seen = await user.get<Proposals>(at("proposals"));
  assert.deepEqual([seen.status, seen.body.may.decide], [200, false]);
  assert.equal((await user.post(at("proposals/dismiss"), { key: "form:size" })).status, 403);
  assert.equal((await stranger.get(at("proposals"))).status, 404);
  assert.equal((await stranger.post(at("proposals/dismiss"), { key: "form:size" })).status, 404);
});
