import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, createReadStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { Lake } from "#kernel/lake/lake";
import { startEmbeddedPostgres } from "#kernel/postgres/embedded";
import { openPostgres } from "../server/modules/intake/readers/postgres.ts";
import { freshLake, loadPeople } from "./load-kit.ts";
import { alternate, option, print, printMachine, printTimings } from "./measure.ts";
import { columns, writePeopleCsv } from "./people.ts";

/**
 * A PostgreSQL table into a typed, cleaned, reconciled standard table, against `psql` that copies the same table to
 * nowhere. Needs `psql`; the server is the hub's own.
 *
 * With `--text` rows come as delimited text; with `--dlt PYTHON` (of an environment with dlt[duckdb], sqlalchemy, psycopg2 and
 * pyarrow) dlt copies the same table into a DuckDB file in turn.
 *
 *   node bench/load-postgres.ts --rows 2000000 --repeats 5
 */
const rows = Number(option("rows", "2000000"));
const repeats = Number(option("repeats", "5"));
const memoryMb = 2048;
const folder = mkdtempSync(path.join(tmpdir(), "weir-bench-"));
chmodSync(folder, 0o711);
const server = await startEmbeddedPostgres(path.join(folder, "server"));
await fill();

async function fill(): Promise<void> {
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  const types = Object.entries(columns).map(
    ([name, type]) => `${name} ${type === "decimal(12,2)" ? "numeric(12,2)" : type}`,
  );
  await client.query(`create table people (${types.join(", ")})`);
  const file = await writePeopleCsv(folder, rows);
  await pipeline(createReadStream(file), client.query(copyFrom("copy people from stdin (format csv, header)")));
  await client.query("vacuum analyze people");
  await client.end();
  rmSync(file);
}

async function copyToNowhere(): Promise<void> {
  const sql = "copy people to stdout (format csv)";
  const psql = spawn("psql", [server.url, "-q", "-o", "/dev/null", "-c", sql], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  const [code] = (await once(psql, "exit")) as [number | null];
  if (code !== 0) throw new Error(`psql ended with ${code}`);
}

async function copyWithDlt(python: string): Promise<void> {
  const into = mkdtempSync(path.join(folder, "dlt-"));
  const script = path.join(import.meta.dirname, "load-dlt.py");
  const dlt = spawn(python, [script, server.url, into], {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, RUNTIME__DLTHUB_TELEMETRY: "false", HOME: into },
  });
  const [code] = (await once(dlt, "exit")) as [number | null];
  if (code !== 0) throw new Error(`dlt ended with ${code}`);
  rmSync(into, { recursive: true });
}

const python = option("dlt", "");
const url = new URL(server.url);
const connection = {
  host: url.searchParams.get("host") ?? url.hostname,
  port: 5432,
  database: url.pathname.slice(1),
  user: url.username,
  schema: "public",
};
let lake: Lake | undefined;
let peakMb = 0;

printMachine();
const timings = await alternate(
  [
    { name: "psql COPY to /dev/null", run: copyToNowhere },
    ...(python === "" ? [] : [{ name: "dlt into DuckDB", run: () => copyWithDlt(python) }]),
    {
      name: "Weir load",
      setUp: async () => {
        await lake?.close();
        lake = await freshLake(path.join(folder, "hub"), memoryMb);
      },
      run: async () => {
        if (!lake) return;
        const outcome = await loadPeople(lake, path.join(folder, "hub"), async (into, open) => {
          const reader = open.use(await openPostgres(connection, url.password));
          return reader.prepare({ table: "people", folder: into, mayType: !process.argv.includes("--text") });
        });
        if (outcome.rowsLoaded !== rows) throw new Error(`${outcome.rowsLoaded} of ${rows} rows loaded`);
        peakMb = Math.max(peakMb, process.memoryUsage.rss() / 2 ** 20);
      },
    },
  ],
  repeats,
);
await lake?.close();
await server.stop();
printTimings(`PostgreSQL table of ${rows} rows × 12 columns`, timings, rows);
print(`  resident memory after a load: ${peakMb.toFixed(0)} MiB (lake limit ${memoryMb} MB)`);
rmSync(folder, { recursive: true, force: true });
