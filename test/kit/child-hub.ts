import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { clientOf, type TestClient } from "./client.ts";

export interface ChildHub {
  readonly process: ChildProcess;
  readonly url: string;
  readonly resource: number;
  readonly grant: string;
  readonly steward: TestClient;
  readonly officer: TestClient;
  readonly client: { readonly id: string; readonly secret: string } | null;
  kill(): Promise<void>;
}

export const dataFolder = (): string => mkdtempSync(path.join(tmpdir(), "weir-kill-"));

/** Starts a hub process and waits until it listens. */
export async function startChild(
  database: string,
  folder: string,
  rows: number,
  role: "only" | "second" = "only",
): Promise<ChildHub> {
  const script = path.join(import.meta.dirname, "child-hub-main.ts");
  const child = spawn(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", script, database, folder, String(rows), role],
    { stdio: ["pipe", "pipe", "inherit"] },
  );
  const [line] = (await Promise.race([
    once(createInterface({ input: child.stdout }), "line"),
    once(child, "exit").then(() => Promise.reject(new Error("The hub process ended before it listened."))),
  ])) as [string];
  const facts = JSON.parse(line) as {
    url: string;
    resource: number;
    grant: string;
    client: ChildHub["client"];
    steward: string;
    officer: string;
  };
  return {
    ...facts,
    process: child,
    steward: clientOf(facts.url, { kind: "bearer", token: facts.steward }),
    officer: clientOf(facts.url, { kind: "bearer", token: facts.officer }),
    async kill() {
      const exited = once(child, "exit");
      child.kill("SIGKILL");
      await exited;
    },
  };
}

/** A token of a service client of the requesting department; it outlives the processes. */
export async function tokenFrom({ client, url }: ChildHub): Promise<string> {
  const token = await clientOf(url, { kind: "none" }).post<{ access_token: string }>("/api/identity/token", {
    grant_type: "client_credentials",
    client_id: client?.id,
    client_secret: client?.secret,
  });
  return token.body.access_token;
}
