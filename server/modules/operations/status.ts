import { readFileSync } from "node:fs";
import path from "node:path";
import type { ComponentState, SystemStatus } from "#contract/operations";
import type { Catalog } from "#catalog";
import type { Clock } from "#clock";
import type { Dictionary } from "#dictionary";
import type { Identity } from "#identity";
import type { Call } from "#kernel/call";
import type { Config } from "#kernel/config";
import { type Database, sql } from "#kernel/db/db";
import type { Lake } from "#kernel/lake/lake";
import type { Ledger } from "#ledger";
import type { Registry } from "#registry";
import { examine } from "./doctor.ts";
import { holidayCheck } from "./holiday-check.ts";

export interface StatusDeps {
  readonly config: Config;
  readonly database: Database;
  readonly lake: Lake;
  readonly ledger: Ledger;
  readonly identity: Pick<Identity, "administratorsTogether">;
  readonly registry: Pick<Registry, "departments" | "divisionTable">;
  readonly clock: Pick<Clock, "calendarWarning">;
  readonly dictionary: Pick<Dictionary, "elements">;
  readonly catalog: Pick<Catalog, "resources">;
  readonly version: string;
  readonly startedAt: Date;
  readonly webFolder: string;
}

export async function systemStatus(deps: StatusDeps, call: Call): Promise<SystemStatus> {
  const { config, database, lake } = deps;
  const machine = await examine({
    dataFolder: config.data,
    databaseUrl: config.databaseUrl,
    port: config.port,
    host: config.host,
    isListening: true,
    webFolder: deps.webFolder,
    now: call.now,
  });
  return {
    node: {
      name: config.nodeName,
      version: deps.version,
      startedAt: deps.startedAt.toISOString(),
      isSample: config.sample,
    },
    memory: { hubMb: Math.round(process.memoryUsage.rss() / 1_048_576), databaseMb: databaseMemoryMb(config.data) },
    storage: [
      { name: "database", title: { zh: "控制库", en: "Control store" }, sizeBytes: await databaseSize(database) },
      {
        name: "lake",
        title: { zh: `数据湖（${lake.engine} ${lake.version}）`, en: `Lake (${lake.engine} ${lake.version})` },
        sizeBytes: await lake.sizeBytes(),
      },
    ],
    counts: await counts(deps, call),
    components: [...machine, ...(await ownChecks(deps, call))],
    checkedAt: call.now.toISOString(),
  };
}

async function counts(deps: StatusDeps, call: Call): Promise<SystemStatus["counts"]> {
  const [departments, elements, resources, entries] = await Promise.all([
    deps.registry.departments(call),
    deps.dictionary.elements(call),
    deps.catalog.resources(call),
    deps.ledger.size(call),
  ]);
  const rows = resources.reduce((sum, resource) => sum + (resource.rowCount ?? 0), 0);
  return [
    {
      name: "departments",
      title: { zh: "部门", en: "Departments" },
      value: departments.size,
      href: "/registry/departments",
    },
    {
      name: "elements",
      title: { zh: "数据元", en: "Data elements" },
      value: elements.size,
      href: "/dictionary/elements",
    },
    { name: "resources", title: { zh: "数据资源", en: "Resources" }, value: resources.length, href: "/catalog" },
    { name: "rows", title: { zh: "已归集行数", en: "Rows loaded" }, value: rows, href: "/catalog?sort=rows" },
    { name: "entries", title: { zh: "账本条目", en: "Ledger entries" }, value: entries, href: "/ledger" },
  ];
}

async function ownChecks(deps: StatusDeps, call: Call): Promise<ComponentState[]> {
  return [await administrators(deps, call), divisions(deps), await holidayCheck(deps.clock, call)];
}

async function administrators(deps: StatusDeps, call: Call): Promise<ComponentState> {
  const title = { zh: "三员分立", en: "Three administrators" };
  const together = await deps.identity.administratorsTogether(call);
  if (together.length === 0) {
    return {
      name: "administrators",
      title,
      state: "good",
      detail: { zh: "系统、安全、审计由不同的人担任", en: "System, security and audit are different people" },
      mend: null,
    };
  }
  const names = together.map((account) => account.name).join("、");
  return {
    name: "administrators",
    title,
    state: "warning",
    detail: { zh: `${names} 一人兼任`, en: `${names} holds more than one` },
    mend: {
      zh: "请在“账号”里另设安全管理员和审计管理员（等保要求三员分立）。",
      en: "Appoint a separate security and audit administrator under Accounts.",
    },
  };
}

function divisions(deps: StatusDeps): ComponentState {
  const title = { zh: "行政区划", en: "Divisions" };
  if (deps.registry.divisionTable() !== null)
    return { name: "divisions", title, state: "good", detail: { zh: "已装入", en: "loaded" }, mend: null };
  return {
    name: "divisions",
    title,
    state: "warning",
    detail: {
      zh: "还没有装入，身份证号和区划代码无法核对地区",
      en: "not loaded: ID numbers and division codes cannot be checked against places",
    },
    mend: {
      zh: "登记部门后，在“部门区划”里点“装入全国区划”。",
      en: "Register a department, then load the national register under Divisions.",
    },
  };
}

async function databaseSize(database: Database): Promise<number> {
  const result = await sql<{ size: number }>`select pg_database_size(current_database()) as size`.execute(
    database.withTables<never>(),
  );
  return result.rows[0]?.size ?? 0;
}

/**
 * Memory of the hub's own PostgreSQL: its processes' private pages and the shared buffers once. Linux tells it; elsewhere,
 * or with a server of somebody else's, null.
 */
function databaseMemoryMb(dataFolder: string): number | null {
  try {
    const home = readHome(dataFolder);
    const pid = Number(readFileSync(path.join(home, "postgres", "postmaster.pid"), "utf8").split("\n")[0]);
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8")
      .trim()
      .split(" ")
      .filter(Boolean)
      .map(Number);
    const kb = [pid, ...children].reduce((sum, one) => sum + proportionalKb(one), 0);
    return Math.round(kb / 1024);
  } catch {
    return null;
  }
}

function readHome(dataFolder: string): string {
  try {
    return readFileSync(path.join(dataFolder, "postgres.path"), "utf8").trim();
  } catch {
    return dataFolder;
  }
}

/** Proportional set size: a page shared by ten processes counts a tenth in each. */
function proportionalKb(pid: number): number {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
  return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0);
}
