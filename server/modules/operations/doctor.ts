import { accessSync, constants, existsSync, statfsSync, statSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import pg from "pg";
import type { ComponentState } from "#contract/operations";
import type { Bilingual } from "#contract/text";

/** What `weir doctor` and the status page look at on this machine, hub or no hub. */
export interface Machine {
  readonly dataFolder: string;
  readonly databaseUrl: string | undefined;
  readonly port: number;
  readonly host: string;
  /** True where this hub itself listens on the port. */
  readonly isListening: boolean;
  readonly webFolder: string;
  readonly now: Date;
}

const good = (name: string, title: Bilingual, detail: Bilingual): ComponentState => ({
  name,
  title,
  state: "good",
  detail,
  mend: null,
});
const amiss = (
  name: string,
  title: Bilingual,
  state: "warning" | "bad",
  detail: Bilingual,
  mend: Bilingual,
): ComponentState => ({
  name,
  title,
  state,
  detail,
  mend,
});

/** Each check answers with what it found and, where something is amiss, the mend. */
export async function examine(machine: Machine): Promise<ComponentState[]> {
  return [
    checkNode(),
    checkFolder(machine.dataFolder),
    checkDisk(machine.dataFolder),
    checkClock(machine),
    checkWeb(machine.webFolder),
    await checkPort(machine),
    await checkDatabase(machine.databaseUrl),
  ];
}

const leastNode = 24;

function checkNode(): ComponentState {
  const title = { zh: "Node 版本", en: "Node version" };
  const major = Number(process.versions.node.split(".")[0]);
  const detail = { zh: `v${process.versions.node}`, en: `v${process.versions.node}` };
  if (major >= leastNode) return good("node", title, detail);
  return amiss("node", title, "bad", detail, {
    zh: "需要 Node 24：请在项目文件夹里运行 npm ci，它会装好。",
    en: "Node 24 is needed: run npm ci in the project's folder, it brings one.",
  });
}

function checkFolder(folder: string): ComponentState {
  const title = { zh: "数据文件夹", en: "Data folder" };
  const nearest = nearestExisting(folder);
  try {
    accessSync(nearest, constants.W_OK | constants.X_OK);
    return good("folder", title, { zh: `${folder} 可写`, en: `${folder} can be written` });
  } catch {
    return amiss(
      "folder",
      title,
      "bad",
      { zh: `${nearest} 不可写`, en: `${nearest} cannot be written` },
      {
        zh: "请给当前用户写权限，或用 WEIR_DATA 另指一个文件夹。",
        en: "Give this user the right to write, or point WEIR_DATA elsewhere.",
      },
    );
  }
}

function nearestExisting(folder: string): string {
  let at = path.resolve(folder);
  while (!existsSync(at)) at = path.dirname(at);
  return at;
}

const gib = 1024 ** 3;
const warnBelowGib = 5;
const refuseBelowGib = 1;

function checkDisk(folder: string): ComponentState {
  const title = { zh: "磁盘空间", en: "Disk space" };
  const { bavail, bsize, blocks } = statfsSync(nearestExisting(folder));
  const free = (bavail * bsize) / gib;
  const share = Math.round((bavail / blocks) * 100);
  const detail = { zh: `剩 ${free.toFixed(1)} GB（${share}%）`, en: `${free.toFixed(1)} GB free (${share}%)` };
  if (free >= warnBelowGib) return good("disk", title, detail);
  return amiss("disk", title, free < refuseBelowGib ? "bad" : "warning", detail, {
    zh: "磁盘快满了：请清理，或把数据文件夹移到更大的磁盘。",
    en: "The disk is nearly full: clear it, or move the data folder to a larger one.",
  });
}

/** Without a network the files of this program and of the data folder are the only witnesses. */
function checkClock({ now, dataFolder }: Machine): ComponentState {
  const title = { zh: "系统时钟", en: "Clock" };
  const witnesses = [
    import.meta.filename,
    path.join(dataFolder, "log", "postgres.log"),
    path.join(dataFolder, "lake", "lake.duckdb"),
  ];
  const newest = Math.max(...witnesses.filter((file) => existsSync(file)).map((file) => statSync(file).mtimeMs));
  const said = now.toISOString().replace("T", " ").slice(0, 19);
  const detail = { zh: `${said}（世界时）`, en: `${said} UTC` };
  const toleranceMs = 120_000;
  if (now.getTime() + toleranceMs >= newest) return good("clock", title, detail);
  return amiss(
    "clock",
    title,
    "bad",
    {
      zh: `现在是 ${said}（世界时），早于已有文件的时间`,
      en: `It says ${said} UTC, before files that exist`,
    },
    {
      zh: "请校准系统时间（建议与授时服务器同步）：账本和期限都靠它。",
      en: "Set the clock (best from a time server): the ledger and every due date depend on it.",
    },
  );
}

function checkWeb(folder: string): ComponentState {
  const title = { zh: "网页", en: "Web pages" };
  if (existsSync(path.join(folder, "index.html"))) return good("web", title, { zh: "已构建", en: "built" });
  return amiss(
    "web",
    title,
    "warning",
    { zh: "还没有构建", en: "not built" },
    { zh: "用 npm start 启动会自动构建。", en: "npm start builds them." },
  );
}

async function checkPort({ port, host, isListening }: Machine): Promise<ComponentState> {
  const title = { zh: "端口", en: "Port" };
  if (isListening || port === 0)
    return good("port", title, { zh: `${port}，本系统在用`, en: `${port}, this hub's own` });
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const probe = createServer();
  probe.once("error", () => resolve(false));
  probe.listen(port, host, () => probe.close(() => resolve(true)));
  if (await promise) return good("port", title, { zh: `${port} 可用`, en: `${port} is free` });
  return amiss(
    "port",
    title,
    "bad",
    { zh: `${port} 被占用`, en: `${port} is taken` },
    {
      zh: "请停掉占用它的程序，或用 WEIR_PORT 换一个端口。",
      en: "Stop the program that has it, or choose another with WEIR_PORT.",
    },
  );
}

const leastPostgres = 150_000;

async function checkDatabase(url: string | undefined): Promise<ComponentState> {
  const title = { zh: "控制库", en: "Control store" };
  if (url === undefined) return good("database", title, { zh: "自带的 PostgreSQL", en: "the hub's own PostgreSQL" });
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  try {
    await client.connect();
    const { rows } = await client.query<{ number: number; text: string }>(
      "select current_setting('server_version_num')::int as number, current_setting('server_version') as text",
    );
    const [version] = rows;
    const detail = { zh: `PostgreSQL ${version?.text}`, en: `PostgreSQL ${version?.text}` };
    if ((version?.number ?? 0) >= leastPostgres) return good("database", title, detail);
    return amiss("database", title, "bad", detail, {
      zh: "需要 PostgreSQL 15 或更新。",
      en: "PostgreSQL 15 or newer is needed.",
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message || String(error) : String(error);
    return amiss(
      "database",
      title,
      "bad",
      { zh: `连不上：${reason}`, en: `cannot connect: ${reason}` },
      {
        zh: "请核对 WEIR_DATABASE_URL、数据库是否在运行、账号是否正确。",
        en: "Check WEIR_DATABASE_URL, whether the server runs, and the account.",
      },
    );
  } finally {
    await client.end().catch(() => {});
  }
}
