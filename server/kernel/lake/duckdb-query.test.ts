import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { openDuckdb } from "./duckdb.ts";
import { QueryRefused } from "./lake.ts";

const lake = await openDuckdb({ folder: null, memoryMb: 256, threads: 1 });
after(() => lake.close());
await using session = await lake.session();
await session.write("create schema standard");
await session.write(`create table standard.r1 as select i as _row, i % 5 as a, 'v' || i as "名" from range(20) r(i)`);
await session.write("create table standard.r2 as select 3 as b");
await session.write("create table secret as select 1 as _row, 'x' as y");
const tables = new Map([
  ["t", '"standard"."r1"'],
  ["r2", '"standard"."r2"'],
]);
const rows = async (query: string) => {
  await using own = await lake.session();
  return (await own.read<{ _row: number }>(await lake.confine(query, tables))).length;
};

describe("a written query", () => {
  for (const [query, count] of [
    ["select t._row from t where t.a = 3", 4],
    ["with q as (select b from r2) select t._row from t join q on q.b = t.a", 4],
    [
      `select x._row from t as x where x."名" like 'v1%' and length(x."名") = 3 and try_cast(x.a as varchar) <> '9'`,
      10,
    ],
    ["select t._row from t where t.a > (select max(b) from r2) /* remark */ -- end", 4],
    ["select _row from (select _row, count(*) over (partition by a) as n from t) w where n = 4 union select 1", 20],
    ["with t as (select 1 as _row) select t._row from t", 1],
    [
      "select t._row from t where t.a in (1, 2) and t.a between 1 and 2 and case when t.a = 1 then true else false end",
      4,
    ],
  ] as const) {
    test(`may say: ${query}`, async () => assert.equal(await rows(query), count));
  }

  for (const [query, reason] of [
    ["delete from t", "writes"],
    ["select 1; drop table standard.r1", "writes"],
    ["select 1; select 2", "several"],
    ["select from where", "syntax"],
    ["select * from secret", "table"],
    ["select * from standard.r1", "table"],
    ["select * from main.secret", "table"],
    ["select * from information_schema.tables", "table"],
    ["select * from duckdb_settings()", "table"],
    ["select * from read_csv('/etc/passwd')", "table"],
    ["select * from '/etc/passwd'", "table"],
    ["select * from 'x.csv'", "table"],
    ["select getvariable('a')", "function"],
    ["select current_setting('temp_directory')", "function"],
    ["select repeat('x', 1000000000) from t", "function"],
    ["select * from query('drop table standard.r1')", "table"],
    ["select nextval('s')", "function"],
    ["with recursive q as (select 1 as n union all select n + 1 from q) select n from q", "construct"],
    ["select columns('a') from t", "construct"],
    ["select list_transform([1], lambda x: x) from t", "function"],
    ["select $1 from t", "construct"],
    ["with q as (select 1) select (select y from secret) from q", "table"],
    ["select t.a from t where exists (select 1 from (select * from secret) z)", "table"],
    ["copy t to '/tmp/x'", "writes"],
    ["attach ':memory:' as other", "writes"],
    ["set memory_limit = '1TB'", "writes"],
  ] as const) {
    test(`may not say: ${query}`, async () => {
      await assert.rejects(lake.confine(query, tables), (error) => {
        assert.ok(error instanceof QueryRefused, String(error));
        assert.equal(error.reason, reason, error.what);
        return true;
      });
    });
  }
});
