import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { JobView, SystemStatus } from "#contract/operations";
import { readHolder } from "#kernel/files/folder-lock";
import { median, option, print, printMachine } from "./measure.ts";

/**
 * How soon the hub answers, what it takes when idle, and whether its pages answer while the sample city loads. Run it on an
 * installed and built tree.
 *
 *   node bench/start.ts --repeats 5 --idle 60 --people 20000
 */
const repeats = Number(option("repeats", "5"));
const idleSeconds = Number(option("idle", "60"));
const people = option("people", "20000");
const root = path.resolve(import.meta.dirname, "..");
const folder = mkdtempSync(path.join(tmpdir(), "weir-bench-"));
chmodSync(folder, 0o711);

interface Started extends AsyncDisposable {
  readonly url: string;
  readonly token: string;
  readonly pid: number;
  readonly healthyAfterMs: number;
}

async function startHub(data: string, settings: Readonly<Record<string, string>>): Promise<Started> {
  const start = performance.now();
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", "server/main.ts"], {
    cwd: root,
    env: { ...process.env, WEIR_DATA: data, WEIR_PORT: "0", WEIR_ADMIN_PASSWORD: "bench-password-1", ...settings },
    stdio: "ignore",
  });
  const url = await healthy(data);
  return {
    url,
    healthyAfterMs: performance.now() - start,
    token: readFileSync(path.join(data, "keys", "operator.token"), "utf8").trim(),
    pid: child.pid ?? 0,
    async [Symbol.asyncDispose]() {
      const exited = once(child, "exit");
      child.kill("SIGTERM");
      await exited;
      rmSync(path.join(data, "hub.json"), { force: true });
    },
  };
}

async function healthy(data: string): Promise<string> {
  for (;;) {
    const url = readHolder(data)?.url;
    const isHealthy =
      url !== undefined &&
      (await fetch(`${url}/healthz`).then(
        (answer) => answer.ok,
        () => false,
      ));
    if (url && isHealthy) return url;
    await delay(10);
  }
}

async function ask<Body>(hub: Started, address: string): Promise<Body> {
  const response = await fetch(hub.url + address, { headers: { authorization: `Bearer ${hub.token}` } });
  if (!response.ok) throw new Error(`${address} answered ${response.status}`);
  return (await response.json()) as Body;
}

/** Memory in MiB: resident, and proportional (a page shared by two processes counts half in each). */
function memoryOf(pid: number): { rss: number; pss: number } {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
  const kb = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(rollup)?.[1] ?? 0);
  return { rss: kb("Rss") / 1024, pss: kb("Pss") / 1024 };
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

async function measureStart(): Promise<void> {
  const first: number[] = [];
  const again: number[] = [];
  for (let round = 0; round < repeats; round += 1) {
    const data = path.join(folder, `start-${round}`);
    for (const samples of [first, again]) {
      await using hub = await startHub(data, { WEIR_SAMPLE: "0" });
      samples.push(hub.healthyAfterMs);
    }
    rmSync(data, { recursive: true, force: true });
  }
  for (const [name, samples] of [
    ["first start, empty folder", first],
    ["start on a folder that exists", again],
  ] as const) {
    const spread = `${seconds(Math.min(...samples))}–${seconds(Math.max(...samples))}`;
    print(`  ${name.padEnd(34)} healthy after ${seconds(median(samples))} [${spread}]`);
  }
}

async function measureIdle(): Promise<void> {
  await using hub = await startHub(path.join(folder, "idle"), { WEIR_SAMPLE: "0" });
  await delay(idleSeconds * 1000);
  const { rss, pss } = memoryOf(hub.pid);
  const { memory } = await ask<SystemStatus>(hub, "/api/operations/status");
  const database = memory.databaseMb ?? Number.NaN;
  print(
    `  idle after ${idleSeconds} s: hub ${rss.toFixed(0)} MiB resident (${pss.toFixed(0)} proportional) + PostgreSQL ${database} MiB proportional = ${(pss + database).toFixed(0)} MiB`,
  );
}

/** What a person who signs in meanwhile would open. */
const pages = [
  "/healthz",
  "/api/catalog/resources?limit=20",
  "/api/registry/departments?limit=20",
  "/api/dictionary/elements?limit=20",
  "/api/intake/loads?limit=20",
  "/api/ledger/entries?limit=20",
];

async function measureSample(): Promise<void> {
  const start = performance.now();
  await using hub = await startHub(path.join(folder, "sample"), { WEIR_SAMPLE: "1", WEIR_SAMPLE_PEOPLE: people });
  const latencies: number[] = [];
  let jobs: JobView[] = [];
  do {
    for (const page of pages) {
      const before = performance.now();
      const response = await fetch(hub.url + page, { headers: { authorization: `Bearer ${hub.token}` } });
      await response.arrayBuffer();
      latencies.push(performance.now() - before);
    }
    await delay(100);
    jobs = (await ask<{ items: JobView[] }>(hub, "/api/operations/jobs?limit=100")).items;
  } while (jobs.length === 0 || jobs.some((job) => job.endedAt === null));
  const failed = jobs.filter((job) => job.state !== "succeeded");
  const sorted = latencies.toSorted((a, b) => a - b);
  const at = (part: number) => (sorted[Math.floor(sorted.length * part)] ?? 0).toFixed(0);
  print(
    `  sample of ${people} people and all divisions: ready after ${seconds(performance.now() - start)}, ${jobs.length} jobs, ${failed.length} not succeeded`,
  );
  print(
    `  meanwhile ${latencies.length} requests: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms, longest ${at(0.999999)} ms`,
  );
}

printMachine();
await measureStart();
await measureIdle();
await measureSample();
printMachine();
rmSync(folder, { recursive: true, force: true });
