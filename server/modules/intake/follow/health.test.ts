import assert from "node:assert/strict";
import { test } from "node:test";
import { FollowPlan } from "#contract/intake-follow";
import { type HealthFacts, healthOf } from "./health.ts";
import { positionWords } from "./position-words.ts";
import { withStatement } from "./statement.ts";

const plan = FollowPlan.parse({ mode: "compare", schedule: { kind: "cron", cron: "0 2 * * *" } });
const facts = (more: Partial<HealthFacts> = {}): HealthFacts => ({
  plan,
  state: "active",
  problem: null,
  hasDrift: false,
  isMatching: true,
  lastRun: "done",
  lastDoneAt: new Date("2026-11-21T18:01:00Z"),
  createdAt: new Date("2026-01-01T00:00:00Z"),
  lagSeconds: 0,
  ...more,
});

test("a missed moment is told by the clock of the schedule's zone", () => {
  const { health, text } = healthOf(facts(), new Date("2026-11-22T20:00:00Z"));
  assert.deepEqual([health, text.zh], ["late", "该在 2026-11-23 02:00（北京时间）运行，还没有跑成。"]);
  assert.match(text.en, /2026-11-23 02:00 \(Beijing time\)/);
});

test("the worst is told: a stop before a difference, a difference before lateness", () => {
  const late = new Date("2026-11-22T20:00:00Z");
  assert.equal(healthOf(facts({ isMatching: false }), late).health, "mismatch");
  assert.equal(healthOf(facts({ isMatching: false, state: "stopped" }), late).health, "failed");
  assert.equal(healthOf(facts(), new Date("2026-11-22T17:00:00Z")).health, "well");
});

test("a place whose new files cannot be seen is late, and says why", () => {
  const arrivals = { ...plan, mode: "files" as const, schedule: { kind: "arrival" as const } };
  const problem = { zh: "读不到", en: "cannot be read" };
  assert.deepEqual(healthOf(facts({ plan: arrivals, problem }), new Date()), { health: "late", text: problem });
});

test("positions are read by people: a file, a message, a watermark, a place in the log", () => {
  const said = (position: object | string, mode: FollowPlan["mode"]) =>
    positionWords(mode, typeof position === "string" ? position : JSON.stringify(position))?.zh;
  assert.equal(said({ file: "人口_1.csv", modifiedAt: null }, "files"), "文件 人口_1.csv");
  assert.equal(said({ stream: "NEWS", createdAt: "x", number: 7 }, "stream"), "NEWS 第 7 条");
  assert.equal(
    said({ mode: "watermark", column: "改于", value: "2026-01-02", at: "x" }, "watermark"),
    "改于 到 2026-01-02",
  );
  assert.equal(said({ mode: "compare", column: null, value: null, at: "x" }, "compare"), "整张表");
  assert.equal(said("0/16B3748", "capture"), "日志位置 0/16B3748");
});

test("the statement that mends a finding can be copied by itself", () => {
  const statementOf = (zh: string) => withStatement({ weight: "stop", code: "x", text: { zh, en: "" } }).statement;
  assert.equal(
    statementOf("没有复制权限。请执行：ALTER ROLE weir WITH REPLICATION"),
    "ALTER ROLE weir WITH REPLICATION",
  );
  assert.equal(
    statementOf("能改数据。请执行：REVOKE INSERT, UPDATE ON t FROM weir，或换一个只读账号。"),
    "REVOKE INSERT, UPDATE ON t FROM weir",
  );
  assert.equal(statementOf("来源的复制槽用完了。请调大 max_replication_slots 并重启。"), null);
});
