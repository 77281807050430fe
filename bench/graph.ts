import { mkdtempSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import path from "node:path";
import { type Call, hubActor } from "#kernel/call";
import { inTransaction, openDatabase } from "#kernel/db/db";
import { migrate } from "#kernel/db/migrate";
import { silentLogger } from "#kernel/log";
import { startEmbeddedPostgres } from "#kernel/postgres/embedded";
import { riverMap } from "../server/modules/graph/map.ts";
import type { GraphParts } from "../server/modules/graph/parts.ts";
import { paths } from "../server/modules/graph/paths.ts";
import { impact, walkFrom } from "../server/modules/graph/queries.ts";
import { foldRivers } from "../server/modules/graph/river-store.ts";
import * as store from "../server/modules/graph/store.ts";
import { cpuSeconds } from "./cpu.ts";
import { median, option, print, printMachine } from "./measure.ts";

/**
 * Questions of the sharing graph over many nodes and edges: upstream and downstream of depth 6, all paths between two, impact,
 * the map at department level; and what writing an edge costs.
 *
 *   node bench/graph.ts --nodes 100000 --edges 1000000 --asks 60
 *
 * Sources feed resources, resources libraries and derived datasets (chains), and departments use them; a few resources are
 * used by very many, as in life. The questions begin at places drawn at random, popular ones included.
 */
const nodes = Number(option("nodes", "100000"));
const edges = Number(option("edges", "1000000"));
const asks = Number(option("asks", "60"));
/** A folder to keep and use again. */
const kept = option("folder", "");
const folder = kept === "" ? mkdtempSync(path.join(tmpdir(), "weir-bench-graph-")) : kept;
const postgres = await startEmbeddedPostgres(folder);
const database = openDatabase({ url: postgres.url, maxConnections: 4 });
await migrate(database, path.resolve(import.meta.dirname, "..", "migrations"), silentLogger());
const call: Call = {
  actor: hubActor,
  now: new Date(),
  db: database,
  log: silentLogger(),
  signal: new AbortController().signal,
  language: "zh",
  requestId: "bench",
};
const departments = 200;
/** The modules below answer at once: this measures the graph's own questions. */
const parts = {
  ledger: { size: async () => 0, after: async () => [] },
  registry: {
    departments: async () =>
      new Map(
        Array.from({ length: departments }, (_, at) => [
          `D${at}`,
          { code: `D${at}`, name: `部门${at}`, status: "active" },
        ]),
      ),
    systems: async () => new Map(),
  },
  catalog: { visibleAmong: async (_call: Call, ids: readonly string[]) => new Set(ids), filings: async () => [] },
} as unknown as GraphParts;

printMachine();
if (!(await isFilled())) await fill();
await askAll();
await writeEdges();
await database.close();
await postgres.stop();
if (kept === "") rmSync(folder, { recursive: true, force: true });

async function isFilled(): Promise<boolean> {
  const { rows } = await database.pool.query<{ found: boolean }>("select exists (select 1 from graph.node) as found");
  return rows[0]?.found ?? false;
}

async function fill(): Promise<void> {
  const start = performance.now();
  const client = await database.pool.connect();
  const holders = nodes - departments;
  await client.query(
    `insert into graph.node (id, kind, name, department, first_at, last_at)
     select case when n % 5 = 0 then 'source:' when n % 5 = 4 then 'dataset:' else 'resource:' end || n,
       case when n % 5 = 0 then 'source' when n % 5 = 4 then 'dataset' else 'resource' end,
       '名称' || n, 'D' || (n % $2), now() - interval '300 days', now()
     from generate_series(0, $1 - 1) n`,
    [holders, departments],
  );
  await client.query(
    `insert into graph.node (id, kind, name, department, first_at, last_at)
     select 'department:D' || n, 'department', '部门' || n, 'D' || n, now() - interval '300 days', now()
     from generate_series(0, $1 - 1) n`,
    [departments],
  );
  await client.query(
    "create temporary table holder as select row_number() over (order by id collate \"C\") - 1 as n, id, kind from graph.node where kind <> 'department'",
  );
  await client.query("create index on holder (n)");
  await client.query("select setseed(0.5)");
  // Two thirds are grants; the cube makes some resources popular. The rest are chains within reach of their beginning, so that
  // a chain is a chain and not the whole graph.
  await client.query(
    `insert into graph.edge (from_node, to_node, kind, basis, basis_name, first_at, last_at)
     select h.id, 'department:D' || (random() * ($3 - 1))::int, 'supplies', 'grant-' || p.n, 'G-' || p.n,
       now() - interval '300 days' * random(), now()
     from (select n, ($2 * random() ^ 3)::bigint as at from generate_series(1, ($1 * 0.67)::bigint) n) p
     join holder h on h.n = least(p.at, $2 - 1)
     on conflict do nothing`,
    [edges, holders, departments],
  );
  await client.query(
    `insert into graph.edge (from_node, to_node, kind, basis, basis_name, first_at, last_at)
     select a.id, b.id, 'derives', 'job-' || p.n, 'job-' || p.n, now() - interval '300 days' * random(), now()
     from (select n, (random() * ($2 - 60))::bigint as at, 1 + (random() * 40)::bigint as step
       from generate_series(1, ($1 * 0.33)::bigint) n) p
     join holder a on a.n = p.at join holder b on b.n = p.at + p.step
     on conflict do nothing`,
    [edges, holders],
  );
  await client.query(
    `insert into graph.edge_day (edge, day, uses, row_count)
     select e.id, current_date - (30 * g)::int, 1 + (e.id % 50), 10 * (1 + e.id % 50)
     from graph.edge e, generate_series(0, 2) g where e.kind = 'supplies'`,
  );
  await client.query(
    `update graph.edge e set uses = d.uses, row_count = d.row_count, last_use_on = d.last_use_on
     from (select edge, sum(uses) as uses, sum(row_count) as row_count, max(day) as last_use_on from graph.edge_day group by edge) d
     where d.edge = e.id`,
  );
  await client.query("vacuum analyze graph.node, graph.edge, graph.edge_day");
  const { rows } = await client.query<{ nodes: string; edges: string; days: string; size: string }>(
    `select (select count(*) from graph.node) as nodes, (select count(*) from graph.edge) as edges,
       (select count(*) from graph.edge_day) as days,
       pg_size_pretty(pg_total_relation_size('graph.edge') + pg_total_relation_size('graph.node') + pg_total_relation_size('graph.edge_day')) as size`,
  );
  client.release();
  const [row] = rows;
  print(
    `${row?.nodes} nodes, ${row?.edges} edges, ${row?.days} days of use, ${row?.size}, filled in ${((performance.now() - start) / 1000).toFixed(0)} s`,
  );
}

async function askAll(): Promise<void> {
  const { rows } = await database.pool.query<{ id: string }>(
    "select id from graph.node where kind in ('resource', 'dataset') order by md5(id) limit $1",
    [asks],
  );
  const starts = rows.map(({ id }) => id);
  const pairs = await database.pool.query<{ from: string; to: string }>(
    `select a.from_node as "from", c.to_node as "to" from graph.edge a join graph.edge b on b.from_node = a.to_node and b.kind = 'derives'
     join graph.edge c on c.from_node = b.to_node and c.kind = 'supplies'
     where a.kind = 'derives' and a.id % 977 = 0 order by a.id limit $1`,
    [asks],
  );
  const asked = { depth: 6, limit: 500 } as const;
  await measure("downstream, depth 6", starts, (node) =>
    walkFrom(call, parts, { node, direction: "downstream", ...asked }),
  );
  await measure("upstream, depth 6", starts, (node) =>
    walkFrom(call, parts, { node, direction: "upstream", ...asked }),
  );
  await measure("impact (depth 12)", starts, (node) => impact(call, parts, { node, limit: 500 }));
  const between = new Map(pairs.rows.map((pair) => [`${pair.from}→${pair.to}`, pair]));
  await measure("all paths, depth 6", [...between.keys()], (key) => {
    const pair = between.get(key);
    return paths(call, parts, { from: pair?.from ?? "", to: pair?.to ?? "", ...asked });
  });
  const fold = performance.now();
  await foldRivers(call, call.now);
  print(`  adding up every river, once: ${(performance.now() - fold).toFixed(0)} ms`);
  await askMap("map of departments");
  const since = new Date(call.now.getTime() - 45 * 86_400_000).toISOString().slice(0, 10);
  await askMap("the same, 45 days", since);
  await measure("map of resources", ["resource"], () => riverMap(call, parts, { level: "resource", side: "both" }), 5);
}

function askMap(title: string, since?: string): Promise<void> {
  const ask = () => riverMap(call, parts, { level: "department", side: "both", since });
  return measure(title, ["department"], ask, 5);
}

interface Answered {
  readonly partial: boolean;
  readonly edges?: readonly unknown[];
  readonly total?: number | { readonly edges: number };
  readonly rivers?: readonly unknown[];
}

async function measure(
  title: string,
  keys: readonly string[],
  ask: (key: string) => Promise<Answered>,
  repeats = 1,
): Promise<void> {
  const times: number[] = [];
  const sizes: number[] = [];
  let cut = 0;
  // A hub has been running for a while.
  for (const key of keys.slice(0, 20)) await ask(key);
  const before = cpuSeconds(process.pid);
  for (const key of keys)
    for (let repeat = 0; repeat < repeats; repeat += 1) {
      const start = performance.now();
      const { edges: found, rivers, total, partial } = await ask(key);
      times.push(performance.now() - start);
      sizes.push(typeof total === "object" ? total.edges : (total ?? (found ?? rivers ?? []).length));
      cut += partial ? 1 : 0;
    }
  const after = cpuSeconds(process.pid);
  const cpu = ((after.own - before.own + after.started - before.started) * 1000) / times.length;
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) =>
    (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(0);
  print(
    `  ${title.padEnd(24)} p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, processor ${cpu.toFixed(1)} ms; edges median ${median(sizes)}, most ${Math.max(...sizes)}; partial ${cut} of ${times.length}; load ${loadavg()[0]?.toFixed(1)}`,
  );
}

/** As reading the ledger writes one: the edge, its fields and its day. */
async function writeEdges(): Promise<void> {
  const { rows } = await database.pool.query<{ id: string }>(
    "select id from graph.node where kind = 'resource' order by id limit 2000",
  );
  const before = cpuSeconds(process.pid);
  const start = performance.now();
  await inTransaction(call, async (inner) => {
    for (const [at, { id }] of rows.entries()) {
      const edge = await store.upsertEdge(inner.db, {
        fromNode: id,
        toNode: `department:D${at % departments}`,
        kind: "supplies",
        basis: `new-${at}`,
        basisName: "G",
        firstAt: call.now,
        lastAt: call.now,
        endedAt: null,
      });
      await store.addDays(inner.db, [{ edge, day: call.now.toISOString().slice(0, 10), uses: 1, rowCount: 1 }]);
    }
  });
  const after = cpuSeconds(process.pid);
  const each = (ms: number) => (ms / rows.length).toFixed(2);
  print(
    `  an edge with its day     ${each(performance.now() - start)} ms by the clock, ${each((after.own - before.own) * 1000)} ms of processor time in the hub, two thousand to a commit as the ledger is read; load ${loadavg()[0]?.toFixed(1)}`,
  );
  await measure("map after those edges", ["department"], () =>
    riverMap(call, parts, { level: "department", side: "both" }),
  );
}
