import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, globSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";

/** Programs of the newest PostgreSQL that Debian's packages have brought. */
const newest = globSync("/usr/lib/postgresql/*/bin").toSorted().at(-1);

/** Why tests on a server of their own are left out here, or false. */
export const noDebianPostgres = newest === undefined && "No PostgreSQL is installed; .ci/run installs it";

export interface PostgresServer extends AsyncDisposable {
  readonly url: string;
  /** Ends it as a crash would, and starts it again. */
  crash(): Promise<void>;
}

/** A cluster of its own with these settings; with a port it also listens on 127.0.0.1. */
export function debianPostgres(settings: readonly string[], port?: number): Promise<PostgresServer> {
  if (newest === undefined) throw new Error("No PostgreSQL is installed.");
  return startDebianPostgres(newest, settings, port);
}

/** A throw-away cluster of an installed PostgreSQL, for tests that must hold on a server the hub did not bring. */
export async function startDebianPostgres(
  programs: string,
  settings: readonly string[] = [],
  port?: number,
): Promise<PostgresServer> {
  const folder = mkdtempSync(path.join(tmpdir(), "weir-pg15-"));
  const isRoot = process.getuid?.() === 0;
  const idOf = (flag: string) => Number(execFileSync("id", [flag, "postgres"]).toString());
  const identity = isRoot ? { uid: idOf("-u"), gid: idOf("-g") } : {};
  if (identity.uid !== undefined) chownSync(folder, identity.uid, identity.gid);
  const cluster = path.join(folder, "cluster");
  const options = { ...identity, cwd: "/", stdio: "ignore" as const };
  execFileSync(
    path.join(programs, "initdb"),
    ["-D", cluster, "-U", "weir", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"],
    options,
  );
  const flags = [
    "-c",
    `listen_addresses=${port === undefined ? "" : "127.0.0.1"}`,
    "-c",
    `port=${port ?? 5432}`,
    "-c",
    `unix_socket_directories=${folder}`,
    "-c",
    "fsync=off",
    "-c",
    "max_connections=200",
    ...settings.flatMap((setting) => ["-c", setting]),
  ];
  const start = () => spawn(path.join(programs, "postgres"), ["-D", cluster, ...flags], options);
  let server = start();
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const exited = once(server, "exit");
    server.kill(signal);
    await exited;
  };
  const url = `postgres://weir@localhost:${port ?? 5432}/postgres?host=${encodeURIComponent(folder)}`;
  await untilReady(url);
  return {
    url,
    async crash() {
      // `kill -9` of the first process would leave the others to themselves; this ends them all without a checkpoint.
      await end("SIGQUIT");
      server = start();
      await untilReady(url);
    },
    async [Symbol.asyncDispose]() {
      await end("SIGINT");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function untilReady(connectionString: string): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const client = new pg.Client({ connectionString });
    try {
      await client.connect();
      return await client.end();
    } catch {
      await delay(50);
    }
  }
  throw new Error("Debian's PostgreSQL did not start.");
}
