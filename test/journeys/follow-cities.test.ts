import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import mysql from "mysql2/promise";
import pg from "pg";
import type { DatabaseKind, Source } from "#contract/intake";
import type { Drift, Follow, Reconciliation, Run } from "#contract/intake-follow";
import { generateSample } from "#sample";
import { freePort } from "#test/agent-process";
import { type CutProxy, cutProxy } from "#test/cut-proxy";
import { debianPostgres, noDebianPostgres } from "#test/debian-postgres";
import { followedKeys } from "#test/follow-lake";
import { type HubProcess, startHubProcess } from "#test/hub-process";
import { noMariadb, startMariadb } from "#test/mariadb";
import { seeded } from "#test/random";

/**
 * The sample city's PostgreSQL and MariaDB, followed by change capture while a writer inserts, changes, deletes and re-shapes, and
 * hub, source and network are killed at random. In the end source and lake are equal row by row: the same keys, each once, and the
 * same checksum over every cell as the source writes it. WEIR_TEST_KILLS: how often for each server (3 unless said).
 */
const kills = Number(process.env["WEIR_TEST_KILLS"] ?? "3");
const skip = noDebianPostgres || noMariadb;
const folder = mkdtempSync(path.join(tmpdir(), "weir-cities-"));
chmodSync(folder, 0o711);
const open = new AsyncDisposableStack();
const random = seeded(11);
let hub: HubProcess | undefined;

after(async () => {
  await hub?.stop();
  await open.disposeAsync();
  rmSync(folder, { recursive: true, force: true });
});

interface City {
  readonly kind: DatabaseKind;
  readonly network: CutProxy;
  readonly schema: string;
  readonly table: string;
  /** Rows by their serial number, whose column is the first. */
  readonly key: string;
  /** The column that is written to; it is renamed on the way. */
  title: string;
  run(sql: string): Promise<Record<string, unknown>[]>;
  crash(): Promise<void>;
  follow: Follow | undefined;
}

const quoted = ({ kind }: City, name: string): string => (kind === "mysql" ? `\`${name}\`` : `"${name}"`);
const place = (city: City): string => `${quoted(city, city.schema)}.${quoted(city, city.table)}`;

async function change(city: City): Promise<void> {
  const [key, title] = [quoted(city, city.key), quoted(city, city.title)];
  const [found] = await city.run(`select min(${key}) as low, max(${key}) as high from ${place(city)}`);
  const [low, high] = [Number(found?.["low"]), Number(found?.["high"])];
  const some = () => low + random(high - low);
  await city.run("begin");
  await city.run(`insert into ${place(city)} (${key}, ${title}) values (${high + 1}, '新 ${random(1e6)}')`);
  await city.run(`update ${place(city)} set ${title} = '改 ${random(1e6)}' where ${key} = ${some()}`);
  await city.run(`delete from ${place(city)} where ${key} = ${some()}`);
  await city.run("commit");
}

/** Columns come, change their type and change their name. */
async function reshape(city: City, step: number): Promise<void> {
  const alter = `alter table ${place(city)}`;
  if (step % 3 === 0) await city.run(`${alter} add column extra${step} varchar(20)`);
  else if (step % 3 === 1)
    await city.run(
      city.kind === "mysql"
        ? `${alter} modify column ${quoted(city, city.title)} varchar(400)`
        : `${alter} alter column ${quoted(city, city.title)} type varchar(400)`,
    );
  else {
    const renamed = `title${step}`;
    await city.run(`${alter} rename column ${quoted(city, city.title)} to ${quoted(city, renamed)}`);
    city.title = renamed;
  }
}

async function openPostgres(): Promise<City> {
  const port = await freePort();
  const server = open.use(await debianPostgres(["wal_level=logical"], port));
  const network = open.use(await cutProxy(port));
  await generateSample({
    people: 600,
    seed: 11,
    asOf: "2026-03-01",
    dirt: 1,
    folder: path.join(folder, "p"),
    postgresUrl: server.url,
  });
  const connected = async () => {
    const client = new pg.Client({ connectionString: server.url });
    client.on("error", () => {});
    await client.connect();
    return client;
  };
  let client = await connected();
  open.defer(() => client.end());
  const found = await client.query<{ name: string; key: string; title: string }>(firstTable("c.data_type = 'text'"));
  const [row] = found.rows;
  assert.ok(row);
  return {
    kind: "postgres",
    network,
    schema,
    table: row.name,
    key: row.key,
    title: row.title,
    run: async (sql) => (await client.query<Record<string, unknown>>(sql)).rows,
    async crash() {
      await server.crash();
      await client.end().catch(() => {});
      client = await connected();
    },
    follow: undefined,
  };
}

async function openMariadb(): Promise<City> {
  const options = [
    "--log-bin=log",
    "--binlog-format=ROW",
    "--server-id=1",
    "--binlog-row-image=FULL",
    "--binlog-row-metadata=FULL",
  ];
  const server = open.use(await startMariadb(options));
  const network = open.use(await cutProxy(server.port));
  await generateSample({
    people: 600,
    seed: 12,
    asOf: "2026-03-01",
    dirt: 1,
    folder: path.join(folder, "m"),
    mysqlUrl: server.url,
  });
  const connected = async () => {
    const connection = await mysql.createConnection({ uri: server.url, dateStrings: true });
    connection.on("error", () => {});
    return connection;
  };
  let client = await connected();
  open.defer(() => client.end());
  const run = async (sql: string) => (await client.query<mysql.RowDataPacket[]>(sql))[0] as Record<string, unknown>[];
  const [row] = (await run(
    firstTable("(c.data_type like '%text' or c.data_type = 'varchar')").replaceAll('"', "`"),
  )) as {
    name: string;
    key: string;
    title: string;
  }[];
  assert.ok(row);
  return {
    kind: "mysql",
    network,
    schema,
    table: row.name,
    key: row.key,
    title: row.title,
    run,
    async crash() {
      client.destroy();
      await server.crash();
      client = await connected();
    },
    follow: undefined,
  };
}

const schema = "weir_sample_gongan";
/** A table of the sample, its serial column and a text column of it. */
const firstTable = (isText: string): string => `
  select t.table_name as "name", k.column_name as "key", min(c.column_name) as "title"
  from information_schema.tables t
  join information_schema.columns k on k.table_schema = t.table_schema and k.table_name = t.table_name and k.ordinal_position = 1
  join information_schema.columns c on c.table_schema = t.table_schema and c.table_name = t.table_name and c.ordinal_position > 1
  where t.table_schema = '${schema}' and ${isText}
  group by t.table_name, k.column_name order by t.table_name limit 1`;

test(
  "two cities are followed by change capture while everything breaks, and end equal row by row",
  { skip },
  async () => {
    const cities = [await openPostgres(), await openMariadb()];
    hub = await startHubProcess(folder);
    const departments = await hub.client.get<{ items: { code: string }[] }>("/api/registry/departments");
    const department = departments.body.items[0]?.code ?? "";
    for (const city of cities) city.follow = await begin(city, department);
    for (let count = 0; count < kills * cities.length; count += 1) {
      for (const city of cities) await change(city);
      const city = cities[count % cities.length];
      if (!city) break;
      await reshape(city, Math.floor(count / cities.length));
      await Promise.all([change(city), delay(random(900))]);
      const what = random(3);
      if (what === 0) {
        await hub.kill();
        hub = await startHubProcess(folder);
      } else if (what === 1) await city.crash();
      else city.network.cut();
    }
    for (const city of cities) await change(city);
    await Promise.all(cities.map(agreed));
    const drifts = await hub.client.get<{ items: Drift[] }>(`/api/intake/follows/${cities[0]?.follow?.id}/drifts`);
    assert.ok(drifts.body.items.length > 0, "the change of shape was told");
    await hub.stop();
    const inLake = await followedKeys(path.join(folder, "lake"));
    for (const city of cities) {
      const rows = await city.run(`select ${quoted(city, city.key)} as n from ${place(city)}`);
      const keys = new Set(rows.map(({ n }) => String(n)));
      // Good rows and rejected ones together are the source's; none stands in the lake that the source has not.
      const isWhole = inLake.good.some((own) => {
        const there = new Set(own);
        return (
          own.every((key) => keys.has(key)) && [...keys].every((key) => there.has(key) || inLake.rejected.has(key))
        );
      });
      assert.ok(isWhole, `${city.kind}: source and lake hold other rows`);
    }
  },
);

async function begin(city: City, department: string): Promise<Follow> {
  assert.ok(hub);
  const user = city.kind === "mysql" ? "root" : "weir";
  const database = city.kind === "mysql" ? city.schema : "postgres";
  const source = await hub.client.post<Source>("/api/intake/sources", {
    name: `市公安局 ${city.kind}`,
    kind: city.kind,
    department,
    connection: { host: "127.0.0.1", port: city.network.port, database, user, password: "", schema: city.schema },
  });
  assert.equal(source.status, 201, source.text);
  const made = await hub.client.post<Follow>("/api/intake/follows", {
    sourceId: source.body.id,
    table: city.table,
    resourceName: `人口 ${city.kind}`,
    plan: { mode: "capture", drift: "go-on", dirtyLimit: null, retry: { attempts: 10, waitSeconds: 1 } },
    starts: true,
  });
  assert.equal(made.status, 201, made.text);
  return made.body;
}

/** Two comparisons one after the other: that of the second is of a moment after now. */
async function agreed(city: City): Promise<void> {
  for (let again = 0; again < 2; again += 1) {
    const last = await compared(city);
    assert.ok(last.isMatching, `${city.kind}: ${last.text.zh}`);
  }
}

async function compared({ kind, follow }: City): Promise<Reconciliation> {
  const asked = Date.now();
  const about = `/api/intake/follows/${follow?.id}`;
  for (let tries = 0; tries < 2400; tries += 1) {
    if (tries % 60 === 0) await hub?.client.post(`${about}/reconcile`, {});
    const answer = await hub?.client.get<{ items: Reconciliation[] }>(`${about}/reconciliations?limit=1`);
    const last = answer?.body.items[0];
    if (last && Date.parse(last.at) > asked) return last;
    await delay(50);
  }
  const runs = await hub?.client.get<{ items: Run[] }>(`/api/intake/runs?followId=${follow?.id}&limit=4`);
  const story = runs?.body.items.map(({ number, state, attempt, problem }) => [number, state, attempt, problem?.zh]);
  throw new Error(`${kind} does not come to agree: ${JSON.stringify(story)}`);
}
