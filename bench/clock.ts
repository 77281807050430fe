import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Call, hubActor } from "#kernel/call";
import { createClock } from "#clock";
import { type Database, openDatabase, sql } from "#kernel/db/db";
import { migrate } from "#kernel/db/migrate";
import { silentLogger } from "#kernel/log";
import { startEmbeddedPostgres } from "#kernel/postgres/embedded";
import { createLedger } from "#ledger";
import { option, print, printMachine } from "./measure.ts";

/**
 * The desk over many commitments: its first page, its counts, one department's page, a page far down, and a tick that finds
 * nothing. Commitments are made by arithmetic on their number: sixty departments, seven kinds, three years, of each ten
 * one open unless `--open` says otherwise.
 *
 *   node bench/clock.ts --commitments 1000000 --open 0.1 --rounds 200
 */
const total = Number(option("commitments", "1000000"));
const openShare = Number(option("open", "0.1"));
const rounds = Number(option("rounds", "200"));
const now = new Date("2026-03-18T02:42:00Z");

const folder = mkdtempSync(path.join(tmpdir(), "weir-bench-"));
const postgres = await startEmbeddedPostgres(folder);
const database = openDatabase({ url: postgres.url });
try {
  await migrate(database, path.resolve(import.meta.dirname, "..", "migrations"), silentLogger());
  printMachine();
  const started = performance.now();
  await fill(database);
  print(
    `${total} commitments, ${openShare * 100} % open, made in ${((performance.now() - started) / 1000).toFixed(0)} s`,
  );
  await measure(database);
} finally {
  await database.close();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** As the clock would write them, without their stories: the check that each due day is told of is left out for speed. */
async function fill({ pool }: Database): Promise<void> {
  await pool.query("alter table clock.commitment disable trigger commitment_due_told");
  // Filled first and indexed afterwards, which is many times quicker.
  const indexes = await pool.query<{ indexname: string; indexdef: string }>(
    "select indexname, indexdef from pg_indexes where schemaname = 'clock' and tablename = 'commitment' and indexname <> 'commitment_pkey'",
  );
  for (const { indexname } of indexes.rows) await pool.query(`drop index clock.${indexname}`);
  await pool.query(
    `insert into clock.commitment (id, kind, subject_module, subject_id, subject_title, subject_number, subject_href,
       owed_by, owed_to, basis, needs_consent, state, started_at, run_from, run_days, counts_first, working_days,
       max_extension, due_on, paused_on, warned_at, next_at, ended_at, ended_days)
     select gen_random_uuid(),
       (array['answer-conditional','answer-unconditional','supply','correction','catalog-update','catalog-review','order'])[h % 7 + 1],
       'sharing', i::text, '居住证签发信息共享申请 ' || i, 'GX-26-' || i, '/sharing/' || i,
       'D' || lpad((h % 60)::text, 2, '0'), 'D' || lpad((h / 61 % 60)::text, 2, '0'), '条例第二十一条', true,
       case when not is_open then case when h % 11 = 0 then 'met-late' else 'met' end
         when h % 40 = 0 then 'paused' when due < date '2026-03-18' then 'missed' else 'running' end,
       due - 14, due - 14, 10, false, 10, 10, case when is_open and h % 40 = 0 then null else due end,
       case when is_open and h % 40 = 0 then due end,
       case when due < date '2026-03-20' then due - 2 end, case when is_open and h % 40 <> 0 then now() + interval '1 year' end,
       case when not is_open then due - (h % 9)::int end, case when not is_open then (h % 12)::int end
     from (
       select i, h, is_open,
         case when is_open then date '2026-03-10' + (h / 7 % 40)::int else date '2023-03-10' + (h / 7 % 1095)::int end as due
       from (select i, abs(hashint8(i)::bigint) as h, i % 1000 < $2::float8 * 1000 as is_open from generate_series(1, $1::bigint) i) a
     ) b`,
    [total, openShare],
  );
  for (const { indexdef } of indexes.rows) await pool.query(indexdef);
  await pool.query("vacuum analyze clock.commitment, clock.tally");
}

async function measure(db: Database): Promise<void> {
  const clock = createClock({
    ledger: createLedger({ keyFolder: path.join(folder, "keys"), origin: "weir.bench/ledger" }),
    identity: { people: async () => [] },
    registry: { departments: async () => new Map() },
    events: { on: () => {}, publish: async () => {} },
    jobs: { define: () => {}, schedule: () => {}, start: async () => "" },
    queue: { define: () => {}, schedule: async () => {} },
    hubCall: () => call,
  });
  const call: Call = {
    actor: hubActor,
    now,
    db,
    log: silentLogger(),
    signal: new AbortController().signal,
    language: "zh",
    requestId: "bench",
  };
  const own: Call = { ...call, actor: { ...hubActor, roles: ["department-steward"], departments: ["D07"] } };
  const tree: Call = {
    ...call,
    actor: { ...own.actor, departments: Array.from({ length: 20 }, (_, index) => `D${index + 10}`) },
  };
  await clock.open(call);
  await clock.tick(call);
  const counts = clock.routes.find(({ contract }) => contract.operation === "clock.counts");
  let deep = "";
  for (let page = 0; page < 40; page += 1)
    deep = (await clock.pending(call, { limit: 500, ...(deep ? { cursor: deep } : {}) })).next ?? deep;
  const page = (from: Call, filter: object = {}) => clock.pending(from, { limit: 50, ...filter });
  for (const [name, ask] of [
    ["first page, the bureau", () => page(call)],
    ["first page, one department", () => page(own)],
    ["first page, twenty departments", () => page(tree)],
    ["first page, of one colour", () => page(call, { colour: "blue" })],
    ["first page, of one kind and department", () => page(call, { kind: "supply", owedBy: "D33" })],
    ["first page, ended late", () => page(call, { state: "met-late" })],
    ["page 400 of 50", () => page(call, { cursor: deep })],
    ["counts by colour, kind, department", () => counts?.handler(call, { query: {} } as never, undefined as never)],
    ["a tick that finds nothing", () => clock.tick(call)],
  ] as const)
    await time(name, ask);
  const sizes = await sql<{ rows: number; lines: number }>`
    select count(*) as rows, (select count(*) from clock.tally) as lines from clock.commitment where ended_at is null`.execute(
    db.withTables<never>(),
  );
  print(`open ${sizes.rows[0]?.rows}, lines of the tally ${sizes.rows[0]?.lines}`);
}

async function time(name: string, ask: () => unknown): Promise<void> {
  const samples: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    await ask();
    samples.push(performance.now() - start);
  }
  const sorted = samples.toSorted((a, b) => a - b);
  const at = (part: number) => (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0).toFixed(1);
  print(`  ${name.padEnd(40)} p50 ${at(0.5)} ms  p95 ${at(0.95)} ms  p99 ${at(0.99)} ms`);
}
