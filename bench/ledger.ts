import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Call, hubActor } from "#kernel/call";
import { openDatabase } from "#kernel/db/db";
import { migrate } from "#kernel/db/migrate";
import { silentLogger } from "#kernel/log";
import { startEmbeddedPostgres } from "#kernel/postgres/embedded";
import { createLedger } from "#ledger";
import { option, print, printMachine } from "./measure.ts";

/**
 * What a durable ledger entry costs, alone and with many callers at once (group commit without a timer).
 *
 *   node bench/ledger.ts --seconds 3
 */
const seconds = Number(option("seconds", "3"));
const folder = mkdtempSync(path.join(tmpdir(), "weir-bench-"));
const postgres = await startEmbeddedPostgres(folder);
const database = openDatabase({ url: postgres.url });
await migrate(database, path.resolve(import.meta.dirname, "..", "migrations"), silentLogger());
const ledger = createLedger({ keyFolder: path.join(folder, "keys"), origin: "weir.bench/ledger" });

const call: Call = {
  actor: hubActor,
  now: new Date(),
  db: database,
  log: silentLogger(),
  signal: new AbortController().signal,
  language: "zh",
  requestId: "bench",
};
const act = {
  action: "bench.look-up",
  object: { kind: "resource", id: "r", name: "bench" },
  items: ["citizen_id", "person_name"],
  rows: 1,
};

printMachine();
for (const callers of [1, 16, 64, 256]) {
  const latencies: number[] = [];
  const end = performance.now() + seconds * 1000;
  const start = performance.now();
  await Promise.all(
    Array.from({ length: callers }, async () => {
      while (performance.now() < end) {
        const before = performance.now();
        await ledger.recordNow(call, act);
        latencies.push(performance.now() - before);
      }
    }),
  );
  const elapsed = performance.now() - start;
  const sorted = latencies.toSorted((a, b) => a - b);
  const at = (part: number) => (sorted[Math.floor(sorted.length * part)] ?? 0).toFixed(2);
  print(
    `${String(callers).padStart(4)} callers: ${((latencies.length / elapsed) * 1000).toFixed(0)} entries/s, ${((elapsed / latencies.length) * 1000).toFixed(1)} µs an entry, latency p50 ${at(0.5)} ms p99 ${at(0.99)} ms`,
  );
}
await database.close();
await postgres.stop();
rmSync(folder, { recursive: true, force: true });
