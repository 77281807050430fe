import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after } from "node:test";
import { ResourceFields, ResourceItem } from "#contract/catalog";
import { type Clock, createClock } from "#clock";
import type { Role } from "#contract/identity";
import { type Element, maskValue } from "#dictionary";
import type { Actor, Call } from "#kernel/call";
import type { Database } from "#kernel/db/db";
import { openDuckdb } from "#kernel/lake/duckdb";
import type { Lake } from "#kernel/lake/lake";
import { createLedger, type Ledger } from "#ledger";
import { createSearch } from "#search";
import type { DepartmentCore } from "#registry";
import { callOn } from "#test/database";
import type { CatalogDeps } from "./deps.ts";
import { type Catalog, createCatalog } from "./index.ts";

/** Three departments of an invented city. */
export const police = "11990100MB0000011A";
export const health = "11990100MB0000022B";
export const bureau = "11990100MB0000033C";

const department = (code: string, name: string, shortName: string, nameEn: string): DepartmentCore => ({
  code,
  name,
  shortName,
  nameEn,
  division: "9901",
  divisionName: "测试市",
  level: 2,
  parent: null,
  duties: [],
  contacts: [],
  status: "active",
  isInvented: true,
  isBureau: false,
  version: 1,
});

export const departments: ReadonlyMap<string, DepartmentCore> = new Map([
  [police, department(police, "测试市公安局", "市公安局", "Public Security Bureau")],
  [health, department(health, "测试市卫生健康委员会", "市卫健委", "Health Commission")],
  [bureau, department(bureau, "测试市数据局", "市数据局", "Data Bureau")],
]);

const element = (id: string, zh: string, en: string, more: Partial<Element> = {}): [string, Element] => [
  id,
  {
    id,
    name: { zh, en },
    field: en.toLowerCase().replaceAll(" ", "_"),
    definition: { zh: "", en: "" },
    category: "other",
    type: { kind: "text", maxLength: 50, precision: null, scale: null },
    codeSet: null,
    check: null,
    mask: null,
    grade: "1",
    isPersonal: false,
    isSensitivePersonal: false,
    unit: null,
    synonyms: [],
    standard: "",
    status: "active",
    source: null,
    version: 1,
    ...more,
  },
];

export const elements: ReadonlyMap<string, Element> = new Map([
  element("DE-1", "姓名", "Name", { mask: "name", grade: "3", isPersonal: true, synonyms: ["名字"] }),
  element("DE-2", "公民身份号码", "Citizen number", {
    mask: "citizen-id",
    grade: "3",
    isPersonal: true,
    synonyms: ["身份证号"],
    source: { department: police, resourceId: null, item: null, decidedOn: "2025-09-01", basis: "数源裁定" },
  }),
  element("DE-3", "婚姻状况", "Marital status", { grade: "3", isPersonal: true }),
  element("DE-4", "机构名称", "Organisation name"),
  element("DE-5", "旧行业代码", "Old trade code", { status: "retired" }),
  element("DE-6", "管网坐标", "Pipe position", { grade: "important" }),
]);

export const item = (field: string, zh: string, more: Partial<ResourceItem> = {}): ResourceItem =>
  ResourceItem.parse({
    field,
    name: { zh, en: "" },
    element: null,
    type: { kind: "text", maxLength: null },
    grade: "1",
    ...more,
  });

/** A declaration with everything in order. */
export const declaration = (more: Partial<ResourceFields> = {}): ResourceFields =>
  ResourceFields.parse({
    name: "居住证签发信息",
    nameEn: "Residence permits",
    abstract: "全市公安机关签发、签注、注销的居住证，一证一行。",
    department: police,
    theme: "公共服务",
    format: "database",
    updateCycle: "daily",
    shareClass: "conditional",
    shareModes: ["query-api"],
    useConditions: "限居住登记、公共服务资格核验",
    dataClass: "公共管理和服务",
    items: [
      item("name", "姓名", { element: "DE-1", grade: "3" }),
      item("citizen_number", "公民身份号码", { element: "DE-2", grade: "3", isKey: true }),
      item("office", "签发机关", { element: "DE-4" }),
    ],
    ...more,
  });

export const actor = (role: Role, own: string | null, scope: Actor["departments"]): Actor => ({
  id: `${role}@${own ?? "nowhere"}`,
  kind: "person",
  name: `${role}某`,
  roles: [role],
  department: own,
  departments: scope,
  sessionId: null,
  mustChangePassword: false,
});

export const steward = actor("department-steward", police, [police]);
export const head = actor("sharing-head", police, [police]);
export const officer = actor("data-officer", bureau, "all");
export const user = actor("department-user", health, [health]);
export const otherSteward = actor("department-steward", health, [health]);

export interface TestCatalog {
  readonly catalog: Catalog;
  readonly deps: CatalogDeps;
  readonly lake: Lake;
  readonly as: (actor: Actor, overrides?: Partial<Call>) => Call;
}

/** A catalog on a real ledger and a real lake in memory; closed when the test file ends. */
export async function openTestCatalog(database: Database): Promise<TestCatalog> {
  const folder = mkdtempSync(path.join(tmpdir(), "weir-catalog-"));
  const lake = await openDuckdb({ folder: null, memoryMb: 256 });
  after(async () => {
    await lake.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const ledger = createLedger({ keyFolder: folder, origin: "weir.test/catalog" });
  const deps: CatalogDeps = {
    ledger,
    search: createSearch(),
    lake,
    maskValue,
    registry: { departments: async () => departments, bureauOf: async () => bureau },
    clock: await openTestClock(ledger, database),
    events: { publish: async () => {} },
    dictionary: { elements: async () => elements },
  };
  return {
    catalog: createCatalog(deps),
    deps,
    lake,
    as: (who, overrides) => callOn(database, { actor: who, ...overrides }),
  };
}

async function openTestClock(ledger: Ledger, database: Database): Promise<Clock> {
  const clock = createClock({
    ledger,
    identity: { people: async () => [] },
    registry: { departments: async () => departments },
    events: { on: () => {}, publish: async () => {} },
    jobs: { define: () => {}, schedule: () => {}, start: async () => "" },
    queue: { define: () => {}, schedule: async () => {} },
    hubCall: () => callOn(database),
  });
  await clock.open(callOn(database));
  return clock;
}

const secrecy = { result: "no-secret", note: "不涉及国家秘密和工作秘密" } as const;
const personal = {
  result: "acceptable",
  basis: "居住证暂行条例第四条",
  safeguards: "按项脱敏",
  note: "影响可控",
} as const;

/** Takes a draft the whole way, each step by who holds it. */
export async function publishDraft({ catalog, as }: TestCatalog, id: string): Promise<void> {
  await approveDraft({ catalog, as }, id);
  await catalog.life.publish(as(officer), id);
}

/** Takes a draft up to the bureau's review; steward and head of whatever department it is. */
export async function approveDraft({ catalog, as }: Pick<TestCatalog, "catalog" | "as">, id: string): Promise<void> {
  const own = (await catalog.resource(as(officer), id)).department;
  const [itsSteward, itsHead] = [actor("department-steward", own, [own]), actor("sharing-head", own, [own])];
  await catalog.life.submit(as(itsSteward), id);
  await catalog.life.assessSecrecy(as(itsSteward), id, secrecy);
  await catalog.life.assessPersonal(as(itsSteward), id, personal);
  await catalog.life.sign(as(itsHead), id);
}
