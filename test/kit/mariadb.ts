import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import mysql from "mysql2/promise";

const program = "/usr/sbin/mariadbd";

/** Why tests on MariaDB are left out here, or false. */
export const noMariadb = !existsSync(program) && "MariaDB is not installed; .ci/run installs it";

export interface MariadbServer extends AsyncDisposable {
  readonly port: number;
  /** As root, who needs no password on this throw-away server. */
  readonly url: string;
  /** The `mariadb` client's arguments for this server. */
  readonly client: readonly string[];
  /** `kill -9`, and started again. */
  crash(): Promise<void>;
}

/** A throw-away MariaDB on a free port of this machine. */
export async function startMariadb(options: readonly string[] = []): Promise<MariadbServer> {
  const folder = mkdtempSync(path.join(tmpdir(), "weir-mariadb-"));
  const data = path.join(folder, "data");
  const user = process.getuid?.() === 0 ? ["--user=root"] : [];
  install(data, user);
  const port = await freePort();
  const socket = path.join(folder, "socket");
  const own = ["--no-defaults", `--datadir=${data}`, `--socket=${socket}`, "--bind-address=127.0.0.1"];
  const start = () => spawn(program, [...own, `--port=${port}`, ...user, ...options], { stdio: "ignore" });
  let server = start();
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const exited = once(server, "exit");
    server.kill(signal);
    await exited;
  };
  const url = `mysql://root@127.0.0.1:${port}/`;
  await untilReady(url);
  return {
    port,
    url,
    client: ["--no-defaults", `--socket=${socket}`, "--user=root"],
    async crash() {
      await end("SIGKILL");
      server = start();
      await untilReady(url);
    },
    async [Symbol.asyncDispose]() {
      await end("SIGTERM");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * The installer starts a server of its own with as much asynchronous input and output as it can get, which the machine
 * gives to a few at a time: without it, and tried again, two test files may install at once.
 */
function install(data: string, user: readonly string[], tries = 3): void {
  const own = [`--datadir=${data}`, "--auth-root-authentication-method=normal", "--skip-test-db", ...user];
  try {
    const options = ["--no-defaults", ...own, "--innodb-use-native-aio=0"];
    execFileSync("/usr/bin/mariadb-install-db", options, { stdio: ["ignore", "ignore", "pipe"] });
  } catch (error) {
    rmSync(data, { recursive: true, force: true });
    if (tries <= 1) throw error;
    install(data, user, tries - 1);
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}

async function untilReady(uri: string): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    try {
      return await (await mysql.createConnection({ uri })).end();
    } catch {
      await delay(50);
    }
  }
  throw new Error("MariaDB did not start.");
}
