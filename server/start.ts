import { accessSync, constants, mkdirSync } from "node:fs";
import path from "node:path";
import { type Config, ConfigError, loadConfig } from "#kernel/config";
import { type Database, openDatabase } from "#kernel/db/db";
import { migrate } from "#kernel/db/migrate";
import { openFileStore } from "#kernel/files/file-store";
import { lockFolder } from "#kernel/files/folder-lock";
import { openDuckdb } from "#kernel/lake/duckdb";
import { createLogger, type Logger } from "#kernel/log";
import { startEmbeddedPostgres } from "#kernel/postgres/embedded";
import { Problem, problem, problemTable } from "#kernel/problem";
import { compose, type Hub } from "./compose.ts";

const root = path.resolve(import.meta.dirname, "..");

const problems = problemTable("start", {
  "port-taken": {
    status: 409,
    zh: "端口 {port} 被别的程序占用。请停掉它，或用 WEIR_PORT 换一个端口（WEIR_PORT=0 自动选空闲端口）。",
    en: "Port {port} is taken by another program. Stop it, or choose another with WEIR_PORT (0 takes any free one).",
  },
  "folder-unusable": {
    status: 409,
    zh: "数据文件夹 {folder} 建不了或写不进（{reason}）。请给当前用户写权限，或用 WEIR_DATA 另指一个文件夹。",
    en: "The data folder {folder} cannot be made or written ({reason}). Give this user the right to write, or point WEIR_DATA elsewhere.",
  },
  "database-unreachable": {
    status: 503,
    zh: "连不上 WEIR_DATABASE_URL 所指的 PostgreSQL（{server}）：{reason}。请检查地址、口令和网络；不设 WEIR_DATABASE_URL 则使用自带的数据库。",
    en: "The PostgreSQL of WEIR_DATABASE_URL ({server}) cannot be reached: {reason}. Check address, password and network; without WEIR_DATABASE_URL the hub runs its own.",
  },
  "database-too-old": {
    status: 409,
    zh: "WEIR_DATABASE_URL 所指的 PostgreSQL 是 {version} 版，需要 15 或更新。",
    en: "The PostgreSQL of WEIR_DATABASE_URL is version {version}; 15 or newer is needed.",
  },
});

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
    stopOnSignal(running);
    if (config.sample) await running.hub.startSample();
    welcome(config, running);
  } catch (error) {
    if (!(error instanceof Problem || error instanceof ConfigError)) throw error;
    say(error instanceof Problem ? `${error.sentence("zh")}\n${error.sentence("en")}` : error.message);
    process.exitCode = 1;
  }
}

/** Config → stores → modules → listen. Everything opened is closed again in the reverse order by `stop`. */
export async function startHub(config: Config, log: Logger): Promise<RunningHub> {
  makeFolder(config.data);
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
    await registerOwnDepartment(hub, config);
    const url = await listen(hub, config);
    lock.announce({ pid: process.pid, url });
    const opened = stack.move();
    return { hub, url, stop: () => opened.disposeAsync() };
  } catch (error) {
    await stack.disposeAsync();
    throw error;
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o711 });
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw problem(problems["folder-unusable"], { folder, reason: reasonOf(cause) }, { cause });
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

async function listen(hub: Hub, { port, host }: Config): Promise<string> {
  try {
    return await hub.app.listen({ port, host });
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "EADDRINUSE")
      throw problem(problems["port-taken"], { port }, { cause });
    throw cause;
  }
}

/** Passes its check digit and lies in no division: to be replaced by the real one. */
const placeholderCode = "11990000WE1RN0DE3T";

/** An empty hub begins with one department, its own, so that the first file has somebody to belong to. */
async function registerOwnDepartment(hub: Hub, config: Config): Promise<void> {
  const call = hub.call();
  if (config.sample || (await hub.registry.departments(call)).size > 0) return;
  const name = config.nodeName;
  await hub.registry.ensureDepartment(call, {
    code: placeholderCode,
    name,
    shortName: name.slice(0, 20),
    division: "990000",
    isInvented: true,
    isBureau: true,
  });
  await hub.identity.giveFirstAdministratorDepartment(call, placeholderCode);
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
  await refuseUnusableServer(database);
  return database;
}

const oldestServer = 150_000;

async function refuseUnusableServer(database: Database): Promise<void> {
  const { rows } = await database.pool
    .query<{ number: number; version: string }>(
      "select current_setting('server_version_num')::int as number, current_setting('server_version') as version",
    )
    .catch((cause: unknown) => {
      const { host } = new URL(database.url);
      throw problem(problems["database-unreachable"], { server: host, reason: reasonOf(cause) }, { cause });
    });
  const [server] = rows;
  if (server && server.number < oldestServer) throw problem(problems["database-too-old"], { version: server.version });
}

/** Where to open it, how to sign in. */
function welcome(config: Config, { hub, url }: RunningHub): void {
  const { firstPassword } = hub;
  say(`\n堰 Weir 已就绪 is ready:  ${url}`);
  if (firstPassword) {
    say(`  管理员 administrator:  ${firstPassword.login}  ${firstPassword.password}`);
    say("  （口令只显示这一次，首次登录须修改 · shown once; it must be changed at first sign-in）");
  } else say("  管理员 administrator:  admin");
  if (config.sample)
    say(
      "  示例模式：登录页可直接选演示身份，数据正在装入 · sample mode: pick a demo person on the sign-in page; data are loading",
    );
  say(`  账本公钥 ledger key:    ${hub.ledger.verifier}`);
  say("  停止 stop: Ctrl-C\n");
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
