import assert from "node:assert/strict";
import { test } from "node:test";
import { openDuckdb } from "#kernel/lake/duckdb";
import type { LakeSession } from "#kernel/lake/lake";
import { explainPair } from "./explain.ts";
import { type MatchOutcome, matchTables } from "./match.ts";
import { type Answer, obeyAnswers } from "./obey.ts";

const surnames = ["王", "李", "张", "刘", "陈", "杨", "赵", "黄"];
const given = ["清源", "海波", "淑洁", "泽民", "润生", "沐晨", "江涛", "洪亮", "泉英", "渝生", "湘云"];

/** Three hundred people, each in the register twice; every tenth has moved and got another telephone since. */
async function fillRegister(session: LakeSession): Promise<void> {
  await session.write("create table register (姓名 varchar, 出生日期 varchar, 手机号 varchar, 地址 varchar)");
  const rows = Array.from({ length: 600 }, (_, row) => {
    const person = row % 300;
    const hasMoved = row >= 300 && person % 10 === 0;
    const home = hasMoved ? person + 5000 : person;
    return [
      `${surnames[person % 8] ?? ""}${given[person % 11] ?? ""}`,
      `19${50 + (person % 50)}-0${1 + (person % 9)}-${10 + (person % 18)}`,
      `1390000${String(1000 + home)}`,
      `安居区清渠路${home}号${home % 7}栋${home % 11}室`,
    ];
  });
  await session.append("register", ["姓名", "出生日期", "手机号", "地址"], rows);
}

async function onRegister<Result>(
  answers: readonly Answer[],
  look: (session: LakeSession, outcome: MatchOutcome) => Promise<Result>,
): Promise<Result> {
  const lake = await openDuckdb({ folder: null, memoryMb: 512 });
  try {
    await using session = await lake.session();
    await fillRegister(session);
    const table = { name: "register", relation: "register", columns: ["姓名", "出生日期", "手机号", "地址"] };
    const outcome = await matchTables(session, lake.dialect, [table], { today: "2026-03-18", answers });
    return await look(session, { ...outcome, ...obeyAnswers(outcome, answers) });
  } finally {
    await lake.close();
  }
}

test("two rows that agree in everything are one", async () => {
  await onRegister([], async (_, { clusters }) => assert.equal(clusters[1], clusters[301]));
});

test("what a steward says of two rows stands against the evidence", async () => {
  const said = [{ left: 1, right: 301, isMatch: false }];
  await onRegister(said, async (_, { clusters }) => assert.notEqual(clusters[1], clusters[301]));
});

test("two rows that nothing brings together are one when a steward says so", async () => {
  const said = [{ left: 1, right: 2, isMatch: true }];
  await onRegister(said, async (_, { edges }) =>
    assert.ok(edges.some(({ left, right, odds }) => left === 1 && right === 2 && odds > 0)),
  );
});

test("answers move the weights: people who move a lot make a new address say less", async () => {
  const moved = Array.from({ length: 30 }, (_, at) => ({ left: at * 10, right: at * 10 + 300, isMatch: true }));
  const against = (answers: readonly Answer[]) =>
    onRegister(answers, async (session, { model }) => {
      const explained = await explainPair(session, model, 0, 300);
      return explained?.evidence.find(({ field }) => field === "地址")?.bits ?? 0;
    });
  assert.ok((await against(moved)) > (await against([])));
});

test("an explanation names every field and what it says", async () => {
  const explained = await onRegister([], (session, { model }) => explainPair(session, model, 1, 301));
  assert.deepEqual(explained?.evidence.map(({ field }) => field).toSorted(), ["出生日期", "地址", "姓名", "手机号"]);
});
