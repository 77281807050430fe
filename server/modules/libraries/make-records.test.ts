import assert from "node:assert/strict";
import { after, test } from "node:test";
import fc from "fast-check";
import type { ResourceCore } from "#catalog";
import { ResourceItem } from "#contract/catalog";
import { LibraryField } from "#contract/libraries";
import { openDuckdb } from "#kernel/lake/duckdb";
import { type LakeRow, type LakeSession, name } from "#kernel/lake/lake";
import type { AnswerRow } from "./answer-store.ts";
import { basisOf, createSchema, tablesOf } from "./lake-tables.ts";
import type { LibraryRow } from "./library-store.ts";
import { type Made, makeRecords } from "./make-records.ts";
import { stageSources } from "./stage-sources.ts";

// Golden records of two registers in a lake of their own: what increments leave is held against all records made anew.

const lake = await openDuckdb({ folder: null, memoryMb: 512 });
after(() => lake.close());

const field = (one: string, zh: string, isMatched = true) =>
  LibraryField.parse({ field: one, name: { zh, en: one }, elements: [one], isMatched, isRequired: false });
const library: LibraryRow = {
  name: "town",
  kind: "base",
  title: { zh: "城镇", en: "Town" },
  description: { zh: "", en: "" },
  fields: [
    field("called", "姓名"),
    field("born", "出生日期"),
    field("phone", "手机号"),
    field("job", "职业", false),
    field("updated_at", "更新时间", false),
  ],
  rule: { reviewFrom: 0.05, certainFrom: 0.99, reviewLimit: 50, smallCell: 5 },
  refresh: "manual",
  salt: "salt",
  position: 1,
  createdAt: new Date(0),
  version: 1,
};

/** A register's row; the second register does not say when its rows were written. */
interface Row {
  readonly key: string;
  readonly person: number;
  readonly slip: number;
  readonly job: string;
}

const cellsOf = ({ key, person, slip, job }: Row, line: number, register: number): (string | number | null)[] => {
  const called = `${"王李张刘陈杨赵黄".charAt(person % 8)}${"清海淑泽润沐江洪泉渝湘".charAt(person % 11)}${"源波洁民生晨涛亮英云".charAt(person % 10)}`;
  return [
    line,
    key,
    slip === 1 ? `${called.slice(0, -1)}龍` : called,
    `19${50 + (person % 50)}-0${1 + (person % 9)}-${10 + (person % 18)}`,
    slip === 2 ? null : `1390000${String(1000 + person)}`,
    job,
    register === 0 ? `2026-01-${10 + (person % 18)}` : null,
  ];
};

const columns = ["_row", "key", "called", "born", "phone", "job", "updated_at"];

async function fill(session: LakeSession, registers: readonly (readonly Row[])[]): Promise<void> {
  for (const [at, rows] of registers.entries()) {
    const table = name("main", `register_${at}`);
    await session.write(
      `create or replace table ${table} (_row bigint, ${columns
        .slice(1)
        .map((column) => `${column} varchar`)
        .join(", ")})`,
    );
    await session.append(
      table,
      columns,
      // Lines that were refused stand between: the number of a row's line is not its place.
      rows.map((row, place) => cellsOf(row, 2 + place + Math.floor(place / 50), at)),
    );
  }
}

const item = (one: string, isKey = false) =>
  ResourceItem.parse({
    field: one,
    name: { zh: one, en: one },
    element: null,
    type: { kind: "text" },
    grade: "1",
    isKey,
  });

const uuidOf = (at: number): string => `00000000-0000-4000-8000-00000000000${at}`;

function sourceOf(at: number, loads: number) {
  const resource: ResourceCore = {
    id: uuidOf(at),
    number: at,
    code: null,
    name: `登记 ${at}`,
    nameEn: `Register ${at}`,
    department: `d${at}`,
    stage: "published",
    updateCycle: "yearly",
    items: columns.slice(1).map((column) => item(column, column === "key")),
    table: name("main", `register_${at}`),
    rowCount: null,
    loadId: null,
    loadedAt: new Date(Date.UTC(2026, 2, 1 + loads)),
    isInvented: true,
  };
  const fields = ["called", "born", "phone", "job", ...(at === 0 ? ["updated_at"] : [])];
  const source = {
    id: uuidOf(at + 5),
    library: library.name,
    resourceId: resource.id,
    department: resource.department,
    items: Object.fromEntries(fields.map((one) => [one, one])),
    rank: at + 1,
    addedAt: new Date(0),
    version: 1,
  };
  return { source, resource };
}

let runs = 0;
async function run(session: LakeSession, answers: readonly AnswerRow[]): Promise<Made> {
  runs += 1;
  const intake = { loadIn: () => Promise.resolve(null) };
  const staged = await stageSources(session, { intake }, library, [sourceOf(0, runs), sourceOf(1, runs)]);
  const now = new Date(Date.UTC(2026, 2, 18, 0, 0, runs));
  return makeRecords(session, lake, { library, staged, answers, elements: [], runId: `run ${runs}`, now });
}

/** All that readers find, in one order. */
async function published(session: LakeSession): Promise<Record<string, LakeRow[]>> {
  const { golden, member, field: fields, conflict, history } = tablesOf(library.name);
  return {
    golden: await session.read(`select * from ${golden} order by record_id`),
    member: await session.read(`select * from ${member} order by _record`),
    fields: await session.read(`select * from ${fields} order by record_id, field`),
    conflicts: await session.read(`select * from ${conflict} order by key`),
    history: await session.read(`select * from ${history} order by record_id, field, until, value`),
  };
}

const answer = (a: string, b: string, isSame: boolean): AnswerRow => ({
  id: `${a}/${b}`,
  library: library.name,
  kind: "review",
  verdict: isSame ? "same" : "different",
  a: a < b ? a : b,
  b: a < b ? b : a,
  reason: "",
  wasOne: null,
  answeredBy: "",
  answeredAt: new Date(0),
  withdrawnAt: null,
});

/** Means are sums in the order of rows. */
const rounded = (figures: Made["figures"]): unknown =>
  JSON.parse(
    JSON.stringify(figures, (_, value: unknown) => (typeof value === "number" ? Number(value.toFixed(9)) : value)),
  );

/** One day's changes, by place among the rows there are. */
const day = fc.record({
  go: fc.array(fc.nat(999), { maxLength: 4 }),
  come: fc.array(fc.record({ person: fc.nat(170), slip: fc.nat(2), register: fc.nat(1) }), { maxLength: 4 }),
  mend: fc.array(fc.record({ at: fc.nat(999), slip: fc.nat(2), register: fc.nat(1) }), { maxLength: 3 }),
  move: fc.array(fc.record({ at: fc.nat(999), job: fc.constantFrom("教师", "司机", "医师") }), { maxLength: 3 }),
  say: fc.array(fc.record({ a: fc.nat(999), b: fc.nat(999), isSame: fc.boolean() }), { maxLength: 2 }),
  /** A golden record of several is parted: its first record from each other one. */
  unmerge: fc.option(fc.nat(999), { freq: 3 }),
  withdraw: fc.boolean(),
});

test("after any days of changes, deletions, answers and un-merges the records of increments are those of all made anew", async () => {
  await using session = await lake.session();
  await createSchema(session);
  const tables = tablesOf(library.name);
  let registers: Row[][] = [0, 1].map((register) =>
    Array.from({ length: 160 }, (_, person) => ({
      key: `${register}-${person}`,
      person: register === 0 ? person : (person * 7) % 160,
      slip: person % 9 === 0 ? 1 + (person % 2) : 0,
      job: "工人",
    })),
  );
  let answers: AnswerRow[] = [];
  let keys = 1000;
  await fill(session, registers);
  await run(session, answers);
  const kinds = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.array(day, { minLength: 1, maxLength: 2 }), async (days) => {
      for (const { go, come, mend, move, say, unmerge, withdraw } of days) {
        const changed = registers.map((rows, register) => {
          const jobs = new Map(move.map(({ at, job }) => [at % rows.length, job]));
          const slips = new Map(
            mend.filter((one) => one.register === register).map((one) => [one.at % rows.length, one.slip]),
          );
          const stay = rows
            .map((row, at) => ({ ...row, job: jobs.get(at) ?? row.job, slip: slips.get(at) ?? row.slip }))
            .filter((_, at) => !go.some((one) => one % (2 * rows.length) === at));
          const fresh = come
            .filter((one) => one.register === register)
            .map(({ person, slip }) => ({ key: `${register}-${(keys += 1)}`, person, slip, job: "工人" }));
          return [...stay, ...fresh];
        });
        registers = changed;
        const records = await session.read<{ r: string; g: string }>(
          `select _record as r, record_id as g from ${tables.member} order by 2, 1`,
        );
        const of = (at: number) => records[at % records.length]?.r ?? "";
        if (withdraw) answers = answers.slice(1);
        answers.push(...say.flatMap(({ a, b, isSame }) => (of(a) === of(b) ? [] : [answer(of(a), of(b), isSame)])));
        if (unmerge !== null) {
          const own = records.filter(({ g }) => g === records[unmerge % records.length]?.g).map(({ r }) => r);
          answers.push(...own.slice(1).map((other) => answer(own[0] ?? "", other, false)));
        }
        await fill(session, registers);
        const made = await run(session, answers);
        const how = made.matching["how"];
        kinds.add(JSON.stringify(how).includes("increment") ? "increment" : "whole");
      }
      const { figures, doubts } = await run(session, answers);
      const found = await published(session);
      // Nothing is known of what was published: every record is made anew of the same matching.
      await session.write(`drop table ${basisOf(library.name)}`);
      const anew = await run(session, answers);
      assert.deepEqual(found, await published(session));
      assert.deepEqual(rounded(figures), rounded(anew.figures));
      assert.deepEqual(doubts, anew.doubts);
    }),
    // A day costs seconds: what failed is shown as it came.
    { numRuns: 6, endOnFailure: true },
  );
  assert.ok(kinds.has("increment"));
});

test("an increment leaves the rows of records it does not touch where they are", async () => {
  await using session = await lake.session();
  await createSchema(session);
  const tables = tablesOf(library.name);
  const rows = [0, 1].map((register) =>
    Array.from({ length: 160 }, (_, person) => ({ key: `${register}-${person}`, person, slip: 0, job: "工人" })),
  );
  await fill(session, rows);
  await run(session, []);
  const places = () =>
    session.read<{ key: string; at: number }>(`select _key as key, rowid as at from ${tables.member} order by 1`);
  const before = new Map((await places()).map(({ key, at }) => [key, at]));
  const [first = [], second = []] = rows;
  await fill(session, [first, second.map((row) => (row.person === 9 ? { ...row, job: "教师" } : row))]);
  const { figures } = await run(session, []);
  assert.equal(figures.rows, 320);
  const moved = (await places()).filter(({ key, at }) => before.get(key) !== at).map(({ key }) => key);
  assert.deepEqual(moved, ["0-9", "1-9"]);
});
