import { mkdtempSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import path from "node:path";
import { type Browser, chromium } from "playwright-core";
import { compose } from "#compose";
import { loadConfig } from "#kernel/config";
import { openDatabase, sql } from "#kernel/db/db";
import { migrate } from "#kernel/db/migrate";
import { openFileStore } from "#kernel/files/file-store";
import { openDuckdb } from "#kernel/lake/duckdb";
import { silentLogger } from "#kernel/log";
import { startEmbeddedPostgres } from "#kernel/postgres/embedded";
import { makeStations, type StationRow, stationTerms, testPolice } from "../server/modules/portal/test-ground.ts";
import { cpuSeconds } from "./cpu.ts";
import { median, option, print, printMachine } from "./measure.ts";
import { runWrk } from "./wrk.ts";

/**
 * The open side: a dataset page on a slow phone (what it weighs, how many requests, when it can be read), and how many
 * pages, rows and files the hub answers in a second.
 *
 *   NODE_ENV=production node bench/portal.ts --rows 2000 --visits 7 --seconds 8
 *
 * The phone: 390 px, processor four times slower, 400 kbit/s and 400 ms there and back ("slow 3G"), nothing kept from
 * before. Hub, browser and load share the machine.
 */
const rowCount = Number(option("rows", "2000"));
const visits = Number(option("visits", "7"));
const seconds = option("seconds", "8");
const folder = mkdtempSync(path.join(tmpdir(), "weir-bench-portal-"));
const postgres = await startEmbeddedPostgres(folder);
const database = openDatabase({ url: postgres.url, maxConnections: 20 });
const log = silentLogger();
await migrate(database, path.resolve(import.meta.dirname, "..", "migrations"), log);
const lake = await openDuckdb({ folder: path.join(folder, "lake"), memoryMb: 512 });
const files = await openFileStore(path.join(folder, "files"));
const config = loadConfig({}, { data: folder, port: 0, sample: false, adminPassword: "admin-password-1", workers: 2 });
const webFolder = path.join(folder, "web");
const hub = await compose({
  config,
  database,
  lake,
  files,
  log,
  now: () => new Date(),
  isOnlyWorker: true,
  webFolder,
});
await hub.registry.ensureDepartment(hub.call(), {
  code: testPolice,
  name: "测速市能源局",
  shortName: "市能源局",
  division: "5101",
  isInvented: true,
});
await open();
const url = await hub.app.listen({ port: 0, host: "127.0.0.1" });
const page = `${url}/open/datasets/bench-stations`;
const api = `${url}/api/portal/datasets/bench-stations`;

printMachine();
await measurePage();
await measureRates();
await hub.drain();
await lake.close();
await database.close();
await postgres.stop();
rmSync(folder, { recursive: true, force: true });
process.exit(0);

async function open(): Promise<void> {
  const made = await makeStations({ hub, lake } as Parameters<typeof makeStations>[0]);
  const districts = ["锦江区", "青羊区", "金牛区", "武侯区", "成华区", "龙泉驿区"];
  await made.load(
    Array.from({ length: rowCount }, (_, at): StationRow => {
      const place = [104 + ((at * 7919) % 1000) / 2500, 30.4 + ((at * 104_729) % 1000) / 2500] as const;
      return [`S-${at}`, `测试${at}号站`, districts[(at * at) % 6] ?? "", ...place, at % 200, at % 900, "某人", "无"];
    }),
  );
  await sql`
    insert into portal.rule (name, effective_on, value, basis) values ('rows-per-minute', '2020-01-02', 100000000, 'bench')`.execute(
    database.withTables<never>(),
  );
  const call = hub.call();
  const { life } = hub.portal;
  const opening = await life.create(call, { resourceId: made.id, code: "bench-stations", terms: stationTerms() });
  await life.submit(call, opening.id);
  // The hub has submitted; an officer of the bureau opens.
  const officer = { ...call, actor: { ...call.actor, id: crypto.randomUUID() } };
  const { jobId } = await life.open(officer, opening.id);
  for await (const job of hub.jobs.follow(call, jobId ?? ""))
    if (job.endedAt !== null && job.state !== "succeeded") throw new Error(JSON.stringify(job.problem));
}

async function measurePage(): Promise<void> {
  const browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
  try {
    for (const isSlow of [true, false]) {
      const seen: Awaited<ReturnType<typeof visitOnce>>[] = [];
      for (let at = 0; at < visits; at += 1) seen.push(await visitOnce(browser, isSlow));
      const middle = (of: (one: (typeof seen)[number]) => number) => median(seen.map(of)).toFixed(0);
      const readies = seen.map(({ ready }) => ready);
      print(
        `dataset page, ${isSlow ? "slow phone" : "unthrottled"}: ${middle(({ bytes }) => bytes)} bytes in ${middle(({ requests }) => requests)} request(s), first paint ${middle(({ paint }) => paint)} ms, ready ${middle(({ ready }) => ready)} ms [${Math.min(...readies).toFixed(0)}–${Math.max(...readies).toFixed(0)}], load ${loadavg()[0]?.toFixed(1)}`,
      );
    }
  } finally {
    await browser.close();
  }
}

/** A new browser profile, so that nothing is kept; ready is the load event, when text, chart and map are there. */
async function visitOnce(browser: Browser, isSlow: boolean) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: "zh-CN" });
  const window = await context.newPage();
  const devtools = await context.newCDPSession(window);
  await devtools.send("Network.enable");
  let bytes = 0;
  let requests = 0;
  devtools.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
  devtools.on("Network.requestWillBeSent", ({ request }) => (requests += request.url.startsWith("http") ? 1 : 0));
  if (isSlow) {
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: 4 });
    const kilobits = (400 * 1000) / 8;
    const slow = { offline: false, latency: 400, downloadThroughput: kilobits, uploadThroughput: kilobits };
    await devtools.send("Network.emulateNetworkConditions", slow);
  }
  await window.goto(page, { waitUntil: "load" });
  const { ready, paint } = await window.evaluate(() => {
    const [navigation] = performance.getEntriesByType("navigation");
    const [painted] = performance.getEntriesByName("first-contentful-paint");
    return {
      ready: navigation instanceof PerformanceNavigationTiming ? navigation.loadEventEnd : Number.NaN,
      paint: painted?.startTime ?? Number.NaN,
    };
  });
  await context.close();
  return { bytes, requests, ready, paint };
}

async function measureRates(): Promise<void> {
  for (const [what, address] of [
    ["dataset page", page],
    ["search page", `${url}/open/datasets?q=${encodeURIComponent("充电")}`],
    ["description, JSON", api],
    ["rows, one of a key", `${api}/rows?station_no=S-77`],
    ["rows, 100 of a district", `${api}/rows?district=${encodeURIComponent("锦江区")}`],
    ["file, CSV", `${api}/files/csv`],
  ] as const) {
    const before = cpuSeconds(process.pid).own;
    const { rate, p50, p99, failures } = await runWrk(address, "", { connections: "8", seconds });
    const used = cpuSeconds(process.pid).own - before;
    const each = (used / (rate * Number(seconds))) * 1000;
    print(
      `${what.padEnd(26)} ${rate.toFixed(0).padStart(6)}/s  p50 ${p50.toFixed(1)} ms  p99 ${p99.toFixed(1)} ms  hub ${each.toFixed(2)} ms of processor each, failures ${failures}, load ${loadavg()[0]?.toFixed(1)}`,
    );
  }
}
