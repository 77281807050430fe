import type { Account } from "#contract/identity";
import type { DataElement } from "#contract/dictionary";
import type { Draft, Source } from "#contract/intake";
import type { Department, DepartmentSystem } from "#contract/registry";
import { creditCheck } from "../../server/modules/registry/credit-code.ts";
import { agentExamples } from "./agent-examples.ts";
import { clientOf } from "./client.ts";
import { clockExamples } from "./clock-examples.ts";
import { arrivalExamples } from "./arrival-examples.ts";
import { followExamples } from "./follow-examples.ts";
import { gateExamples } from "./gate-examples.ts";
import { testBureau, testPolice } from "./hub.ts";
import { portalExamples } from "./portal-examples.ts";
import { pushExamples } from "./push-examples.ts";
import { graphExamples } from "./graph-examples.ts";
import { harvestExamples } from "./harvest-examples.ts";
import { qualityExamples } from "./quality-examples.ts";
import { qualityReportExamples } from "./quality-report-examples.ts";
import { libraryExamples } from "./library-examples.ts";
import { declaredResource, type ExampleRequest, type RouteExample, type RouteGround } from "./route-ground.ts";
import { sharingExamples } from "./sharing-examples.ts";

/** One example for each route that changes something, by operation; `test/routes.test.ts` fails where one is missing. */
export const routeExamples: Readonly<Record<string, RouteExample>> = {
  ...identityExamples(),
  ...registryExamples(),
  ...clockExamples(),
  ...dictionaryExamples(),
  ...catalogExamples(),
  ...intakeExamples(),
  ...followExamples(),
  ...agentExamples(),
  ...arrivalExamples(),
  ...pushExamples(),
  ...gateExamples(),
  ...sharingExamples(),
  ...libraryExamples(),
  ...graphExamples(),
  ...harvestExamples(),
  ...portalExamples(),
  ...qualityExamples(),
  ...qualityReportExamples(),
  ...otherExamples(),
};

type Examples = Readonly<Record<string, RouteExample>>;

function identityExamples(): Examples {
  const account = ({ made, fresh }: RouteGround) =>
    made<Account & { firstPassword: string }>("system-administrator", "/api/identity/accounts", {
      login: fresh("person"),
      name: "测试",
    });
  const program = ({ made, fresh }: RouteGround) =>
    made<{ id: string; secret: string }>("security-administrator", "/api/identity/clients", {
      name: fresh("系统"),
      department: testBureau,
      roles: ["department-user"],
    });
  return {
    "identity.sign-in": {
      as: "visitor",
      make: async () => ({ body: { login: "admin", password: "admin-password-1" } }),
    },
    "identity.demo-sign-in": {
      as: "visitor",
      async make({ hub: { hub }, fresh }) {
        const login = fresh("demo");
        await hub.identity.ensureDemoAccount(hub.call(), { login, name: "演示", assignments: [] });
        return { body: { login } };
      },
    },
    "identity.sign-out": { as: "leader", make: async ({ hub }) => ({ client: await hub.as("leader") }) },
    "identity.act-for": {
      as: "department-user",
      async make({ hub }) {
        const held = { role: "department-user", scope: "own", departments: [] } as const;
        const both = [testBureau, testPolice].map((department) => ({ ...held, department, departments: [] }));
        return { client: await hub.asHolder(both), body: { department: testPolice } };
      },
    },
    "identity.change-password": {
      as: "leader",
      async make(ground) {
        const { login, firstPassword } = await account(ground);
        const entered = await ground.hub.asVisitor().post("/api/identity/sign-in", { login, password: firstPassword });
        const token = /weir_session=([^;]+)/.exec(entered.headers.get("set-cookie") ?? "")?.[1] ?? "";
        const client = clientOf(ground.hub.url, { kind: "cookie", token });
        return { client, body: { current: firstPassword, next: "a-long-password-7" } };
      },
    },
    "identity.create-account": {
      as: "system-administrator",
      make: async ({ fresh }) => ({ body: { login: fresh("person"), name: "测试" } }),
    },
    "identity.edit-account": {
      as: "system-administrator",
      async make(ground) {
        const { id, version } = await account(ground);
        return { params: { id }, body: { name: "改名" }, ifMatch: version };
      },
    },
    "identity.reset-password": {
      as: "system-administrator",
      make: async (ground) => ({ params: { id: (await account(ground)).id } }),
    },
    "identity.assign-roles": {
      as: "security-administrator",
      async make(ground) {
        const { id, version } = await account(ground);
        const assignments = [{ role: "department-user", department: testBureau, scope: "own", departments: [] }];
        return { params: { id }, body: { assignments }, ifMatch: version };
      },
    },
    "identity.create-client": {
      as: "security-administrator",
      make: async ({ fresh }) => ({
        body: { name: fresh("系统"), department: testBureau, roles: ["department-user"] },
      }),
    },
    "identity.disable-client": {
      as: "security-administrator",
      make: async (ground) => ({ params: { id: (await program(ground)).id } }),
    },
    "identity.create-token": { as: "leader", make: async ({ fresh }) => ({ body: { name: fresh("令牌"), days: 1 } }) },
    "identity.revoke-token": {
      as: "leader",
      async make({ made }) {
        return { params: { id: (await made<{ id: string }>("leader", "/api/identity/tokens", { name: "令牌" })).id } };
      },
    },
    "identity.issue-token": {
      as: "visitor",
      async make(ground) {
        const { id, secret } = await program(ground);
        return { body: { grant_type: "client_credentials", client_id: id, client_secret: secret } };
      },
    },
  };
}

function registryExamples(): Examples {
  const system = ({ made, fresh }: RouteGround) =>
    made<DepartmentSystem>("data-officer", "/api/registry/systems", {
      department: testBureau,
      name: fresh("业务系统"),
      zone: "government-extranet",
    });
  return {
    "registry.create-department": {
      as: "data-officer",
      make: async ({ fresh }) => ({
        body: { code: creditCode(fresh("")), name: fresh("示例局"), shortName: fresh("局"), division: "5101" },
      }),
    },
    "registry.edit-department": {
      as: "data-officer",
      async make({ person }) {
        const { body } = await (
          await person("data-officer")
        ).get<Department>(`/api/registry/departments/${testPolice}`);
        return { params: { code: testPolice }, body: { nameEn: "Test Police" }, ifMatch: body.version };
      },
    },
    "registry.mark-bureau": {
      as: "system-administrator",
      async make({ person }) {
        const { body } = await (
          await person("system-administrator")
        ).get<Department>(`/api/registry/departments/${testPolice}`);
        return { params: { code: testPolice }, body: { isBureau: false }, ifMatch: body.version };
      },
    },
    "registry.create-system": {
      as: "data-officer",
      make: async ({ fresh }) => ({ body: { department: testBureau, name: fresh("业务系统"), zone: "internet" } }),
    },
    "registry.edit-system": {
      as: "data-officer",
      async make(ground) {
        const { id, version } = await system(ground);
        return { params: { id }, body: { isCritical: true }, ifMatch: version };
      },
    },
  };
}

/** A code that passes GB 32100, of an organisation nobody has. */
function creditCode(number: string): string {
  const body = `11999900MB0X${number.padStart(5, "0")}`;
  return body + (creditCheck(body) ?? "");
}

function dictionaryExamples(): Examples {
  const fields = (field: string) => ({
    name: { zh: "养老床位号", en: "Care bed number" },
    field,
    definition: { zh: "养老机构床位的编号。", en: "Number of a bed in a home." },
    category: "other",
    type: { kind: "text", maxLength: 20 },
    grade: "1",
  });
  const codeSet = (id: string) => ({
    id,
    name: { zh: "示例", en: "Example" },
    codes: [{ code: "1", name: { zh: "甲", en: "A" } }],
    effectiveOn: "2026-01-01",
  });
  const element = ({ made, fresh }: RouteGround) =>
    made<DataElement>("data-officer", "/api/dictionary/elements", fields(fresh("bed_")));
  return {
    "dictionary.create-element": {
      as: "data-officer",
      make: async ({ fresh }) => ({ body: fields(fresh("bed_")) }),
    },
    "dictionary.edit-element": {
      as: "data-officer",
      async make(ground) {
        const { id, version } = await element(ground);
        return { params: { id }, body: { standard: "本地" }, ifMatch: version };
      },
    },
    "dictionary.decide-source": {
      as: "data-officer",
      async make(ground) {
        const { id, version } = await element(ground);
        return { params: { id }, body: { department: testPolice, basis: "三定方案" }, ifMatch: version };
      },
    },
    "dictionary.import-elements": {
      as: "data-officer",
      make: async ({ fresh }) => ({
        body: { format: "json", content: JSON.stringify([fields(fresh("bed_"))]) },
      }),
    },
    "dictionary.create-code-set": {
      as: "data-officer",
      make: async ({ fresh }) => ({ body: codeSet(fresh("CS-TEST-")) }),
    },
    "dictionary.revise-code-set": {
      as: "data-officer",
      async make({ made, fresh }) {
        const given = codeSet(fresh("CS-TEST-"));
        const { version } = await made<{ version: number }>("data-officer", "/api/dictionary/code-sets", given);
        const { id, ...revision } = given;
        return { params: { id }, body: { ...revision, standard: "本地" }, ifMatch: version };
      },
    },
  };
}

function catalogExamples(): Examples {
  const at = (stage: Parameters<RouteGround["resource"]>[0], body?: ExampleRequest["body"]) => ({
    async make({ resource }: RouteGround): Promise<ExampleRequest> {
      const { id, version } = await resource(stage);
      return { params: { id }, ...(body ? { body } : {}), ifMatch: version };
    },
  });
  const reason = { reason: "材料不齐" };
  return {
    "catalog.create-resource": {
      as: "department-steward",
      make: async ({ fresh }) => ({ body: declaredResource(fresh("示例资源")) }),
    },
    "catalog.edit-resource": { as: "department-steward", ...at("draft", { abstract: "改过的摘要" }) },
    "catalog.submit-resource": { as: "department-steward", ...at("draft") },
    "catalog.assess-secrecy": {
      as: "department-steward",
      ...at("assessing", { result: "no-secret", note: "不涉密" }),
    },
    "catalog.assess-personal": {
      as: "department-steward",
      ...at("assessing", { result: "no-personal-information", note: "不含个人信息" }),
    },
    "catalog.sign-resource": { as: "sharing-head", ...at("signing") },
    "catalog.return-resource": { as: "data-officer", ...at("review", reason) },
    "catalog.publish-resource": { as: "data-officer", ...at("review") },
    "catalog.note-change": {
      as: "data-officer",
      ...at("published", { reason: "办法修订", happenedOn: new Date().toISOString().slice(0, 10) }),
    },
    "catalog.withdraw-resource": { as: "data-officer", ...at("published", reason) },
  };
}

function intakeExamples(): Examples {
  const source = (name: string) => ({
    name,
    kind: "postgres",
    department: testBureau,
    connection: { host: "127.0.0.1", port: 1, database: "none", user: "nobody", password: "secret" },
  });
  const draft = async ({ made, file }: RouteGround) =>
    made<Draft>("department-steward", "/api/intake/drafts", { department: testBureau, fileId: await file() });
  const dirty = (body?: ExampleRequest["body"]) => ({
    as: "department-steward" as const,
    make: async ({ load }: RouteGround): Promise<ExampleRequest> => ({
      params: { id: (await load()).id },
      ...(body ? { body } : {}),
    }),
  });
  return {
    "intake.create-source": {
      as: "department-steward",
      make: async ({ fresh }) => ({ body: source(fresh("业务库")) }),
    },
    "intake.edit-source": {
      as: "department-steward",
      async make({ made, fresh }) {
        const given = source(fresh("业务库"));
        const { id, version } = await made<Source>("department-steward", "/api/intake/sources", given);
        return { params: { id }, body: { name: fresh("新名") }, ifMatch: version };
      },
    },
    "intake.upload-file": {
      as: "department-steward",
      make: async () => ({ query: { name: "rows.csv", department: testBureau }, file: "a,b\n1,2\n" }),
    },
    "intake.create-draft": {
      as: "department-steward",
      make: async ({ file }) => ({ body: { department: testBureau, fileId: await file() } }),
    },
    "intake.edit-draft": {
      as: "department-steward",
      async make(ground) {
        const { id, version } = await draft(ground);
        return { params: { id }, body: { resourceName: "改过的名称" }, ifMatch: version };
      },
    },
    "intake.delete-draft": {
      as: "department-steward",
      make: async (ground) => ({ params: { id: (await draft(ground)).id } }),
    },
    "intake.load-draft": {
      as: "department-steward",
      make: async (ground) => ({ params: { id: (await draft(ground)).id } }),
    },
    "intake.quick-load": {
      as: "department-steward",
      make: async ({ file, fresh }) => ({
        body: { department: testBureau, fileId: await file(), as: fresh("一步归集") },
      }),
    },
    "intake.repeat-load": {
      as: "department-steward",
      async make({ load, file }) {
        const { resourceId } = await load();
        return { params: { id: resourceId }, body: { fileId: await file() } };
      },
    },
    "intake.mend-dirty": {
      as: "department-steward",
      async make({ load }) {
        const { id, columns } = await load();
        const day = columns.find(({ source: heading }) => heading === "出生日期")?.field ?? "";
        return { params: { id, row: 3 }, body: { values: { [day]: "1990-02-28" } } };
      },
    },
    "intake.adopt-suggestions": dirty({}),
    "intake.retry-dirty": dirty({}),
    "intake.return-dirty": dirty({ note: "请来源系统更正" }),
  };
}

function otherExamples(): Examples {
  return {
    "operations.cancel-job": { as: "data-officer", make: async ({ job }) => ({ params: { id: await job() } }) },
    "operations.load-divisions": {
      as: "data-officer",
      make: async () => ({ body: { department: testBureau } }),
      async afterwards({ hub: { hub } }, answer) {
        await hub.jobs.cancel(hub.call(), (answer as { jobId: string }).jobId);
      },
    },
  };
}
