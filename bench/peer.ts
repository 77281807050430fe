import { execFile, spawn } from "node:child_process";
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import pg from "pg";
import { median, option, print, printMachine } from "./measure.ts";
import { runWrk } from "./wrk.ts";

/**
 * The same keyed look-up through the gate and through PostGraphile, a general data API, on the same PostgreSQL, in turn.
 * PostGraphile verifies a JWT and reads as the role it names, with its own preset for that; it masks nothing and records
 * nothing. The gate decides by the grant, masks two items, and has its ledger entry on disk before it answers. Installs
 * PostGraphile from the package registry into a temporary folder. Needs `wrk`.
 *
 *   node bench/peer.ts --seconds 4 --rounds 5
 */
const version = "5.1.5";
const seconds = option("seconds", "4");
const rounds = Number(option("rounds", "5"));
const rows = option("rows", "200000");
const connections = option("connections", "32");

const folder = mkdtempSync(path.join(tmpdir(), "weir-peer-"));
print(`installing postgraphile@${version} …`);
writeFileSync(path.join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
await promisify(execFile)(
  "npm",
  ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error", `postgraphile@${version}`],
  { cwd: folder },
);

const flags = ["--disable-warning=ExperimentalWarning"];
const weir = spawn(process.execPath, [...flags, path.join(import.meta.dirname, "gate-server.ts"), rows], {
  stdio: ["pipe", "pipe", "inherit"],
});
const [line] = (await once(createInterface({ input: weir.stdout }), "line")) as [string];
const servers = JSON.parse(line) as {
  hub: string;
  database: string;
  table: string;
  resource: number;
  token: string;
};

const role = "peer_reader";
const secret = "bench-secret-of-at-least-32-characters";
await copyForPeer();
const peer = spawn(process.execPath, [writePeer()], { stdio: ["pipe", "pipe", "inherit"], cwd: folder });
const [peerUrl] = (await once(createInterface({ input: peer.stdout }), "line")) as [string];

const query = `query Look($key: String!) { permitByPermitNo(permitNo: $key) {
  permitNo personName mobile divisionCode address issuedOn months office } }`;
const key = `'P' .. math.random(0, ${Number(rows) - 1})`;
const scripts = {
  gate: `wrk.headers['authorization'] = 'Bearer ${servers.token}'
request = function() return wrk.format('GET', '/api/gate/resources/${servers.resource}/records?permit_no=' .. ${key}) end`,
  postgraphile: `wrk.headers['authorization'] = 'Bearer ${jwt()}'
wrk.headers['content-type'] = 'application/json'
request = function() return wrk.format('POST', '/graphql', nil, '${JSON.stringify({ query }).slice(0, -1).replaceAll("\\", "\\\\")},"variables":{"key":"' .. ${key} .. '"}}') end`,
};
await showAnswer();

const run = {
  gate: () => runWrk(servers.hub, scripts.gate, { connections, seconds }),
  postgraphile: () => runWrk(peerUrl, scripts.postgraphile, { connections, seconds }),
};
printMachine();
await run.gate();
await run.postgraphile();
const measured: { gate: Awaited<ReturnType<typeof runWrk>>; postgraphile: Awaited<ReturnType<typeof runWrk>> }[] = [];
for (let round = 0; round < rounds; round += 1)
  measured.push({ gate: await run.gate(), postgraphile: await run.postgraphile() });
for (const name of ["gate", "postgraphile"] as const) {
  const of = (figure: "rate" | "p50" | "p99") => median(measured.map((both) => both[name][figure]));
  const failed = measured.reduce((sum, both) => sum + both[name].failures, 0);
  print(
    `${name.padEnd(14)} ${of("rate").toFixed(0).padStart(6)} req/s  p50 ${of("p50").toFixed(2)} ms  p99 ${of("p99").toFixed(2)} ms${failed > 0 ? `  ${failed} FAILED` : ""}`,
  );
}
const times = median(measured.map(({ gate, postgraphile }) => gate.rate / postgraphile.rate));
const slower = median(measured.map(({ gate, postgraphile }) => postgraphile.p99 / gate.p99));
print(
  `the gate answers ${times.toFixed(1)} times as many; PostGraphile's p99 is ${slower.toFixed(1)} times the gate's`,
);

peer.kill();
weir.stdin.end();
await once(weir, "close");
rmSync(folder, { recursive: true, force: true });

/** The rows of the serving table as anybody would keep them: a table with a primary key, readable by one role. */
async function copyForPeer(): Promise<void> {
  const client = new pg.Client({ connectionString: servers.database });
  await client.connect();
  await client.query(`
    create schema peer;
    create table peer.permit as select permit_no, person_name, mobile, division_code, address, issued_on, months, office
      from serving.${servers.table};
    alter table peer.permit add primary key (permit_no);
    create role ${role} nologin;
    grant usage on schema peer to ${role};
    grant select on peer.permit to ${role};
    analyze peer.permit`);
  await client.end();
}

function writePeer(): string {
  const file = path.join(folder, "peer.js");
  writeFileSync(
    file,
    `import { createServer } from "node:http";
import { postgraphile } from "postgraphile";
import { PostGraphileAmberPreset } from "postgraphile/presets/amber";
import { makeV4Preset } from "postgraphile/presets/v4";
import { PgLazyJWTPreset } from "postgraphile/presets/lazy-jwt";
import { makePgService } from "postgraphile/adaptors/pg";
import { grafserv } from "postgraphile/grafserv/node";
const preset = {
  extends: [PostGraphileAmberPreset, makeV4Preset({}), PgLazyJWTPreset],
  grafserv: { pgJwtSecret: ${JSON.stringify(secret)}, graphqlPath: "/graphql", graphiql: false, watch: false },
  grafast: { explain: false },
  pgServices: [makePgService({ connectionString: ${JSON.stringify(servers.database)}, schemas: ["peer"], poolConfig: { max: 16 } })],
};
const serv = postgraphile(preset).createServ(grafserv);
const server = createServer();
await serv.addTo(server);
server.listen(0, "127.0.0.1", () => console.log("http://127.0.0.1:" + server.address().port));
process.on("SIGTERM", () => process.exit(0));
`,
  );
  return file;
}

function jwt(): string {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");
  const expires = Math.floor(Date.now() / 1000) + 86_400;
  const signed = `${encode({ alg: "HS256", typ: "JWT" })}.${encode({ role, aud: "postgraphile", exp: expires })}`;
  return `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
}

/** Both give the same row, and the peer nothing without its token; else there is nothing to compare. */
async function showAnswer(): Promise<void> {
  const ask = async (headers: Record<string, string>) => {
    const answer = await fetch(`${peerUrl}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify({ query, variables: { key: "P7" } }),
    });
    return answer.text();
  };
  const own = await fetch(`${servers.hub}/api/gate/resources/${servers.resource}/records?permit_no=P7`, {
    headers: { authorization: `Bearer ${servers.token}` },
  });
  const [gate, granted, forged] = [
    await own.text(),
    await ask({ authorization: `Bearer ${jwt()}` }),
    await ask({ authorization: "Bearer forged" }),
  ];
  if (!gate.includes('"P7"') || !granted.includes('"P7"') || forged.includes('"P7"'))
    throw new Error(`not comparable:\n${gate}\n${granted}\n${forged}`);
}
