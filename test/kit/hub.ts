import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after } from "node:test";
import { compose, type Hub } from "#compose";
import type { Assignment, Role, ScopeKind } from "#contract/identity";
import { type Config, loadConfig } from "#kernel/config";
import { type Database, openDatabase } from "#kernel/db/db";
import { type FileStore, openFileStore } from "#kernel/files/file-store";
import { openDuckdb } from "#kernel/lake/duckdb";
import type { Lake } from "#kernel/lake/lake";
import { createLogger, silentLogger } from "#kernel/log";
import { clientOf, type TestClient } from "./client.ts";
import { freshDatabaseUrl } from "./database.ts";

export interface TestHub {
  readonly hub: Hub;
  readonly database: Database;
  readonly lake: Lake;
  readonly files: FileStore;
  readonly url: string;
  readonly config: Config;
  /** A client signed in as a fresh person of this role; see `AsOptions` for what is assumed. */
  readonly as: (role: Role, options?: AsOptions) => Promise<TestClient>;
  /** A client signed in as a fresh person who holds all of these. */
  readonly asHolder: (assignments: readonly Assignment[], options?: Pick<AsOptions, "via">) => Promise<TestClient>;
  /** A client that has not signed in. */
  readonly asVisitor: () => TestClient;
  /** A client with the local operator's token. */
  readonly asOperator: () => TestClient;
}

export interface AsOptions {
  /** Credit code; the test bureau unless said, none for citizens. */
  readonly department?: string | null;
  /** `all` for the bureau's roles and leaders, `own` for the others unless said. */
  readonly scope?: ScopeKind;
  /** With scope `several`. */
  readonly departments?: readonly string[];
  /** The session's token travels as a cookie unless said. */
  readonly via?: "cookie" | "bearer";
}

/** Invented departments every test hub starts with: of a city (5101), and of one of its districts (510104). */
export const testBureau = "11999900MB0X00001E";
export const testPolice = "11999900MB0X00002H";

async function registerTestDepartments(hub: Hub): Promise<void> {
  const marked = { isInvented: true };
  await hub.registry.ensureDepartment(hub.call(), {
    ...marked,
    code: testBureau,
    name: "测试市数据局",
    shortName: "市数据局",
    nameEn: "Test City Data Bureau",
    isBureau: true,
    division: "5101",
  });
  await hub.registry.ensureDepartment(hub.call(), {
    ...marked,
    code: testPolice,
    name: "测试市公安局锦江分局",
    shortName: "锦江公安",
    nameEn: "Test City Police, Jinjiang",
    division: "510104",
  });
}
const rolesThatSeeAll: ReadonlySet<Role> = new Set([
  "data-officer",
  "leader",
  "security-administrator",
  "audit-administrator",
  "system-administrator",
]);

/**
 * A whole hub on a database, lake and folder of its own, listening on a free port; stopped when the test file ends. Ask
 * at the top of the file.
 */
export async function startTestHub(overrides: Partial<Config> = {}): Promise<TestHub> {
  const folder = mkdtempSync(path.join(tmpdir(), "weir-hub-"));
  // A PostgreSQL of the hub's own runs as another user where the tests run as root.
  chmodSync(folder, 0o711);
  const config = loadConfig(
    {},
    { data: folder, port: 0, sample: false, sampleSystems: false, adminPassword: "admin-password-1", ...overrides },
  );
  const database = openDatabase({ url: await freshDatabaseUrl() });
  const lake = await openDuckdb({ folder: path.join(folder, "lake"), memoryMb: 1024 });
  const files = await openFileStore(path.join(folder, "files"));
  const hub = await compose({
    config,
    database,
    lake,
    files,
    log: process.env["WEIR_TEST_LOG"] ? createLogger("error") : silentLogger(),
    now: () => new Date(),
    isOnlyWorker: true,
    webFolder: path.resolve(import.meta.dirname, "..", "..", "dist", "web"),
  });
  await registerTestDepartments(hub);
  const url = await hub.app.listen({ port: 0, host: "127.0.0.1" });
  after(async () => {
    await hub.drain();
    await lake.close();
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return { hub, database, lake, files, url, config, ...signIns(hub, url) };
}

function signIns(hub: Hub, url: string): Pick<TestHub, "as" | "asHolder" | "asVisitor" | "asOperator"> {
  let count = 0;
  const asHolder: TestHub["asHolder"] = async (assignments, { via = "cookie" } = {}) => {
    count += 1;
    const login = `tester-${count}`;
    await hub.identity.ensureAccount(hub.call(), { login, name: `测试员${count}`, assignments });
    const { token } = await hub.identity.sessionFor(hub.call(), login);
    return clientOf(url, { kind: via, token });
  };
  return {
    asHolder,
    as: (role, options = {}) => asHolder([assignmentOf(role, options)], options),
    asVisitor: () => clientOf(url, { kind: "none" }),
    asOperator: () => clientOf(url, { kind: "bearer", token: hub.identity.operatorToken() }),
  };
}

export function assignmentOf(role: Role, options: AsOptions = {}): Assignment {
  const department = options.department === undefined && role !== "citizen" ? testBureau : (options.department ?? null);
  const scope = options.scope ?? (rolesThatSeeAll.has(role) ? "all" : "own");
  return { role, department, scope, departments: [...(options.departments ?? [])] };
}
