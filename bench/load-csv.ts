import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import type { Lake } from "#kernel/lake/lake";
import { openText } from "../server/modules/intake/readers/text.ts";
import { freshLake, loadPeople } from "./load-kit.ts";
import { alternate, option, print, printMachine, printTimings } from "./measure.ts";
import { columns, writePeopleCsv } from "./people.ts";

/**
 * A CSV file into a typed, cleaned, reconciled standard table, against DuckDB's own `read_csv` into a table of the same
 * file: with the types it guesses, and with the types declared.
 *
 *   node bench/load-csv.ts --rows 5000000 --repeats 5
 */
const rows = Number(option("rows", "5000000"));
const repeats = Number(option("repeats", "5"));
const memoryMb = 2048;
const folder = mkdtempSync(path.join(tmpdir(), "weir-bench-"));
const file = await writePeopleCsv(folder, rows);

async function withDuckdb(sql: string): Promise<void> {
  const store = path.join(folder, "floor.duckdb");
  for (const end of ["", ".wal"]) rmSync(store + end, { force: true });
  const instance = await DuckDBInstance.create(store, { memory_limit: `${memoryMb}MB` });
  const connection = await instance.connect();
  await connection.run(sql);
  connection.closeSync();
  instance.closeSync();
}

const declared = Object.entries(columns).map(([name, type]) => `'${name}': '${type}'`);
let lake: Lake | undefined;
let peakMb = 0;

printMachine();
const timings = await alternate(
  [
    { name: "DuckDB read_csv, guessed types", run: () => withDuckdb(`create table t as from read_csv('${file}')`) },
    {
      name: "DuckDB read_csv, declared types",
      run: () =>
        withDuckdb(
          `create table t as from read_csv('${file}', header = true, auto_detect = false, delim = ',', quote = '"', escape = '"', columns = {${declared.join(", ")}})`,
        ),
    },
    {
      name: "Weir load",
      setUp: async () => {
        await lake?.close();
        lake = await freshLake(path.join(folder, "hub"), memoryMb);
      },
      run: async () => {
        if (!lake) return;
        const outcome = await loadPeople(lake, path.join(folder, "hub"), (into) =>
          openText(file).prepare({ table: "$", folder: into }),
        );
        if (outcome.rowsLoaded !== rows) throw new Error(`${outcome.rowsLoaded} of ${rows} rows loaded`);
        peakMb = Math.max(peakMb, process.memoryUsage.rss() / 2 ** 20);
      },
    },
  ],
  repeats,
);
await lake?.close();
printTimings(`CSV of ${rows} rows × 12 columns into typed tables`, timings, rows);
print(`  resident memory after a load: ${peakMb.toFixed(0)} MiB (lake limit ${memoryMb} MB)`);
rmSync(folder, { recursive: true, force: true });
