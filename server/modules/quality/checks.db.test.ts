import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import type { CheckRun } from "#contract/quality";
import { type LakeSession, name, readLake } from "#kernel/lake/lake";
import { sql } from "#kernel/db/db";
import { startTestHub, testPolice } from "#test/hub";
import { checkAll } from "./commands/check-all.ts";
import { checked, jobEnded, type Latest, loadCsv, type TestColumn, until } from "./test-hub.ts";

// Checks as the hub runs them, from the file to the kept result, against what plain SQL counts in the same lake table.

const ground = await startTestHub();
const { as, hub, lake, database } = ground;
const steward = await as("department-steward", { department: testPolice });

/** A register of one city, so that codes can be looked up. */
async function adoptDivisions(): Promise<void> {
  await using session = await lake.session();
  const tables = [
    { level: 1 as const, codes: ["51"] },
    { level: 2 as const, codes: ["5101"] },
    { level: 3 as const, codes: ["510104", "510105"] },
  ];
  for (const { level, codes } of tables) {
    await session.write(
      `create or replace table standard.d${level} as select c as division_code, '区划' || c as division_name
       from (values ${codes.map((code) => `('${code}')`).join(", ")}) v(c)`,
    );
  }
  await hub.registry.adoptDivisions(
    hub.call(),
    tables.map(({ level }) => ({ level, table: `standard.d${level}` })),
    "测试",
  );
}

const elements = [...(await hub.dictionary.elements(hub.call())).values()];
const nameMax = elements.find(({ field }) => field === "person_name")?.type.maxLength ?? 0;

const columns: readonly TestColumn[] = [
  { field: "no", isKey: true },
  { field: "name", element: "person_name", isMandatory: true },
  { field: "sex", element: "sex_code" },
  { field: "phone", element: "mobile_phone" },
  { field: "division", element: "division_code" },
  { field: "code", element: "credit_code" },
];

/** Each kind of rule put to the rows as anybody would write it: [assessed, failed]. */
const plain: Readonly<Record<string, (table: string) => readonly [assessed: string, failed: string]>> = {
  "mandatory:no": () => ["true", "no is null or trim(no) = ''"],
  "mandatory:name": () => ["true", "name is null or trim(name) = ''"],
  "length:name": () => ["trim(name) <> ''", `length(name) > ${nameMax}`],
  "code-set:sex": () => ["trim(sex) <> ''", "sex not in ('0', '1', '2', '9')"],
  "check:phone": () => ["trim(phone) <> ''", String.raw`not regexp_full_match(phone, '1[3-9]\d{9}')`],
  "check:division": () => [
    "trim(division) <> ''",
    String.raw`not regexp_full_match(division, '[1-9]\d(\d\d(\d\d(\d{3}(\d{3})?)?)?)?')`,
  ],
  "foreign-key:division": () => [
    "trim(division) <> ''",
    `division not in (select d.code from ${hub.registry.divisionTable()} d)
      and regexp_replace(division, '(000000|000)$', '') not in (select d.code from ${hub.registry.divisionTable()} d)`,
  ],
  "foreign-key:code": () => [
    "trim(code) <> '' and code[1:2] = '11' and code[3:8] = '999900'",
    `code <> '${testPolice}' and code <> '11999900MB0X00001E'`,
  ],
  "unique:no": (table) => [
    "trim(no) <> ''",
    `no in (select n.no from ${table} n where trim(n.no) <> '' group by n.no having count(*) > 1)`,
  ],
};

async function plainCounts(session: LakeSession, table: string): Promise<Record<string, [number, number]>> {
  const counts: Record<string, [number, number]> = {};
  for (const [rule, of] of Object.entries(plain)) {
    const [assessed, failed] = of(table);
    const [row] = await session.read<{ a: number; f: number }>(
      `select count(*) filter (${assessed}) as a, count(*) filter ((${assessed}) and (${failed})) as f from ${table}`,
    );
    counts[rule] = [row?.a ?? 0, row?.f ?? 0];
  }
  return counts;
}

const maybe = (...values: readonly string[]) => fc.constantFrom("", ...values);
const row = fc.record({
  no: fc.integer({ min: 1, max: 30 }).map(String),
  name: maybe("王伟", "长".repeat(nameMax), "长".repeat(nameMax + 1), "欧阳"),
  sex: maybe("1", "2", "7", "男性别"),
  phone: maybe("13800138000", "12800138000", "138"),
  division: maybe("51", "510100", "510104", "510199", "99", "510104000000", "abc"),
  code: maybe(testPolice, "11999900MB0X00009X", "11990000MB0X00001E", "91510100MA61RKRR4X", "x"),
});
const csvOf = (rows: readonly Record<string, string>[]): string =>
  ["no,name,sex,phone,division,code", ...rows.map((one) => columns.map(({ field }) => one[field]).join(","))].join(
    "\n",
  );

test("every kind of rule counts in a random dirty table what a plain pass counts there", async () => {
  await adoptDivisions();
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 60 }), async (rows) => {
      const loaded = await loadCsv(ground, { as: "随机表", text: csvOf(rows), columns });
      const run = await checked(steward, loaded);
      const { table } = await hub.catalog.resource(hub.call(), loaded.resourceId);
      await using session = await lake.session();
      const expected = await plainCounts(session, table);
      const found = Object.fromEntries(
        run.rules.filter(({ id }) => id in plain).map(({ id, assessed, failed }) => [id, [assessed, failed]]),
      );
      assert.deepEqual(found, expected);
      const any = Object.values(plain)
        .map((of) => `coalesce((${of(table).join(") and (")}), false)`)
        .join(" or ");
      const others = run.rules.filter(({ id, column, failed }) => column !== null && failed > 0 && !(id in plain));
      if (others.length > 0) return;
      const [bad] = await session.read<{ n: number }>(`select count(*) as n from ${table} where ${any}`);
      assert.equal(run.badRows, bad?.n);
    }),
    { numRuns: 6 },
  );
});

const latestOf = async (id: string): Promise<CheckRun | null> =>
  (await steward.get<Latest>(`/api/quality/resources/${id}/latest`)).body.run;

const small = "no,name\n1,王伟\n2,李娜";
const smallColumns: readonly TestColumn[] = [
  { field: "no", isKey: true },
  { field: "name", isMandatory: true },
];

async function checkAgain(id: string): Promise<CheckRun | null> {
  const { body } = await steward.post<{ jobId: string }>(`/api/quality/resources/${id}/check`);
  const job = await jobEnded(ground, body.jobId);
  assert.equal(job.state, "succeeded", JSON.stringify(job.problem));
  return latestOf(id);
}

describe("a table that is not what it was", () => {
  test("gone from the lake scores nothing, and says that its rows were replaced", async () => {
    const loaded = await loadCsv(ground, { as: "会丢的表", text: small, columns: smallColumns });
    assert.equal((await checked(steward, loaded)).score, 100);
    const { table } = await hub.catalog.resource(hub.call(), loaded.resourceId);
    await using session = await lake.session();
    await session.write(`drop table ${table}`);
    const rows = await steward.get(`/api/quality/resources/${loaded.resourceId}/bad-rows`);
    assert.deepEqual([rows.status, rows.body.code], [409, "quality.rows-replaced"]);
    const run = await checkAgain(loaded.resourceId);
    assert.deepEqual([run?.score, run?.rowCount], [0, 0]);
    assert.deepEqual(
      run?.rules.filter(({ failed }) => failed > 0).map(({ id }) => id),
      ["fresh", "reconciled", "readable"],
    );
  });

  test("emptied does not score full marks: what has no rows is not good, it is not there", async () => {
    const loaded = await loadCsv(ground, { as: "会空的表", text: small, columns: smallColumns });
    await checked(steward, loaded);
    const { table } = await hub.catalog.resource(hub.call(), loaded.resourceId);
    await using session = await lake.session();
    await session.write(`delete from ${table}`);
    const run = await checkAgain(loaded.resourceId);
    assert.ok(run && run.score < 60, String(run?.score));
    assert.deepEqual(
      run.rules.filter(({ column }) => column !== null).map(({ assessed, score }) => [assessed, score]),
      [
        [0, null],
        [0, null],
        [0, null],
      ],
    );
  });

  test("with other columns than declared is judged in those it has", async () => {
    const loaded = await loadCsv(ground, { as: "少一列的表", text: small, columns: smallColumns });
    await checked(steward, loaded);
    const { table } = await hub.catalog.resource(hub.call(), loaded.resourceId);
    await using session = await lake.session();
    await session.write(`alter table ${table} drop column ${name("name")}`);
    const run = await checkAgain(loaded.resourceId);
    assert.deepEqual(
      run?.rules.filter(({ column }) => column !== null).map(({ id }) => id),
      ["mandatory:no", "unique:no"],
    );
  });
});

/** Queueing knocks nowhere and asks nobody who uses what. */
const unused = {
  hosts: { refuseOutside: () => Promise.reject(new Error("Nobody knocks here.")) },
  users: () => hub.gate.usersByResource,
};

describe("time", () => {
  const inDays = (days: number) => ({ ...hub.call(), now: new Date(Date.now() + days * 86_400_000) });

  test("at night everything that was not checked on the day is queued, once", async () => {
    const loaded = await loadCsv(ground, { as: "夜里的表", text: small, columns: smallColumns });
    await checked(steward, loaded);
    const deps = { ...hub, lake, maskValue: (_: string, value: string) => value, now: () => new Date(), ...unused };
    assert.deepEqual(await checkAll(inDays(0), deps, () => {}), { started: 0 });
    const { started } = await checkAll(inDays(1), deps, () => {});
    assert.ok(started >= 4, String(started));
    const newer = await until("the night's run", async () => {
      const run = await latestOf(loaded.resourceId);
      return run && run.loadId === loaded.loadId && run;
    });
    assert.equal(newer.score, 100);
  });

  test("what nobody has loaded for longer than its cycle is late", async () => {
    const loaded = await loadCsv(ground, { as: "旧的表", text: small, columns: smallColumns });
    await checked(steward, loaded);
    await sql`update catalog.resource set loaded_at = loaded_at - interval '2 days' where id = ${loaded.resourceId}`.execute(
      database.withTables(),
    );
    const run = await checkAgain(loaded.resourceId);
    assert.equal(run?.dimensions.find(({ dimension }) => dimension === "timeliness")?.score, 0);
  });
});

test("what is withdrawn counts for its department no more", async () => {
  const withdrawn = await loadCsv(ground, { as: "要撤的表", text: "no,name\n1,\n1,", columns: smallColumns });
  await checked(steward, withdrawn);
  const count = async () =>
    (
      await steward.get<{ rules: { resourceId: string }[] }>(`/api/quality/departments/${testPolice}`)
    ).body.rules.filter(({ resourceId }) => resourceId === withdrawn.resourceId).length;
  assert.ok((await count()) > 0);
  await sql`update catalog.resource set stage = 'withdrawn' where id = ${withdrawn.resourceId}`.execute(
    database.withTables(),
  );
  assert.equal(await count(), 0);
});

test("the same rule in the same words is kept once, however often it runs", async () => {
  const loaded = await loadCsv(ground, { as: "查三次的表", text: small, columns: smallColumns });
  await checked(steward, loaded);
  await checkAgain(loaded.resourceId);
  await checkAgain(loaded.resourceId);
  const { rows } = await sql<{ rules: number; results: number }>`
    select (select count(*) from quality.rule r where r.resource_id = ${loaded.resourceId}) as rules,
      (select count(*) from quality.result s join quality.run u on u.id = s.run_id
        where u.resource_id = ${loaded.resourceId}) as results`.execute(database.withTables());
  assert.deepEqual([rows[0]?.rules, rows[0]?.results], [6, 18]);
  // Of each table checked here a view of failed rows, their table, and states.
  const left = await readLake(
    lake,
    "select count(*) as n from information_schema.tables where table_schema = 'quality'",
  );
  assert.ok(Number(left[0]?.["n"]) <= 24);
});
