import type { Opening } from "#contract/portal-manage";
import type { Agreement, DerivedApplication, Received, Ticket } from "#contract/portal-visitors";
import type { Page } from "#contract/page";
import { newId } from "#kernel/id";
import { testBureau } from "./hub.ts";
import type { RouteExample, RouteGround } from "./route-ground.ts";

type Examples = Readonly<Record<string, RouteExample>>;

const item = (field: string) => ({ field, mask: null, description: "" });

const terms = (title: string, more: Record<string, unknown> = {}) => ({
  title: { zh: title, en: "" },
  description: { zh: "示例：签发机关一览，一行一个。", en: "" },
  theme: "other",
  licence: "public-data-open-1.0",
  access: "open",
  items: [item("office")],
  ...more,
});
const byAgreement = {
  access: "conditional",
  licence: "agreement-1.0",
  conditions: "只供本地研究机构使用，不得转给他人。",
};

/** One address sends more forms in these tests than a visitor may in an hour. */
async function withoutRate({ hub }: RouteGround): Promise<void> {
  await hub.database.pool.query(
    `insert into portal.rule (name, effective_on, value, basis) values ('forms-per-hour', '2020-01-02', 100000, 'test')
     on conflict do nothing`,
  );
}

/** A published resource that the catalog calls open, with data as far as the catalog knows. */
async function openResource({ hub, fresh }: RouteGround): Promise<string> {
  const { hub: inner } = hub;
  const call = inner.call();
  const { id } = await inner.catalog.draftFor(call, {
    name: fresh("可开放的资源"),
    department: testBureau,
    format: "database",
    classification: "307020001",
    theme: "其他",
    abstract: "示例：签发机关一览。",
    updateCycle: "yearly",
    shareClass: "unconditional",
    shareModes: ["query-api"],
    openClass: "open",
    dataClass: "公共管理和服务",
    items: [
      {
        field: "office",
        name: { zh: "签发机关", en: "Office" },
        element: null,
        type: { kind: "text", maxLength: null, precision: null, scale: null },
        isKey: false,
        isMandatory: false,
        grade: "1",
        isPersonal: false,
        description: "",
      },
    ],
  });
  const { life } = inner.catalog;
  await life.submit(call, id);
  await life.assessSecrecy(call, id, { result: "no-secret", note: "不涉密" });
  await life.assessPersonal(call, id, {
    result: "no-personal-information",
    basis: "",
    safeguards: "",
    note: "不含个人信息",
  });
  await life.sign(call, id);
  await life.publish(call, id);
  await inner.catalog.noteLoad(call, id, { loadId: newId(), rowCount: 0, loadedAt: new Date() });
  return id;
}

type Stage = "draft" | "submitted" | "open";

async function openingAt(ground: RouteGround, stage: Stage, more: Record<string, unknown> = {}): Promise<Opening> {
  const body = {
    resourceId: await openResource(ground),
    code: ground.fresh("example-set-"),
    terms: terms(ground.fresh("示例数据集"), more),
  };
  let opening = await ground.made<Opening>("department-steward", "/api/portal/openings", body);
  const at = `/api/portal/openings/${opening.id}`;
  if (stage !== "draft") opening = await ground.made<Opening>("department-steward", `${at}/submit`, undefined);
  if (stage === "open") opening = await ground.made<Opening>("data-officer", `${at}/open`, undefined);
  return opening;
}

const ticketForm = (title: string) => ({ title, body: "想要各签发机关的办公地点。", contact: "visitor@example.com" });

async function ticket(ground: RouteGround): Promise<Ticket> {
  const title = ground.fresh("想要的数据");
  const sent = await ground.made<Received>("visitor", "/open/request", ticketForm(title));
  const client = await ground.person("department-steward");
  const { body } = await client.get<Page<Ticket>>("/api/portal/tickets?limit=500");
  const found = body.items.find(({ number }) => number === sent.number);
  if (!found) throw new Error("The ticket just sent is not in the inbox.");
  return found;
}

const applicationForm = (title: string, code: string) => ({
  title,
  author: "测试者",
  kind: "app",
  url: "https://example.com/app",
  body: "把签发机关画在地图上。",
  datasets: code,
  contact: "maker@example.com",
});

const agreementForm = {
  partyKind: "person",
  party: "测试者",
  name: "测试者",
  contact: "party@example.com",
  purpose: "研究签发机关的分布，论文公开。",
  measures: "存放在加密硬盘，一年后删除。",
  agrees: "yes",
};

async function agreement(ground: RouteGround, isAgreed: boolean): Promise<Agreement & { receipt: string }> {
  const { code } = await openingAt(ground, "open", byAgreement);
  const sent = await ground.made<Received>("visitor", `/open/datasets/${code}/agreement`, agreementForm);
  const steward = await ground.person("department-steward");
  const { body } = await steward.get<Page<Agreement>>("/api/portal/agreements?limit=500");
  const found = body.items.find(({ number }) => number === sent.number);
  if (!found) throw new Error("The application just sent is not in the inbox.");
  if (!isAgreed) return { ...found, receipt: sent.receipt };
  const path = `/api/portal/agreements/${found.id}/decision`;
  const decided = await ground.made<Agreement>("department-steward", path, { agrees: true, reason: "用途正当" });
  return { ...decided, receipt: sent.receipt };
}

export const portalExamples = (): Examples => ({
  ...openingExamples(),
  ...Object.fromEntries(
    Object.entries(visitorExamples()).map(([name, example]) => [
      name,
      {
        ...example,
        async make(ground: RouteGround) {
          await withoutRate(ground);
          return example.make(ground);
        },
      },
    ]),
  ),
});

function openingExamples(): Examples {
  return {
    "portal.create-opening": {
      as: "department-steward",
      make: async (ground) => ({
        body: { resourceId: await openResource(ground), code: ground.fresh("new-set-"), terms: terms("新的数据集") },
      }),
    },
    "portal.edit-opening": {
      as: "department-steward",
      async make(ground) {
        const { id, version } = await openingAt(ground, "draft");
        return { params: { id }, body: terms("改过的名称"), ifMatch: version };
      },
    },
    "portal.submit-opening": {
      as: "department-steward",
      make: async (ground) => ({ params: { id: (await openingAt(ground, "draft")).id } }),
    },
    "portal.open-dataset": {
      as: "data-officer",
      make: async (ground) => ({ params: { id: (await openingAt(ground, "submitted")).id } }),
    },
    "portal.return-opening": {
      as: "data-officer",
      make: async (ground) => ({
        params: { id: (await openingAt(ground, "submitted")).id },
        body: { reason: "说明再写清楚些" },
      }),
    },
    "portal.withdraw-dataset": {
      as: "data-officer",
      make: async (ground) => ({ params: { id: (await openingAt(ground, "open")).id }, body: { reason: "数据有误" } }),
    },
  };
}

function visitorExamples(): Examples {
  return {
    "portal.ask-for-data": {
      as: "visitor",
      make: async ({ fresh }) => ({ body: ticketForm(fresh("想要的数据")) }),
    },
    "portal.suggest": { as: "visitor", make: async ({ fresh }) => ({ body: ticketForm(fresh("建议")) }) },
    "portal.report-mistake": {
      as: "visitor",
      make: async (ground) => ({
        params: { code: (await openingAt(ground, "open")).code },
        body: { body: "第二行的机关名称写错了。" },
      }),
    },
    "portal.submit-application": {
      as: "visitor",
      make: async (ground) => ({ body: applicationForm("示例应用", (await openingAt(ground, "open")).code) }),
    },
    "portal.apply-for-agreement": {
      as: "visitor",
      make: async (ground) => ({
        params: { code: (await openingAt(ground, "open", byAgreement)).code },
        body: agreementForm,
      }),
    },
    "portal.fetch-key": {
      as: "visitor",
      make: async (ground) => ({ params: { receipt: (await agreement(ground, true)).receipt } }),
    },
    "portal.answer-ticket": {
      as: "department-steward",
      make: async (ground) => ({
        params: { id: (await ticket(ground)).id },
        body: { outcome: "planned", answer: "已列入计划。" },
      }),
    },
    "portal.decide-application": {
      as: "data-officer",
      async make(ground) {
        const title = ground.fresh("示例应用");
        const { code } = await openingAt(ground, "open");
        await ground.made<Received>("visitor", "/open/applications/new", applicationForm(title, code));
        const officer = await ground.person("data-officer");
        const { body } = await officer.get<Page<DerivedApplication>>("/api/portal/applications?limit=500");
        const id = body.items.find((one) => one.title === title)?.id ?? "";
        return { params: { id }, body: { decision: "listed" } };
      },
    },
    "portal.decide-agreement": {
      as: "department-steward",
      make: async (ground) => ({
        params: { id: (await agreement(ground, false)).id },
        body: { agrees: true, reason: "用途正当" },
      }),
    },
    "portal.end-agreement": {
      as: "department-steward",
      make: async (ground) => ({
        params: { id: (await agreement(ground, true)).id },
        body: { reason: "研究结束" },
      }),
    },
  };
}
