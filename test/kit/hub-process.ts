import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { readHolder } from "#kernel/files/folder-lock";
import { clientOf, type TestClient } from "./client.ts";

const root = path.resolve(import.meta.dirname, "..", "..");
const flags = ["--disable-warning=ExperimentalWarning"];

/** A hub in a process of its own, as `npm start` runs it, on a data folder and a free port. */
export interface HubProcess {
  readonly url: string;
  readonly client: TestClient;
  readonly pid: number;
  /** Everything it has printed. */
  printed(): string;
  /** `kill -9`: nothing is closed, nothing written. */
  kill(): Promise<void>;
  /** SIGTERM; answers the exit code. */
  stop(): Promise<number | null>;
}

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

const settings = (folder: string, more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("WEIR_"))),
  WEIR_DATA: folder,
  WEIR_PORT: "0",
  WEIR_SAMPLE: "0",
  WEIR_ADMIN_PASSWORD: "admin-password-1",
  ...more,
});

export async function startHubProcess(folder: string, more: NodeJS.ProcessEnv = {}): Promise<HubProcess> {
  // What a killed hub has announced is no news.
  rmSync(path.join(folder, "hub.json"), { force: true });
  const child = spawn(process.execPath, [...flags, "server/main.ts"], {
    cwd: root,
    env: settings(folder, more),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const printed: string[] = [];
  child.stdout.on("data", (chunk: Buffer) => printed.push(chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => printed.push(chunk.toString()));
  const url = await untilHealthy(folder, child, () => printed.join(""));
  const token = readFileSync(path.join(folder, "keys", "operator.token"), "utf8").trim();
  const endWith = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const exited = once(child, "exit");
    child.kill(signal);
    await exited;
    return child.exitCode;
  };
  return {
    url,
    client: clientOf(url, { kind: "bearer", token }),
    pid: child.pid ?? 0,
    printed: () => printed.join(""),
    kill: async () => void (await endWith("SIGKILL")),
    stop: () => endWith("SIGTERM"),
  };
}

async function untilHealthy(folder: string, child: ChildProcess, printed: () => string): Promise<string> {
  for (let tries = 0; tries < 1200; tries += 1) {
    if (child.exitCode !== null) throw new Error(`The hub ended with ${child.exitCode}: ${printed()}`);
    const holder = readHolder(folder);
    const isHealthy =
      holder !== null &&
      (await fetch(`${holder.url}/healthz`).then(
        (answer) => answer.ok,
        () => false,
      ));
    if (holder && isHealthy) return holder.url;
    await delay(50);
  }
  throw new Error(`The hub did not become healthy: ${printed()}`);
}

/** Runs a program of the tree to its end: `server/cli/main.ts` is `weir`. */
export async function runProgram(
  entry: string,
  arguments_: readonly string[],
  folder: string,
  more: NodeJS.ProcessEnv = {},
): Promise<Ended> {
  const child = spawn(process.execPath, [...flags, path.join(root, entry), ...arguments_], {
    cwd: root,
    env: settings(folder, more),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const out: string[] = [];
  const err: string[] = [];
  child.stdout.on("data", (chunk: Buffer) => out.push(chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => err.push(chunk.toString()));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, out: out.join(""), err: err.join("") };
}

export const runWeir = (arguments_: readonly string[], folder: string, more?: NodeJS.ProcessEnv): Promise<Ended> =>
  runProgram("server/cli/main.ts", arguments_, folder, more);
