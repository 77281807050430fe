import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { connect as connectSocket } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { jetstream, jetstreamManager, StorageType } from "@nats-io/jetstream";
import { connect, headers, type NatsConnection } from "@nats-io/transport-node";

const program = "/usr/sbin/nats-server";

/** Why tests on NATS are left out here, or false. */
export const noNats = !existsSync(program) && "nats-server is not installed; .ci/run installs it";

export interface NatsServer extends AsyncDisposable {
  readonly port: number;
  makeStream(name: string, subjects?: string[]): Promise<void>;
  dropStream(name: string): Promise<void>;
  /** Kept by the server when it answers. */
  send(subject: string, body: unknown, headersOf?: Readonly<Record<string, string>>): Promise<number>;
  /** `kill -9`, and the same server on the same port and data again. */
  killAndStart(): Promise<void>;
}

/** A throw-away NATS server with JetStream on a free port of this machine. */
export async function startNats(): Promise<NatsServer> {
  const folder = mkdtempSync(path.join(tmpdir(), "weir-nats-"));
  const start = async (port: number): Promise<{ server: ChildProcess; port: number }> => {
    const server = spawn(program, ["-a", "127.0.0.1", "-p", String(port), "-js", "-sd", folder], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    let said = "";
    server.stderr.on("data", (chunk: Buffer) => {
      said += chunk.toString();
    });
    for (let tries = 0; tries < 200; tries += 1) {
      const found = /client connections on 127\.0\.0\.1:(\d+)/.exec(said);
      if (found?.[1] !== undefined && (await answers(Number(found[1])))) return { server, port: Number(found[1]) };
      await delay(50);
    }
    throw new Error(`nats-server does not start: ${said}`);
  };
  let running = await start(-1);
  let connection: NatsConnection = await connect({ servers: `127.0.0.1:${running.port}` });
  const kill = async (): Promise<void> => {
    const exited = once(running.server, "exit");
    running.server.kill("SIGKILL");
    await exited;
  };
  return {
    port: running.port,
    async makeStream(name, subjects = [`${name.toLowerCase()}.>`]) {
      await (await jetstreamManager(connection)).streams.add({ name, subjects, storage: StorageType.File });
    },
    async dropStream(name) {
      await (await jetstreamManager(connection)).streams.delete(name);
    },
    async send(subject, body, given = {}) {
      const own = headers();
      for (const [key, value] of Object.entries(given)) own.set(key, value);
      const text = typeof body === "string" ? body : JSON.stringify(body);
      return (await jetstream(connection).publish(subject, text, { headers: own })).seq;
    },
    async killAndStart() {
      await connection.close();
      await kill();
      running = await start(running.port);
      connection = await connect({ servers: `127.0.0.1:${running.port}` });
    },
    async [Symbol.asyncDispose]() {
      await connection.close();
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connectSocket(port, "127.0.0.1", () => {
      socket.destroy();
      resolve(true);
    });
    socket.on("error", () => {
      resolve(false);
    });
  });
}
