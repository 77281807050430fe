import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import type { HarvestKind, HarvestRun, HarvestSource } from "#contract/harvest";
import { cpuSeconds } from "./cpu.ts";
import { median, option, print, printMachine } from "./measure.ts";
import { runWrk } from "./wrk.ts";

/**
 * What the doors cost that other portals come through: CKAN's `package_search` against a bare Fastify handler that answers the same
 * page of the same table; whole catalogs read out; catalogs of another portal harvested, first all new, then all as before.
 * Needs `wrk`.
 *
 *   node bench/doors.ts --datasets 10000 --seconds 4 --rounds 3
 */
const datasets = option("datasets", "10000");
const seconds = option("seconds", "4");
const rounds = Number(option("rounds", "3"));
const connections = option("connections", "16");

const child = spawn(
  process.execPath,
  ["--disable-warning=ExperimentalWarning", path.join(import.meta.dirname, "doors-server.ts"), datasets],
  { stdio: ["pipe", "pipe", "inherit"] },
);
const [listening] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
const { hub, bare, token, pid, count } = JSON.parse(listening) as {
  hub: string;
  bare: string;
  token: string;
  pid: number;
  count: number;
};
const cookie = `weir_session=${token}`;
/** Of the server's own process; its PostgreSQL comes on top, for the bare handler too. */
const spent = (): number => cpuSeconds(pid).own;

printMachine();
print(`${count} open datasets, ${connections} connections\n`);
await requests();
await readOut();
await readIn();
child.stdin.end();
await once(child, "exit");

async function requests(): Promise<void> {
  const at = `math.random(0, ${count - 10})`;
  const contenders = [
    { name: "bare handler, a page of 10", url: bare, path: `'/page?start=' .. ${at}` },
    {
      name: "package_search, a page of 10",
      url: hub,
      path: `'/api/3/action/package_search?sort=id%20asc&start=' .. ${at}`,
    },
    { name: "package_show", url: hub, path: `'/api/3/action/package_show?id=dataset-' .. ${at}` },
    { name: "dataset.ttl", url: hub, path: `'/dataset/dataset-' .. ${at} .. '.ttl'` },
  ];
  const figures = new Map<string, { rate: number; p50: number; p99: number; micros: number; failures: number }[]>();
  for (let round = 0; round < rounds; round += 1)
    for (const one of contenders) {
      const before = spent();
      const script = `request = function() return wrk.format('GET', ${one.path}) end`;
      const load = await runWrk(one.url, script, { connections, seconds });
      const micros = ((spent() - before) / (load.rate * Number(seconds))) * 1e6;
      figures.set(one.name, [...(figures.get(one.name) ?? []), { ...load, micros }]);
    }
  for (const [name, list] of figures) {
    const middle = (of: (one: (typeof list)[number]) => number) => median(list.map(of));
    const failed = list.reduce((sum, { failures }) => sum + failures, 0);
    print(
      `  ${name.padEnd(32)} ${middle((one) => one.rate).toFixed(0)}/s  p50 ${middle((one) => one.p50).toFixed(1)} ms  p99 ${middle((one) => one.p99).toFixed(1)} ms  ${middle((one) => one.micros).toFixed(0)} µs of the server  ${failed} failed`,
    );
  }
}

/** Records a second by the clock, and of one core's time. */
function report(name: string, records: number, startedAt: number, before: number): void {
  const clock = (performance.now() - startedAt) / 1000;
  const cpu = spent() - before;
  print(
    `  ${name.padEnd(32)} ${records} records, ${(records / clock).toFixed(0)}/s by the clock, ${(records / cpu).toFixed(0)}/s of processor time`,
  );
}

async function readOut(): Promise<void> {
  print("\nWhole catalogs out");
  const started = [performance.now(), spent()] as const;
  const { dataset } = (await (await fetch(`${hub}/data.json`)).json()) as { dataset: unknown[] };
  report("data.json", dataset.length, ...started);
  for (const syntax of ["ttl", "jsonld", "rdf"]) {
    const from = [performance.now(), spent()] as const;
    const pages = Math.ceil(count / 100);
    for (let page = 1; page <= pages; page += 1) await (await fetch(`${hub}/catalog.${syntax}?page=${page}`)).text();
    report(`catalog.${syntax}, ${pages} pages`, count, ...from);
  }
}

/** Answers as the hub did once, so that what is measured is only the reading in. */
async function mirror(): Promise<{ url: string; close: () => void }> {
  const kept = new Map<string, { type: string; body: string }>();
  let own = "";
  const answer = async (line: string) => {
    const before = kept.get(line);
    if (before) return before;
    const from = await fetch(`${hub}${line}`);
    const made = { type: from.headers.get("content-type") ?? "", body: (await from.text()).replaceAll(hub, own) };
    kept.set(line, made);
    return made;
  };
  const server = createServer((request, response) => {
    void answer(request.url ?? "/").then(({ type, body }) => response.setHeader("content-type", type).end(body));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  own = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: own,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function ask<Answer>(method: string, address: string, body?: object): Promise<Answer> {
  const answer = await fetch(`${hub}${address}`, {
    method,
    ...(body === undefined
      ? { headers: { cookie } }
      : { headers: { cookie, "content-type": "application/json" }, body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${address}: ${await answer.text()}`);
  return (answer.status === 204 ? undefined : await answer.json()) as Answer;
}

async function harvest(source: HarvestSource): Promise<HarvestRun> {
  let run = await ask<HarvestRun>("POST", `/api/harvest/sources/${source.id}/runs`, { mode: "full" });
  while (run.endedAt === null) {
    await delay(50);
    run = await ask<HarvestRun>("GET", `/api/harvest/runs/${run.id}`);
  }
  if (run.state !== "done") throw new Error(JSON.stringify(run.problem));
  return run;
}

async function readIn(): Promise<void> {
  print("\nAnother portal's catalog in");
  const portal = await mirror();
  const places: readonly (readonly [HarvestKind, string])[] = [
    ["ckan", ""],
    ["dcat", "/catalog.ttl"],
    ["dcat", "/catalog.jsonld"],
    ["dcatus", "/data.json"],
  ];
  for (const [kind, place] of places) {
    const register = (name: string) =>
      ask<HarvestSource>("POST", "/api/harvest/sources", {
        name: `${name} ${kind} ${place}`,
        kind,
        url: `${portal.url}${place}`,
        fileId: null,
      });
    // Once for the mirror to learn the answers.
    const first = await register("一");
    await harvest(first);
    await ask("DELETE", `/api/harvest/sources/${first.id}`);
    const source = await register("二");
    for (const what of ["all new", "all as before"]) {
      const started = [performance.now(), spent()] as const;
      const { seen } = await harvest(source);
      report(`${kind} ${place}, ${what}`, seen, ...started);
    }
    await ask("DELETE", `/api/harvest/sources/${source.id}`);
  }
  portal.close();
}
