import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fastify from "fastify";
import pg from "pg";
import { compose } from "#compose";
import { loadConfig } from "#kernel/config";
import { openDatabase } from "#kernel/db/db";
import { migrate } from "#kernel/db/migrate";
import { openFileStore } from "#kernel/files/file-store";
import { newId } from "#kernel/id";
import { openDuckdb } from "#kernel/lake/duckdb";
import { silentLogger } from "#kernel/log";
import { startEmbeddedPostgres } from "#kernel/postgres/embedded";
import { wholeDataset } from "../server/modules/doors/test-datasets.ts";

/**
 * The servers that `bench/doors.ts` measures, in a process of their own: a whole hub with many open datasets, and a bare Fastify
 * handler that answers the same page of the same table. Prints one line of JSON when they listen and ends when its input ends.
 */
const count = Number(process.argv[2] ?? "10000");
const folder = mkdtempSync(path.join(tmpdir(), "weir-bench-doors-"));
const postgres = await startEmbeddedPostgres(folder);
const database = openDatabase({ url: postgres.url, maxConnections: 20 });
const log = silentLogger();
await migrate(database, path.resolve(import.meta.dirname, "..", "migrations"), log);
const lake = await openDuckdb({ folder: path.join(folder, "lake"), memoryMb: 512 });
const files = await openFileStore(path.join(folder, "files"));
const config = loadConfig({}, { data: folder, port: 0, sample: false, adminPassword: "admin-password-1", workers: 2 });
const now = () => new Date();
const webFolder = path.join(folder, "web");
const hub = await compose({ config, database, lake, files, log, now, isOnlyWorker: true, webFolder });
const bureau = { name: "测速市数据局", shortName: "测速市数据局", division: "5101", isInvented: true };
await hub.registry.ensureDepartment(hub.call(), { code: wholeDataset().department.code, ...bureau });
await fill();

const url = await hub.app.listen({ port: 0, host: "127.0.0.1" });
await hub.identity.ensureAccount(hub.call(), {
  login: "bench",
  name: "测速",
  assignments: [{ role: "data-officer", department: wholeDataset().department.code, scope: "all", departments: [] }],
});
const { token } = await hub.identity.sessionFor(hub.call(), "bench");
const bare = await bareServer();
process.stdout.write(`${JSON.stringify({ hub: url, bare, token, pid: process.pid, count })}\n`);
process.stdin.resume();
process.stdin.on("end", () => void stop());

async function stop(): Promise<void> {
  await hub.drain();
  await lake.close();
  await database.close();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
  process.exit(0);
}

/** Datasets as the portal keeps them, a thousand at a time. */
async function fill(): Promise<void> {
  for (let start = 0; start < count; start += 1000) {
    const docs = Array.from({ length: Math.min(1000, count - start) }, (_, index) => {
      const title = { zh: `测速数据集 ${start + index}`, en: `Dataset ${start + index}` };
      return wholeDataset({ code: `dataset-${start + index}`, id: newId(), title });
    });
    await database.pool.query(
      `with doc as (select value as d from jsonb_array_elements($1::jsonb)),
       kept as (
         insert into portal.dataset (id, code, resource_id, department, state, state_since, terms, created_at)
         select (d->>'id')::uuid, d->>'code', gen_random_uuid(), d->'department'->>'code', 'open', now(), '{}', now() from doc
         returning id
       )
       insert into portal.face (
         dataset_id, code, doc, name, department, division, theme, licence, access, keywords, formats, row_count, issued, modified
       )
       select k.id, d->>'code', d, d->'title'->>'zh', d->'department'->>'code', d->'division'->>'code', d->'theme'->>'code',
         d->'licence'->>'id', 'open', array['停车', '泊位'], array['csv', 'json'], 1234, now(),
         now() - random() * interval '300 days'
       from doc join kept k on k.id = (d->>'id')::uuid`,
      [JSON.stringify(docs)],
    );
  }
  await database.pool.query("vacuum analyze portal.face");
}

async function bareServer(): Promise<string> {
  const pool = new pg.Pool({ connectionString: postgres.url, max: 20 });
  const app = fastify();
  const look = async (start: string) => {
    const [page, total] = await Promise.all([
      pool.query<{ doc: object }>(
        "select f.doc, f.downloads, f.calls, f.applications from portal.face f where f.withdrawn_at is null order by f.dataset_id limit 10 offset $1",
        [Number(start)],
      ),
      pool.query<{ total: number }>("select count(*) as total from portal.face f where f.withdrawn_at is null"),
    ]);
    return { success: true, result: { count: total.rows[0]?.total, results: page.rows.map(({ doc }) => doc) } };
  };
  app.get<{ Querystring: { start?: string } }>("/page", ({ query }) => look(query.start ?? "0"));
  return app.listen({ port: 0, host: "127.0.0.1" });
}
