import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import mysql from "mysql2/promise";
import type { Lake } from "#kernel/lake/lake";
import { startMariadb } from "#test/mariadb";
import { openMysql } from "../server/modules/intake/readers/mysql.ts";
import { freshLake, loadPeople } from "./load-kit.ts";
import { alternate, option, print, printMachine, printTimings } from "./measure.ts";
import { columns, writePeopleCsv } from "./people.ts";

/**
 * A MariaDB table into a typed, cleaned, reconciled standard table, against `mariadb --quick` that reads the same table to
 * nowhere. Needs Debian's mariadb-server.
 *
 *   node bench/load-mysql.ts --rows 2000000 --repeats 5
 */
const rows = Number(option("rows", "2000000"));
const repeats = Number(option("repeats", "5"));
const memoryMb = 2048;
const folder = mkdtempSync(path.join(tmpdir(), "weir-bench-"));
await using server = await startMariadb([
  "--secure-file-priv=",
  "--innodb-buffer-pool-size=1G",
  "--innodb-flush-log-at-trx-commit=0",
]);
await fill();

async function fill(): Promise<void> {
  const client = await mysql.createConnection({ uri: server.url });
  await client.query("create database people character set utf8mb4");
  const names = Object.keys(columns);
  const types = Object.entries(columns).map(([name, type]) => `${name} ${typesOf(type)}`);
  await client.query(`create table people.people (${types.join(", ")})`);
  const file = await writePeopleCsv("/tmp/weir-bench-mariadb", rows);
  const values = names.map((name) => `${name} = nullif(@${name}, '')`);
  await client.query(
    `load data infile '${file}' into table people.people character set utf8mb4 fields terminated by ',' optionally enclosed by '"'
     ignore 1 lines (${names.map((name) => `@${name}`).join(", ")}) set ${values.join(", ")}`,
  );
  await client.end();
  rmSync(file);
}

function typesOf(type: string): string {
  return { varchar: "varchar(200)", integer: "int", timestamp: "datetime" }[type] ?? type;
}

async function readToNowhere(): Promise<void> {
  const arguments_ = [
    ...server.client,
    "--quick",
    "--batch",
    "--default-character-set=utf8mb4",
    "-e",
    "select * from people.people",
  ];
  const client = spawn("mariadb", arguments_, { stdio: ["ignore", "ignore", "inherit"] });
  const [code] = (await once(client, "exit")) as [number | null];
  if (code !== 0) throw new Error(`mariadb ended with ${code}`);
}

const connection = { host: "127.0.0.1", port: server.port, database: "people", user: "root", schema: "people" };
let lake: Lake | undefined;
let peakMb = 0;

printMachine();
const timings = await alternate(
  [
    { name: "mariadb --quick to /dev/null", run: readToNowhere },
    {
      name: "Weir load",
      setUp: async () => {
        await lake?.close();
        lake = await freshLake(path.join(folder, "hub"), memoryMb);
      },
      run: async () => {
        if (!lake) return;
        const outcome = await loadPeople(lake, path.join(folder, "hub"), async (into, open) => {
          const reader = open.use(await openMysql(connection, ""));
          return reader.prepare({ table: "people", folder: into, mayType: true });
        });
        if (outcome.rowsLoaded !== rows) throw new Error(`${outcome.rowsLoaded} of ${rows} rows loaded`);
        peakMb = Math.max(peakMb, process.memoryUsage.rss() / 2 ** 20);
      },
    },
  ],
  repeats,
);
await lake?.close();
printTimings(`MariaDB table of ${rows} rows × 12 columns`, timings, rows);
print(`  resident memory after a load: ${peakMb.toFixed(0)} MiB (lake limit ${memoryMb} MB)`);
rmSync(folder, { recursive: true, force: true });
