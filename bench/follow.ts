import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { openDuckdb } from "#kernel/lake/duckdb";
import { csvColumns } from "#kernel/lake/lake";
import { createDirtyTables } from "../server/modules/intake/dirty-store.ts";
import { applyDelta, createTouched } from "../server/modules/intake/follow/apply-delta.ts";
import { findDifferent } from "../server/modules/intake/follow/read-delta.ts";
import type { LoadPlan } from "../server/modules/intake/plan.ts";
import type { Staged } from "../server/modules/intake/staging.ts";
import { alternate, median, option, print, printMachine, printTimings } from "./measure.ts";

/**
 * Applying scattered changes to a followed table against a bare MERGE of the same changes into the same unindexed columns, and
 * finding what differs between two snapshots against a bare join on row hashes, in the same run on files of the same engine.
 *
 *   node bench/follow.ts --rows 20000000 --changes 200000 --snapshot 5000000 --repeats 5
 */
const rows = Number(option("rows", "2000000"));
const changes = Number(option("changes", String(rows / 100)));
const snapshotRows = Number(option("snapshot", "1000000"));
const repeats = Number(option("repeats", "3"));

const folder = mkdtempSync(path.join(tmpdir(), "weir-bench-follow-"));
const lake = await openDuckdb({ folder, memoryMb: 4096 });
await createDirtyTables(lake);
const session = await lake.session();

const kinds = {
  id: "integer",
  name: "text",
  sex: "text",
  birth: "date",
  division: "text",
  address: "text",
  phone: "text",
  income: "number",
  score: "integer",
  state: "text",
  code: "text",
  visits: "integer",
} as const;
const fields = Object.keys(kinds);
const plain = { maxLength: null, precision: null, scale: null };
const plan: LoadPlan = {
  columns: Object.entries(kinds).map(([field, kind], position) => ({
    position,
    source: field,
    heading: field,
    field,
    name: { zh: field, en: field },
    type: { ...plain, kind },
    hint: { check: null, codes: null, unit: null },
    mask: null,
  })),
  fileColumns: [],
  marks: { key: [0], sum: [] },
};

/** Row `i` of version `v`, twelve columns. */
const rowSql = (v: string): string => `i as id, 'name ' || i as name, (1 + i % 2)::varchar as sex,
  date '1950-01-01' + (i * 7919 % 25000)::integer as birth, (510100 + i % 20)::varchar as division, 'street ' || (i * 31 % 100000) || ' of town ' || ${v} as address,
  '139' || (10000000 + i % 90000000) as phone, (i * 17 % 100000) / 8.0 as income, i % 100 as score, 'ok' as state, 'c' || (i % 5000) as code, ${v} as visits`;
const marks = `id::varchar as ${csvColumns.key}, cast('0x' || substr(md5(concat_ws(chr(31), ${fields.map((field) => `${field}::varchar`).join(", ")})), 1, 15) as bigint) as ${csvColumns.sum}`;

const fresh = async (table: string, sql: string): Promise<void> => {
  await session.write(`drop table if exists ${table}`);
  await session.write(`create table ${table} as ${sql}`);
};
const base = `select ${rowSql("1")} from range(${rows}) r(i)`;
const delta = `select ${rowSql("2")} from (select (j * ${Math.max(1, Math.floor(rows / changes))} + 37) % ${rows + changes} as i from range(${changes}) r(j))`;
const found = `null::varchar as ${csvColumns.found}`;
const staged = (accepted: number): Staged => ({
  prepared: {
    file: "",
    dialect: { delimiter: ",", quote: '"', escape: '"', skipLines: 0, lineEnd: "\n" },
    columns: [],
    text: null,
    encoding: null,
    rowCount: accepted,
    damagedCharacters: 0,
    notices: [],
  },
  accepted,
  rejects: [],
  sourceCount: accepted,
  isUntidy: false,
  lineOffset: null,
});

printMachine();
const merge = await alternate(
  [
    {
      name: "bare MERGE",
      async setUp() {
        await fresh("bare_base", base);
        await fresh("bare_delta", delta);
        await session.write("checkpoint");
      },
      async run() {
        const set = fields.slice(1).map((field) => `${field} = d.${field}`);
        await session.write(
          `merge into bare_base t using bare_delta d on t.id = d.id when matched then update set ${set.join(", ")}
           when not matched then insert (${fields.join(", ")}) values (${fields.map((field) => `d.${field}`).join(", ")})`,
        );
      },
    },
    {
      name: "Weir: a batch into the table",
      async setUp() {
        await fresh("bare_base", "select 1 as dropped");
        await fresh(
          '"standard"."r1"',
          `select i + 1 as _row, b.*, ${marks} from (select i, ${rowSql("1")} from range(${rows}) r(i)) b`.replace(
            "b.*",
            fields.map((field) => `b.${field}`).join(", "),
          ),
        );
        await fresh(
          '"standard"."r1__run"',
          `select row_number() over () as _row, d.*, ${marks}, ${found} from (${delta}) d`,
        );
        await session.write("checkpoint");
      },
      async run() {
        await session.begin();
        await createTouched(session);
        const stage = { table: '"standard"."r1__run"', staged: staged(changes) };
        const target = { table: '"standard"."r1"', loadId: "bench", keepsHistory: false, at: new Date() };
        await applyDelta(session, lake.dialect, { stage, plan, truncates: false, rests: [] }, target);
        await session.commit();
      },
    },
  ],
  repeats,
);
printTimings(`${changes} scattered changes into ${rows} rows × 12 columns`, merge, changes);
ratio(merge, "wanted ≤ 1.2");
await session.write('drop table "standard"."r1"');

const other = `select ${rowSql("case when i % 100 = 3 then 2 else 1 end")} from range(${snapshotRows}) r(i)`;
const same = `select ${rowSql("1")} from range(${snapshotRows}) r(i)`;
await fresh('"standard"."r2"', `select id + 1 as _row, b.*, ${marks} from (${same}) b`);
const difference = await alternate(
  [
    {
      name: "bare full join on row hashes",
      setUp: () => fresh("other", `select id + 1 as _row, b.*, ${marks}, ${found} from (${other}) b`),
      async run() {
        await session.read(
          `select count(*) as n from "standard"."r2" a full join other b on a._key = b._key
           where a._key is null or b._key is null or a._sum is distinct from b._sum`,
        );
      },
    },
    {
      name: "Weir: what is new, changed, gone",
      async setUp() {
        await session.write("drop table if exists other");
        await fresh('"standard"."r2__run"', `select id + 1 as _row, b.*, ${marks}, ${found} from (${other}) b`);
        await createTouched(session);
      },
      async run() {
        const asked = {
          resource: '"standard"."r2"',
          loadId: "bench",
          stageTable: '"standard"."r2__run"',
          isWhole: true,
        };
        await findDifferent(session, asked);
      },
    },
  ],
  repeats,
);
printTimings(`difference of two snapshots of ${snapshotRows} rows, one in a hundred changed`, difference, snapshotRows);
ratio(difference, "wanted ≤ 1.3");

await session[Symbol.asyncDispose]();
await lake.close();
rmSync(folder, { recursive: true, force: true });

function ratio([floor, ours]: Awaited<ReturnType<typeof alternate>>, wanted: string): void {
  if (floor && ours) print(`  ratio ${(median(ours.samples) / median(floor.samples)).toFixed(2)} (${wanted})\n`);
}
