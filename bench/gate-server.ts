import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fastify from "fastify";
import pg from "pg";
import type { ResourceItem } from "#contract/catalog";
import { compose, type Hub } from "#compose";
import { createGate } from "#gate";
import { loadConfig } from "#kernel/config";
import { openSealer } from "#kernel/crypto/seal";
import { type Database, openDatabase, sql } from "#kernel/db/db";
import { migrate } from "#kernel/db/migrate";
import { openFileStore } from "#kernel/files/file-store";
import { createMetrics } from "#kernel/http/metrics";
import { createHttpServer } from "#kernel/http/server";
import { createEvents } from "#kernel/jobs/events";
import { createJobs } from "#kernel/jobs/jobs";
import { createQueue } from "#kernel/jobs/queue";
import { openDuckdb } from "#kernel/lake/duckdb";
import { csvColumns, type Lake, name } from "#kernel/lake/lake";
import { silentLogger } from "#kernel/log";
import { startEmbeddedPostgres } from "#kernel/postgres/embedded";

/**
 * The servers that `bench/gate.ts` measures, in a process of their own: the whole hub, the same hub's gate with a ledger
 * that writes nothing, and a bare Fastify handler that runs the same SELECT over the same PostgreSQL. Prints one line of
 * JSON when they listen and ends when its input ends.
 */
const rowCount = Number(process.argv[2] ?? "200000");
const manyResources = 100;
const manyDepartments = 100;
const clientsPerDepartment = 10;

const folder = mkdtempSync(path.join(tmpdir(), "weir-bench-"));
const postgres = await startEmbeddedPostgres(folder);
const database = openDatabase({ url: postgres.url, maxConnections: 20 });
const log = silentLogger();
await migrate(database, path.resolve(import.meta.dirname, "..", "migrations"), log);
const lake = await openDuckdb({ folder: path.join(folder, "lake"), memoryMb: 1024 });
const files = await openFileStore(path.join(folder, "files"));
const config = loadConfig({}, { data: folder, port: 0, sample: false, adminPassword: "admin-password-1", workers: 2 });
const now = () => new Date();
const webFolder = path.join(folder, "web");
const hub = await compose({ config, database, lake, files, log, now, isOnlyWorker: true, webFolder });

const owner = "11999900MB0X00002H";
const user = "11999900MB0X00001E";
for (const [code, title] of [
  [owner, "测速市公安局"],
  [user, "测速市数据局"],
] as const)
  await hub.registry.ensureDepartment(hub.call(), {
    code,
    name: title,
    shortName: title,
    division: "5101",
    isInvented: true,
  });

const big = await makeResource(hub, lake, "测速居住证", rowCount);
await hub.gate.createGrant(hub.call(), termsOf(big.id, user), "active");
const [bigToken = ""] = await addClients(database, user, 1, "bench");
const many = await makeMany(hub, lake, database);

const url = await hub.app.listen({ port: 0, host: "127.0.0.1" });
const silent = await withoutLedger(hub, database);
const bare = await bareServer();
// The first call makes the serving table.
const touch = (resource: number, token = "") =>
  fetch(`${url}/api/gate/resources/${resource}/records?permit_no=P1`, {
    headers: { authorization: `Bearer ${token}` },
  });
await touch(big.number, bigToken);
for (const resource of many.resources) await touch(resource, many.tokens[0]);
// Every grant once, so that what is measured is the work of a day and not its first minute.
for (let at = 0; at < many.tokens.length; at += clientsPerDepartment)
  await Promise.all(many.resources.map((resource) => touch(resource, many.tokens[at])));
const table = await servingTable(database, big.id);

process.stdout.write(
  `${JSON.stringify({ hub: url, database: database.url, silent, bare, table, rowCount, resource: big.number, token: bigToken, many, pid: process.pid })}\n`,
);
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

function items(): ResourceItem[] {
  const text = { kind: "text", maxLength: null, precision: null, scale: null } as const;
  const plain = {
    element: null,
    isKey: false,
    isMandatory: false,
    isPersonal: false,
    description: "",
    grade: "1" as const,
  };
  const one = (field: string, more: Partial<ResourceItem> = {}): ResourceItem => ({
    ...plain,
    field,
    name: { zh: field, en: "" },
    type: text,
    ...more,
  });
  return [
    one("permit_no", { isKey: true }),
    one("person_name", { isPersonal: true }),
    one("mobile", { isPersonal: true }),
    one("division_code"),
    one("address"),
    one("issued_on", { type: { ...text, kind: "date" } }),
    one("months", { type: { ...text, kind: "integer" } }),
    one("office"),
  ];
}

async function makeResource(
  into: Hub,
  from: Lake,
  title: string,
  rows: number,
): Promise<{ id: string; number: number }> {
  const elements = [...(await into.dictionary.elements(into.call())).values()];
  const elementOf = (field: string) => elements.find((element) => element.field === field)?.id ?? null;
  const mapped = items().map((item) => {
    if (item.field === "person_name") return { ...item, element: elementOf("person_name") };
    return item.field === "mobile" ? { ...item, element: elementOf("mobile_phone") } : item;
  });
  const {
    id,
    number,
    table: own,
  } = await into.catalog.draftFor(into.call(), {
    name: title,
    department: owner,
    format: "database",
    items: mapped,
    isInvented: true,
  });
  await using session = await from.session();
  await session.write("create schema if not exists standard");
  await session.write(`create table ${own} as select (i + 1)::bigint as ${name(csvColumns.row)}, 'P' || i as permit_no,
    ['王','李','张','刘','陈'][(i % 5)::int + 1] || '小' || chr((19968 + i % 3000)::int) as person_name,
    '138' || lpad((i % 100000000)::varchar, 8, '0') as mobile, (510100 + i % 20)::varchar as division_code,
    '测速市锦江区示例路' || (i % 900) || '号' as address, date '2026-01-01' + (i % 300)::int as issued_on,
    (6 + i % 24)::bigint as months, '第' || (i % 40) || '派出所' as office from range(${rows}) t(i)`);
  await into.catalog.noteLoad(into.call(), id, { loadId: crypto.randomUUID(), rowCount: rows, loadedAt: new Date() });
  return { id, number };
}

function termsOf(resourceId: string, department: string) {
  const fields = items().map(({ field }) => ({ field }));
  return {
    department,
    resourceId,
    items: fields,
    purpose: "测速",
    modes: ["api" as const],
    validFrom: "2020-01-01",
    ratePerSecond: 100_000,
    quotaPerDay: 1_000_000_000,
  };
}

/** Written straight into the tables: a thousand calls of the token endpoint would say nothing about the gate. */
async function addClients(db: Database, department: string, count: number, prefix: string): Promise<string[]> {
  const tokens = Array.from(
    { length: count },
    (_, at) => `wc_${createHash("sha256").update(`${prefix}${department}${at}`).digest("base64url")}`,
  );
  for (const token of tokens) {
    const id = crypto.randomUUID();
    const hash = createHash("sha256").update(token).digest();
    await sql`insert into identity.client (id, name, department, roles, secret_hash, created_at)
      values (${id}, ${"client"}, ${department}, '{department-user}', ${hash}, now())`.execute(db.withTables<never>());
    await sql`insert into identity.token (id, client_id, token_hash, name, created_at, expires_at, last_used_at)
      values (${crypto.randomUUID()}, ${id}, ${hash}, '', now(), now() + interval '1 day', now() + interval '1 day')`.execute(
      db.withTables<never>(),
    );
  }
  return tokens;
}

/** 100 resources granted to each of 100 departments: 10,000 grants, 1,000 clients. */
async function makeMany(
  into: Hub,
  from: Lake,
  db: Database,
): Promise<{ resources: number[]; tokens: string[]; grants: number }> {
  const resources: { id: string; number: number }[] = [];
  for (let at = 0; at < manyResources; at += 1) resources.push(await makeResource(into, from, `测速资源${at}`, 1000));
  const tokens: string[] = [];
  const departments = Array.from({ length: manyDepartments }, (_, at) => `BENCH${String(at).padStart(13, "0")}`);
  for (const department of departments) {
    await sql`insert into registry.department (code, name, short_name, division, is_invented, created_at)
      values (${department}, ${department}, ${department}, '5101', true, now())`.execute(db.withTables<never>());
    tokens.push(...(await addClients(db, department, clientsPerDepartment, "many")));
  }
  await sql`update registry.department_version set number = number + 1`.execute(db.withTables<never>());
  for (const resource of resources) {
    const terms = JSON.stringify({
      ...termsOf(resource.id, ""),
      systemId: null,
      clients: [],
      scene: "",
      basis: [],
      rows: [],
      zones: [],
      quotaPerMonth: null,
      validUntil: null,
      request: null,
      items: items().map(({ field }) => ({ field, mask: null, reason: "" })),
    });
    await sql`insert into gate.grant (id, state, state_since, department, provider, resource_id, terms, created_at,
        first_delivery_at)
      select gen_random_uuid(), 'active', now(), d, ${owner}, ${resource.id}::uuid, jsonb_set(${terms}::jsonb, '{department}', to_jsonb(d)), now(), now()
      from unnest(${departments}::text[]) d`.execute(db.withTables<never>());
  }
  return { resources: resources.map(({ number }) => number), tokens, grants: manyResources * manyDepartments };
}

async function servingTable(db: Database, resourceId: string): Promise<string> {
  const { rows } = await sql<{
    tableName: string;
  }>`select s.table_name from gate.serving s where s.resource_id = ${resourceId}`.execute(db.withTables<never>());
  return rows[0]?.tableName ?? "";
}

/** The same gate, whose ledger answers at once and keeps nothing. */
async function withoutLedger(full: Hub, db: Database): Promise<string> {
  let number = 0;
  const ledger = { ...full.ledger, recordNow: async () => (number += 1) };
  const queue = createQueue(db, log);
  const metrics = createMetrics();
  const jobs = createJobs(queue, { database: db, log, metrics, now, workers: 0, isOnlyWorker: false });
  const keyFolder = path.join(folder, "keys");
  const gate = createGate({
    ledger,
    search: full.search,
    database: db,
    jobs,
    lake,
    files,
    keyFolder,
    now,
    events: createEvents(queue, { database: db, log, now }),
    sealer: openSealer(keyFolder),
    registry: full.registry,
    dictionary: full.dictionary,
    catalog: full.catalog,
    intake: full.intake,
    workFolder: path.join(folder, "gate"),
    loadIn: (session, resourceId) => full.intake.loadIn(session, resourceId),
  });
  await gate.open(full.call());
  const app = await createHttpServer({
    routes: gate.routes,
    db,
    log,
    metrics,
    now,
    authenticate: (call, credentials) => full.identity.authenticate(call, credentials),
    admit: (actor, route) => full.identity.admit(actor, route),
    secureCookies: false,
    uploadLimitBytes: 1,
    shutdown: new AbortController().signal,
  });
  return app.listen({ port: 0, host: "127.0.0.1" });
}

/** What the figure is measured against: a handler anyone would write, prepared statement and all, with nothing around it. */
async function bareServer(): Promise<string> {
  const pool = new pg.Pool({ connectionString: database.url, max: 16 });
  const app = fastify();
  const columns = items().map(({ field }) => field);
  const look = async (own: string, key: string) => {
    const found = await pool.query({
      name: `bare_${own}`,
      text: `select ${columns.join(", ")} from serving.${own} t where t.permit_no = $1 order by t._row limit 101`,
      values: [key],
    });
    return { items: found.rows, next: null, total: found.rows.length };
  };
  app.get<{ Querystring: { permit_no: string; table: string } }>("/records", ({ query }) =>
    look(/^r\d+_\d+$/.exec(query.table)?.[0] ?? "", query.permit_no),
  );
  return app.listen({ port: 0, host: "127.0.0.1" });
}
