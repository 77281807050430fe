import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { cpuSeconds } from "./cpu.ts";
import { median, option, print, printMachine } from "./measure.ts";
import { type Load, runWrk } from "./wrk.ts";

/**
 * What the gate costs: a keyed look-up (token verified, grant decided, two masks, ledger entry durable before the answer,
 * signed receipt) against a bare Fastify handler with the same SELECT over the same PostgreSQL; ledger on against off;
 * 10,000 grants of 1,000 clients; a list of 100,000 rows in flat memory. Needs `wrk`.
 *
 *   node bench/gate.ts --seconds 4 --rounds 5 --rows 200000
 */
const seconds = option("seconds", "4");
const rounds = Number(option("rounds", "5"));
const rows = option("rows", "200000");
const connections = option("connections", "32");

interface Servers {
  readonly hub: string;
  readonly silent: string;
  readonly bare: string;
  readonly table: string;
  readonly rowCount: number;
  readonly resource: number;
  readonly token: string;
  readonly many: { readonly resources: number[]; readonly tokens: string[]; readonly grants: number };
  readonly pid: number;
}

interface Figure extends Load {
  /** Processor time of one answer in µs: of the server, of its PostgreSQL. */
  readonly serverMicros: number;
  readonly databaseMicros: number;
}

const child = spawn(
  process.execPath,
  ["--disable-warning=ExperimentalWarning", path.join(import.meta.dirname, "gate-server.ts"), rows],
  {
    stdio: ["pipe", "pipe", "inherit"],
  },
);
const [line] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
const servers = JSON.parse(line) as Servers;

/** Keys are spread over the table so that the database does its work each time. */
function script(target: "hub" | "bare" | "many"): string {
  const { rowCount, resource, table, token, many } = servers;
  const bodies = {
    hub: `wrk.headers['authorization'] = 'Bearer ${token}'
request = function() return wrk.format('GET', '/api/gate/resources/${resource}/records?permit_no=P' .. math.random(0, ${rowCount - 1})) end`,
    bare: `request = function() return wrk.format('GET', '/records?table=${table}&permit_no=P' .. math.random(0, ${rowCount - 1})) end`,
    many: `local tokens = {${many.tokens.map((one) => `'${one}'`).join(",")}}
local resources = {${many.resources.join(",")}}
request = function()
  return wrk.format('GET', '/api/gate/resources/' .. resources[math.random(#resources)] .. '/records?permit_no=P' .. math.random(0, 999), { ['authorization'] = 'Bearer ' .. tokens[math.random(#tokens)] })
end`,
  };
  return bodies[target];
}

async function measure(url: string, lua: string): Promise<Figure> {
  const before = cpuSeconds(servers.pid);
  const load = await runWrk(url, lua, { connections, seconds });
  const after = cpuSeconds(servers.pid);
  const answers = Math.max(1, load.rate * Number(seconds));
  const micros = (of: "own" | "started") => ((after[of] - before[of] - idle[of] * Number(seconds)) / answers) * 1e6;
  return { ...load, serverMicros: micros("own"), databaseMicros: micros("started") };
}

const contenders = {
  bare: () => measure(servers.bare, script("bare")),
  gate: () => measure(servers.hub, script("hub")),
  "gate, ledger off": () => measure(servers.silent, script("hub")),
  [`gate, ${servers.many.grants} grants of ${servers.many.tokens.length} clients`]: () =>
    measure(servers.hub, script("many")),
};

printMachine();
const idle = await idleSeconds();
const figures = new Map<string, Figure[]>();
for (const [name, run] of Object.entries(contenders)) {
  // The first run warms up: compiled code, caches, the serving tables of the many.
  await run();
  figures.set(name, []);
}
for (let round = 0; round < rounds; round += 1)
  for (const [name, run] of Object.entries(contenders)) figures.get(name)?.push(await run());

const middle = (name: string, of: keyof Figure): number =>
  median((figures.get(name) ?? []).map((figure) => figure[of]));
for (const [name, measured] of figures) {
  const rates = measured.map(({ rate }) => rate);
  const failed = measured.reduce((sum, { failures }) => sum + failures, 0);
  print(
    `${name.padEnd(40)} ${middle(name, "rate").toFixed(0).padStart(6)} req/s [${Math.min(...rates).toFixed(0)}–${Math.max(...rates).toFixed(0)}]  p50 ${middle(name, "p50").toFixed(2)} ms  p99 ${middle(name, "p99").toFixed(2)} ms  ${ratio(name, "rate", "bare").toFixed(2)} of bare, p99 ×${ratio(name, "p99", "bare").toFixed(2)}  processor time ${middle(name, "serverMicros").toFixed(0)} + ${middle(name, "databaseMicros").toFixed(0)} µs${failed > 0 ? `  ${failed} FAILED` : ""}`,
  );
}
print(`ledger on / off: ${ratio("gate", "rate", "gate, ledger off").toFixed(2)}`);
await longList();
child.stdin.end();
await once(child, "close");

/** Processor seconds a second that the hub takes for itself while nobody asks anything. */
async function idleSeconds(): Promise<{ own: number; started: number }> {
  const watched = 4;
  const before = cpuSeconds(servers.pid);
  await delay(watched * 1000);
  const after = cpuSeconds(servers.pid);
  return { own: (after.own - before.own) / watched, started: (after.started - before.started) / watched };
}

/** The middle of the ratios of neighbouring runs: what else the machine does falls on both alike. */
function ratio(name: string, of: keyof Figure, to: string): number {
  const [a, b] = [figures.get(name) ?? [], figures.get(to) ?? []];
  return median(a.map((figure, at) => figure[of] / (b[at]?.[of] ?? Number.NaN)));
}

/** Reads 100,000 rows page by page and looks at the memory of the server meanwhile. */
async function longList(): Promise<void> {
  const residentMb = () =>
    Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${servers.pid}/status`, "utf8"))?.[1] ?? 0) / 1024;
  const before = residentMb();
  let highest = before;
  let seen = 0;
  const start = performance.now();
  for (let next: string | null = ""; next !== null && seen < 100_000;) {
    const cursor: string = next === "" ? "" : `&cursor=${next}`;
    const answer = await fetch(`${servers.hub}/api/gate/resources/${servers.resource}/records?limit=500${cursor}`, {
      headers: { authorization: `Bearer ${servers.token}` },
    });
    const page = (await answer.json()) as { items: unknown[]; next: string | null };
    seen += page.items.length;
    next = page.next;
    highest = Math.max(highest, residentMb());
  }
  const elapsed = (performance.now() - start) / 1000;
  print(
    `list of ${seen} rows in pages of 500: ${elapsed.toFixed(1)} s, server ${before.toFixed(0)} MB before, ${highest.toFixed(0)} MB at most`,
  );
}
