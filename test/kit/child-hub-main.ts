import path from "node:path";
import { compose } from "#compose";
import type { Role } from "#contract/identity";
import { loadConfig } from "#kernel/config";
import { inTransaction, openDatabase } from "#kernel/db/db";
import { openFileStore } from "#kernel/files/file-store";
import { openDuckdb } from "#kernel/lake/duckdb";
import { csvColumns, name } from "#kernel/lake/lake";
import { silentLogger } from "#kernel/log";
import type { ResourceItem } from "#contract/catalog";
import { testBureau, testPolice } from "./hub.ts";

/**
 * A hub in a process of its own, for tests that kill it: `child-hub-main.ts <database url> <data folder> <rows> <only|second>`.
 * The first start makes a resource of so many rows and a grant on it; later ones find them. Prints one line of JSON when
 * it listens.
 */
const [, , url = "", folder = "", rows = "0", role = "only"] = process.argv;
const isSecond = role === "second";
const title = "杀进程测试";

const config = loadConfig(
  {},
  { data: folder, port: 0, sample: false, adminPassword: "admin-password-1", workers: isSecond ? 0 : 2 },
);
const database = openDatabase({ url, maxConnections: 20 });
const lake = await openDuckdb({ folder: path.join(folder, "lake"), memoryMb: 256, threads: 1 });
const hub = await compose({
  config,
  database,
  lake,
  files: await openFileStore(path.join(folder, "files")),
  log: silentLogger(),
  now: () => new Date(),
  isOnlyWorker: !isSecond,
  webFolder: path.join(folder, "web"),
});
for (const [code, own] of [
  [testBureau, "测试市数据局"],
  [testPolice, "测试市公安局锦江分局"],
] as const)
  await hub.registry.ensureDepartment(hub.call(), {
    code,
    name: own,
    shortName: own.slice(0, 10),
    division: "5101",
    isInvented: true,
  });

const found = await hub.catalog.find(hub.call(), title);
const resource = found ?? (await make());
const [grant] = await hub.gate.grantsOf(hub.call(), { resourceId: resource.id });
const client = isSecond
  ? null
  : await inTransaction(hub.call(), (call) =>
      hub.identity.issueClient(call, { name: "业务系统", department: testBureau }),
    );
const address = await hub.app.listen({ port: 0, host: "127.0.0.1" });
process.stdout.write(
  `${JSON.stringify({ url: address, resource: resource.number, grant: grant?.id, client, steward: await signedIn("department-steward", "own"), officer: await signedIn("data-officer", "all") })}\n`,
);
process.stdin.resume();
process.stdin.on("end", () => process.exit(0));

async function signedIn(own: Role, scope: "own" | "all"): Promise<string> {
  const assignments = [{ role: own, department: testBureau, scope, departments: [] }];
  await hub.identity.ensureAccount(hub.call(), { login: `child-${own}`, name: "测试员", assignments });
  return (await hub.identity.sessionFor(hub.call(), `child-${own}`)).token;
}

async function make(): Promise<{ id: string; number: number }> {
  const text = { kind: "text", maxLength: null, precision: null, scale: null } as const;
  const plain = { element: null, type: text, isKey: false, isMandatory: false, isPersonal: false, description: "" };
  const items: ResourceItem[] = [
    { ...plain, field: "permit_no", name: { zh: "证号", en: "" }, grade: "1", isKey: true },
    { ...plain, field: "office", name: { zh: "机关", en: "" }, grade: "1" },
    { ...plain, field: "months", name: { zh: "月数", en: "" }, grade: "1", type: { ...text, kind: "integer" } },
  ];
  const start = { name: title, department: testPolice, format: "database" as const, items };
  const made = await hub.catalog.draftFor(hub.call(), { ...start, isInvented: true });
  await using session = await lake.session();
  await session.write("create schema if not exists standard");
  await session.write(`create table ${made.table} as select (i + 1)::bigint as ${name(csvColumns.row)}, 'P' || i as permit_no,
    '第' || (i % 40) || '派出所' as office, (i % 24)::bigint as months from range(${Number(rows)}) t(i)`);
  await hub.catalog.noteLoad(hub.call(), made.id, {
    loadId: crypto.randomUUID(),
    rowCount: Number(rows),
    loadedAt: new Date(),
  });
  await hub.gate.createGrant(
    hub.call(),
    {
      department: testBureau,
      resourceId: made.id,
      items: items.map(({ field }) => ({ field })),
      purpose: "杀进程测试",
      modes: ["api", "batch", "file", "push"],
      validFrom: "2020-01-01",
    },
    "active",
  );
  return made;
}
