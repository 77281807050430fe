import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { departments, makeRegisters } from "./matching-people.ts";
import { option, print, printMachine } from "./measure.ts";

// Registers of three departments linked and clustered without settings; `--splink PYTHON` runs Splink on the same files.

const rows = Number(option("rows", "1000000"));
const repeats = Number(option("repeats", "1"));
const python = option("splink", "");
const folder = mkdtempSync(path.join(tmpdir(), "weir-bench-matching-"));

try {
  printMachine();
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await makeRegisters(connection, rows, Number(option("seed", "1")));
  const files = departments.map((department) => path.join(folder, `${department}.parquet`));
  for (const [at, department] of departments.entries())
    await connection.run(`copy person_${department} to '${files[at] ?? ""}' (format parquet)`);
  connection.closeSync();
  instance.closeSync();
  for (let round = 0; round < repeats; round += 1) {
    const lake = path.join(folder, `lake-${round}`);
    mkdirSync(lake);
    print(
      `Weir   ${run(process.execPath, ["--disable-warning=ExperimentalWarning", path.join(import.meta.dirname, "matching-run.ts"), lake, ...files])}`,
    );
    rmSync(lake, { recursive: true, force: true });
    if (python !== "" && existsSync(python))
      print(`Splink ${run(python, [path.join(import.meta.dirname, "matching-splink.py"), ...files])}`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function run(command: string, given: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(command, given, { encoding: "utf8", maxBuffer: 2 ** 26 });
  return status === 0
    ? (stdout.trim().split("\n").at(-1) ?? "")
    : `failed: ${stderr.trim().split("\n").slice(-3).join(" | ")}`;
}
