import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import mysql from "mysql2/promise";
import pg from "pg";
import { freshDatabaseUrl } from "#test/database";
import { generateSample } from "./index.ts";
import type { SampleDatabaseTable, SampleManifest } from "./manifest.ts";
import { asRead, type Read, readBack } from "./test-read-back.ts";

const folder = mkdtempSync(path.join(tmpdir(), "weir-sample-db-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const options = { people: 1500, seed: 11, asOf: "2026-03-01", dirt: 3 };

/** The table of a server equals the table of the department's file, cell by cell. */
async function compareAll(
  manifest: SampleManifest,
  kind: string,
  read: (copy: SampleDatabaseTable) => Promise<unknown[][]>,
): Promise<void> {
  const copies = manifest.databases.filter((copy) => copy.kind === kind);
  assert.deepEqual(
    copies.map(({ schema, of }) => `${schema}/${of}`),
    [
      "weir_sample_gongan/population",
      "weir_sample_gongan/residence-permits",
      "weir_sample_shichang/market-entities",
      "weir_sample_shichang/food-licences",
    ],
  );
  for (const copy of copies) {
    const table = manifest.tables.find(({ key }) => key === copy.of);
    assert.ok(table);
    const rows = await read(copy);
    assert.equal(rows.length, copy.rowCount);
    const inFile = readBack(path.join(folder, kind), table).rows;
    assert.deepEqual(
      rows.map((row) => row.map((cell) => plain(asRead(cell)))),
      inFile.map((row) => row.map(plain)),
      copy.of,
    );
  }
}

/** `100` and `100.0` are one number. */
const plain = (cell: Read): Read => (cell !== null && /^\d+\.0+$/.test(cell) ? cell.replace(/\.0+$/, "") : cell);

test("PostgreSQL holds the same rows as the files, the empty string and no value told apart", async () => {
  const postgresUrl = await freshDatabaseUrl();
  const manifest = await generateSample({ ...options, folder: path.join(folder, "postgres"), postgresUrl });
  const client = new pg.Client({ connectionString: postgresUrl });
  await client.connect();
  client.setTypeParser(pg.types.builtins.TIMESTAMP, String);
  try {
    await compareAll(manifest, "postgres", async ({ schema, table }) => {
      const { rows } = await client.query<unknown[]>({
        text: `select * from "${schema}"."${table}" order by 1`,
        rowMode: "array",
      });
      return rows;
    });
  } finally {
    await client.end();
  }
});

test(
  "MariaDB holds the same rows as the files",
  { skip: !existsSync("/usr/sbin/mariadbd") && "MariaDB is not installed; .ci/run installs it" },
  async () => {
    await using server = await startMariadb();
    const manifest = await generateSample({ ...options, folder: path.join(folder, "mysql"), mysqlUrl: server.url });
    const connection = await mysql.createConnection({ uri: server.url, dateStrings: true, rowsAsArray: true });
    try {
      await compareAll(manifest, "mysql", async ({ schema, table }) => {
        const [rows] = await connection.query<mysql.RowDataPacket[][]>(
          `select * from \`${schema}\`.\`${table}\` order by 1`,
        );
        return rows;
      });
    } finally {
      await connection.end();
    }
  },
);

/** A throw-away MariaDB on a socket. */
async function startMariadb(): Promise<AsyncDisposable & { url: string }> {
  const home = path.join(folder, "mariadb");
  const user = process.getuid?.() === 0 ? ["--user=root"] : [];
  const quiet = { stdio: "ignore" as const };
  execFileSync(
    "/usr/bin/mariadb-install-db",
    ["--no-defaults", `--datadir=${home}`, "--auth-root-authentication-method=normal", "--skip-test-db", ...user],
    quiet,
  );
  const socket = path.join(home, "socket");
  const server = spawn(
    "/usr/sbin/mariadbd",
    ["--no-defaults", `--datadir=${home}`, `--socket=${socket}`, "--skip-networking", ...user],
    quiet,
  );
  const url = `mysql://root@localhost/?socketPath=${encodeURIComponent(socket)}`;
  await untilReady(url);
  return {
    url,
    async [Symbol.asyncDispose]() {
      const exited = once(server, "exit");
      server.kill("SIGTERM");
      await exited;
    },
  };
}

async function untilReady(uri: string): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    try {
      return await (await mysql.createConnection({ uri })).end();
    } catch {
      await delay(50);
    }
  }
  throw new Error("MariaDB did not start.");
}
