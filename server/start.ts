import { mkdirSync } from "node:fs";
import path from "node:path";
import { type Config, ConfigError, loadConfig } from "#kernel/config";
import { type Database, openDatabase } from "#kernel/db/db";
import { migrate } from "#kernel/db/migrate";
import { openFileStore } from "#kernel/files/file-store";
import { lockFolder } from "#kernel/files/folder-lock";
import { openDuckdb } from "#kernel/lake/duckdb";
import { createLogger, type Logger } from "#kernel/log";
import { startEmbeddedPostgres } from "#kernel/postgres/embedded";
import { Problem } from "#kernel/problem";
import { compose, type Hub } from "./compose.ts";

const root = path.resolve(import.meta.dirname, "..");

export interface RunningHub {
  readonly hub: Hub;
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts the hub of this environment and stops it on a signal; a refusal is one sentence and exit code 1. */
export async function start(environment: NodeJS.ProcessEnv): Promise<void> {
  try {
    const config = loadConfig(environment);
    const running = await startHub(config, createLogger(config.logLevel));
    say(`\n堰 Weir 已就绪 is ready: ${running.url}\n`);
    stopOnSignal(running);
  } catch (error) {
    if (!(error instanceof Problem || error instanceof ConfigError)) throw error;
    say(error instanceof Problem ? `${error.sentence("zh")}\n${error.sentence("en")}` : error.message);
    process.exitCode = 1;
  }
}

/** Config → stores → modules → listen. Everything opened is closed again in the reverse order by `stop`. */
export async function startHub(config: Config, log: Logger): Promise<RunningHub> {
  mkdirSync(config.data, { recursive: true, mode: 0o711 });
  const stack = new AsyncDisposableStack();
  try {
    const lock = lockFolder(config.data);
    stack.defer(() => lock.release());
    const database = await openControlStore(config, stack);
    await migrate(database, path.join(root, "migrations"), log);
    const lake = await openDuckdb({
      folder: path.join(config.data, "lake"),
      memoryMb: config.lakeMemoryMb,
      threads: config.lakeThreads,
    });
    stack.defer(() => lake.close());
    const files = await openFileStore(path.join(config.data, "files"));
    const hub = await compose({
      config,
      database,
      lake,
      files,
      log,
      now: () => new Date(),
      isOnlyWorker: config.databaseUrl === undefined,
      webFolder: path.join(root, "dist", "web"),
    });
    stack.defer(() => hub.drain());
    const url = await hub.app.listen({ port: config.port, host: config.host });
    lock.announce({ pid: process.pid, url });
    const opened = stack.move();
    return { hub, url, stop: () => opened.disposeAsync() };
  } catch (error) {
    await stack.disposeAsync();
    throw error;
  }
}

async function openControlStore(config: Config, stack: AsyncDisposableStack): Promise<Database> {
  let url = config.databaseUrl;
  if (url === undefined) {
    const postgres = await startEmbeddedPostgres(config.data);
    stack.defer(() => postgres.stop());
    url = postgres.url;
  }
  const database = openDatabase({ url, maxConnections: 20 });
  stack.defer(() => database.close());
  return database;
}

function stopOnSignal(running: RunningHub): void {
  let isStopping = false;
  const stop = async () => {
    if (isStopping) return;
    isStopping = true;
    await running.stop();
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop());
}

const say = (sentence: string): void => void process.stdout.write(`${sentence}\n`);
