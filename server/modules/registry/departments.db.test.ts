import assert from "node:assert/strict";
import { test } from "node:test";
import { type Department, type DepartmentSystem, registryRoutes } from "#contract/registry";
import { roles } from "#contract/identity";
import type { LedgerEntry } from "#contract/ledger";
import type { Page } from "#contract/page";
import { inTransaction } from "#kernel/db/db";
import { startTestHub, testBureau, testPolice } from "#test/hub";
import { creditCheck } from "./credit-code.ts";
import { createRegistry } from "./index.ts";

const hub = await startTestHub();
const { registry } = hub.hub;
const [officer, steward, stranger] = await Promise.all([
  hub.as("data-officer"),
  hub.as("department-steward", { department: testPolice }),
  hub.as("department-user"),
]);

let made = 0;
function freshCode(): string {
  made += 1;
  const body = `11999900MB0Y${String(made).padStart(5, "0")}`;
  return body + creditCheck(body);
}
const fields = (name: string) => ({ code: freshCode(), name, shortName: name, division: "510104" });
const create = async (name: string, division = "510104") => {
  const answer = await officer.post<Department>("/api/registry/departments", { ...fields(name), division });
  assert.equal(answer.status, 201);
  return answer.body;
};
const path = (code: string) => `/api/registry/departments/${code}`;
const contacts = [{ name: "王五", duty: "联络员", phone: "13812345678" }];

test("a department takes its level from its division and can be found by part of its name", async () => {
  const { code, level, divisionName, version } = await create("测试教育局");
  assert.deepEqual([level, divisionName, version], [3, "510104", 1]);
  const { body } = await stranger.get<Page<Department>>(`/api/registry/departments?q=${encodeURIComponent("教育")}`);
  assert.deepEqual(
    body.items.map((item) => item.code),
    [code],
  );
});

test("a code may be written with spaces and small letters, a wrong check character is named", async () => {
  const input = fields("测试卫健委");
  const spaced = `${input.code.slice(0, 8)} ${input.code.slice(8).toLowerCase()}`;
  const answer = await officer.post<Department>("/api/registry/departments", { ...input, code: spaced });
  assert.equal(answer.body.code, input.code);
  const right = freshCode();
  const wrong = right.slice(0, 17) + (right.endsWith("0") ? "1" : "0");
  const refused = await officer.post("/api/registry/departments", { ...fields("x 局"), code: wrong });
  assert.equal(refused.body.code, "registry.credit-code-wrong");
  assert.match(refused.body.detail, new RegExp(`应为 ${right.at(-1)}`));
});

test("a department is registered once, by ten at the same time too", async () => {
  const input = fields("测试税务局");
  const answers = await Promise.all(Array.from({ length: 10 }, () => officer.post("/api/registry/departments", input)));
  assert.equal(answers.filter(({ status }) => status === 201).length, 1);
  assert.equal(answers.filter(({ body }) => body.code === "registry.department-exists").length, 9);
});

test("ensuring a department ten times at once makes one and leaves it as it is", async () => {
  const department = { code: freshCode(), name: "测试民政局", shortName: "民政", division: "5101", isInvented: true };
  const made10 = await Promise.all(
    Array.from({ length: 10 }, (_, index) =>
      registry.ensureDepartment(hub.hub.call(), { ...department, name: `${department.name}${index}` }),
    ),
  );
  assert.equal(new Set(made10.map(({ name }) => name)).size, 1);
  assert.equal((await registry.department(hub.hub.call(), department.code)).isInvented, true);
});

test("an edit changes what was sent and nothing else", async () => {
  const before = await create("测试住建局");
  const answer = await officer.patch<Department>(path(before.code), { nameEn: "Housing" }, { ifMatch: before.version });
  assert.deepEqual(answer.body, { ...before, nameEn: "Housing", version: before.version + 1 });
  assert.equal(answer.headers.get("etag"), `"${before.version + 1}"`);
});

test("of two edits of one version the second is refused", async () => {
  const { code, version } = await create("测试交通局");
  const answers = await Promise.all(
    ["甲局", "乙局"].map((name) => officer.patch(path(code), { name }, { ifMatch: version })),
  );
  assert.equal(answers.filter(({ status }) => status === 200).length, 1);
  assert.equal(answers.filter(({ status }) => status === 412).length, 1);
});

test("a steward keeps the own department's duties and contacts, and nothing else", async () => {
  const { body: own } = await steward.get<Department>(path(testPolice));
  assert.equal(own.may.edit, true);
  const duties = [{ kind: "share" as const, text: "共享人口信息", basis: "三定方案" }];
  const edited = await steward.patch<Department>(path(testPolice), { duties, contacts }, { ifMatch: own.version });
  assert.deepEqual([edited.body.duties, edited.body.contacts], [duties, contacts]);
  const renamed = await steward.patch(path(testPolice), { name: "新名字" }, { ifMatch: edited.body.version });
  assert.equal(renamed.body.code, "registry.own-fields-only");
  const foreign = await steward.patch(path(testBureau), { duties }, { ifMatch: 1 });
  assert.equal(foreign.status, 404);
});

test("phone numbers are for colleagues and data officers", async () => {
  const { version } = (await officer.get<Department>(path(testPolice))).body;
  await officer.patch(path(testPolice), { contacts }, { ifMatch: version });
  const phoneFor = async (client: typeof officer) =>
    (await client.get<Department>(path(testPolice))).body.contacts[0]?.phone;
  assert.equal(await phoneFor(officer), "13812345678");
  assert.equal(await phoneFor(steward), "13812345678");
  assert.equal(await phoneFor(stranger), "138****5678");
});

test("a department cannot stand below itself", async () => {
  const upper = await create("测试上级局");
  const lower = (
    await officer.post<Department>("/api/registry/departments", { ...fields("测试下级局"), parent: upper.code })
  ).body;
  const refused = await officer.patch(path(upper.code), { parent: lower.code }, { ifMatch: upper.version });
  assert.equal(refused.body.code, "registry.parent-wrong");
});

test("a data officer of a district registers departments of the district only", async () => {
  const local = await hub.as("data-officer", { department: testPolice, scope: "tree" });
  assert.equal((await local.post("/api/registry/departments", fields("测试街道办"))).status, 201);
  const refused = await local.post("/api/registry/departments", { ...fields("测试市局"), division: "5101" });
  assert.equal(refused.body.code, "registry.outside-your-division");
});

test("the scope of a tree follows the register", async () => {
  const scope = () => registry.departmentsIn(hub.hub.call(), testBureau, "tree", []);
  const before = await scope();
  const { code } = await create("测试气象局");
  const after = await scope();
  assert.ok(!before.includes(code) && after.includes(code) && after.includes(testPolice));
});

test("a transaction sees the department it makes, and a rollback leaves nobody believing in it", async () => {
  const department = { code: freshCode(), name: "测试未成局", shortName: "未成", division: "5101" };
  await assert.rejects(
    inTransaction(hub.hub.call(), async (inner) => {
      await registry.ensureDepartment(inner, department);
      assert.ok((await registry.departments(inner)).has(department.code));
      throw new Error("no");
    }),
    /no/,
  );
  assert.ok(!(await registry.departments(hub.hub.call())).has(department.code));
});

test("another process of the hub knows a new department within a second", async () => {
  let at = 0;
  const other = createRegistry({
    ledger: hub.hub.ledger,
    identity: hub.hub.identity,
    search: hub.hub.search,
    database: hub.database,
    lake: hub.lake,
    files: hub.files,
    monotonicMs: () => at,
  });
  const call = hub.hub.call();
  await other.departments(call);
  const { code } = await create("测试水务局");
  at = 999;
  assert.ok(!(await other.departments(call)).has(code));
  at = 1000;
  assert.ok((await other.departments(call)).has(code));
});

test("systems belong to a department, with their zone; a name is used once", async () => {
  const system = { department: testPolice, name: "人口系统", zone: "department-network" };
  const created = await steward.post<DepartmentSystem>("/api/registry/systems", system);
  assert.deepEqual([created.status, created.body.isCritical, created.body.may.edit], [201, false, true]);
  assert.equal((await steward.post("/api/registry/systems", system)).body.code, "registry.system-exists");
  const edited = await steward.patch<DepartmentSystem>(
    `/api/registry/systems/${created.body.id}`,
    { zone: "high-sensitivity" },
    { ifMatch: created.body.version },
  );
  assert.deepEqual([edited.body.zone, edited.body.name], ["high-sensitivity", "人口系统"]);
  assert.equal((await stranger.get<Department>(path(testPolice))).body.systemCount, 1);
  const id = await registry.ensureSystem(hub.hub.call(), { ...system, zone: "internet" });
  assert.equal(id, created.body.id);
});

test("systems of other departments are neither seen nor changed", async () => {
  const foreign = await officer.post<DepartmentSystem>("/api/registry/systems", {
    department: testBureau,
    name: "目录系统",
    zone: "government-extranet",
  });
  const { body } = await steward.get<Page<DepartmentSystem>>("/api/registry/systems");
  assert.ok(body.total > 0 && body.items.every(({ department }) => department === testPolice));
  const refused = await steward.patch(`/api/registry/systems/${foreign.body.id}`, { zone: "internet" }, { ifMatch: 1 });
  assert.equal(refused.status, 404);
  const made2 = await steward.post("/api/registry/systems", {
    department: testBureau,
    name: "他局系统",
    zone: "internet",
  });
  assert.equal(made2.status, 404);
});

test("the list pages fit together in the order of divisions", async () => {
  const seen: string[] = [];
  let cursor = "";
  for (;;) {
    const page = (await stranger.get<Page<Department>>(`/api/registry/departments?limit=4${cursor}`)).body;
    seen.push(...page.items.map(({ division, code }) => `${division} ${code}`));
    if (page.next === null) {
      assert.equal(seen.length, page.total);
      break;
    }
    cursor = `&cursor=${encodeURIComponent(page.next)}`;
  }
  assert.deepEqual(seen, seen.toSorted());
  assert.equal(new Set(seen).size, seen.length);
});

test("roles that keep no departments get 403 from every changing call, visitors 401", async () => {
  const changing = [registryRoutes.createDepartment, registryRoutes.createSystem];
  for (const role of roles) {
    const client = await hub.as(role);
    for (const { path: address, operation } of changing) {
      const keeps =
        role === "data-officer" || (role === "department-steward" && operation === "registry.create-system");
      const { status } = await client.post(address, {});
      assert.equal(status, keeps ? 400 : 403, `${role} ${operation}`);
    }
  }
  assert.equal((await hub.asVisitor().post("/api/registry/departments", {})).status, 401);
});

test("each change is one ledger entry that names the fields and no values", async () => {
  const { code, version } = await create("测试审计局");
  await officer.patch(path(code), { contacts }, { ifMatch: version });
  const auditor = await hub.as("audit-administrator");
  const { body } = await auditor.get<Page<LedgerEntry>>(`/api/ledger/entries?objectKind=department&objectId=${code}`);
  assert.deepEqual(
    body.items.map(({ action, items, owner }) => [action, items, owner]),
    [
      ["registry.edit-department", ["contacts"], code],
      ["registry.create-department", [], code],
    ],
  );
  assert.doesNotMatch(JSON.stringify(body), /13812345678/);
});

test("the bureau is marked by the system administrator, once in a division, and looks after what lies below", async () => {
  const administrator = await hub.as("system-administrator");
  const { code, version } = await create("测试区数据管理中心");
  const mark = (at: number, isBureau = true) =>
    administrator.put<Department>(`${path(code)}/bureau`, { isBureau }, { ifMatch: at });
  assert.equal((await officer.put(`${path(code)}/bureau`, { isBureau: true }, { ifMatch: version })).status, 403);
  const call = hub.hub.call();
  assert.equal(await registry.bureauOf(call, "510104"), testBureau, "the city's, while the district has none");
  const marked = await mark(version);
  assert.deepEqual([marked.status, marked.body.isBureau], [200, true], marked.text);
  assert.equal(await registry.bureauOf(call, "510104"), code);
  assert.equal(await registry.bureauOf(call, "5101"), testBureau);
  const second = await create("测试区政务服务局");
  await administrator.put(`${path(second.code)}/bureau`, { isBureau: true }, { ifMatch: second.version });
  assert.equal(await registry.bureauOf(call, "510104"), second.code, "the mark has moved");
  assert.equal((await officer.get<Department>(path(code))).body.isBureau, false);
  assert.equal((await mark(version)).status, 412, "an old page marks nothing");
  await administrator.put(`${path(second.code)}/bureau`, { isBureau: false }, { ifMatch: second.version + 1 });
});

test("where nothing is marked, the nearest department with a data officer looks after it", async () => {
  const { code } = await create("测试市大数据中心", "5102");
  assert.equal(await registry.bureauOf(hub.hub.call(), "5102"), null);
  await hub.as("data-officer", { department: code });
  assert.equal(await registry.bureauOf(hub.hub.call(), "5102"), code);
});
