import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";

const root = path.resolve(import.meta.dirname, "..", "..");

/** `weir agent` in a process of its own. */
export interface AgentProcess {
  printed(): string;
  /** `kill -9`. */
  kill(): Promise<void>;
}

/** Waits until it has connected once. */
export async function startAgentProcess(arguments_: readonly string[]): Promise<AgentProcess> {
  const child = spawn(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", path.join(root, "server/cli/main.ts"), "agent", ...arguments_],
    { cwd: root, stdio: ["ignore", "pipe", "pipe"] },
  );
  const printed: string[] = [];
  child.stdout.on("data", (chunk: Buffer) => printed.push(chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => printed.push(chunk.toString()));
  for (let tries = 0; !printed.join("").includes("已连上"); tries += 1) {
    if (child.exitCode !== null || tries > 1200) {
      child.kill("SIGKILL");
      throw new Error(`The agent does not connect: ${printed.join("")}`);
    }
    await delay(50);
  }
  return {
    printed: () => printed.join(""),
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, "exit");
      child.kill("SIGKILL");
      await exited;
    },
  };
}

/** A port that was free a moment ago, for a program that must come back on the same one. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
