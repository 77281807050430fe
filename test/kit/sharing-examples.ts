import type { Role } from "#contract/identity";
import type { Page } from "#contract/page";
import type { Basis, Finding, ProviderSetting, ViolationRule } from "#contract/sharing";
import assert from "node:assert/strict";
import { testBureau, testPolice } from "./hub.ts";
import type { ExampleRequest, RouteExample, RouteGround } from "./route-ground.ts";
import {
  asked,
  demandOf,
  errorIn,
  formOver,
  minutes,
  misuse,
  orderOf,
  reason,
  receipt,
  type RequestStage,
  type SharingGround,
} from "./sharing-ground.ts";

type Examples = Readonly<Record<string, RouteExample>>;
type Body = NonNullable<ExampleRequest["body"]>;

export const sharingExamples = (): Examples => ({
  ...needExamples,
  ...applicationExamples,
  ...requestExamples,
  ...caseExamples,
  ...orderExamples,
  ...findingExamples,
});

/** A step on a file: by the bureau's people, who provide, or by those of the department that asks. */
const step = (
  side: "asking" | "providing",
  as: Role,
  file: (sharing: SharingGround) => Promise<{ readonly id: string }>,
  body: Body = {},
): RouteExample => ({
  as,
  async make({ sharing }) {
    const { id } = await file(sharing);
    return { params: { id }, body, ...(side === "asking" ? { client: await sharing.asker(as) } : {}) };
  },
});
const at = (stage: RequestStage) => (sharing: SharingGround) => sharing.request(stage);
const byAsker = (stage: RequestStage, body?: Body) => step("asking", "department-user", at(stage), body);
const byProvider = (stage: RequestStage, body?: Body) => step("providing", "department-steward", at(stage), body);
const byHead = (stage: RequestStage, body?: Body) => step("providing", "sharing-head", at(stage), body);
const byBureau = (stage: RequestStage, body?: Body) => step("providing", "data-officer", at(stage), body);

/** A new thing by somebody of the department that asks. */
const asking = (as: Role, body: (sharing: SharingGround) => Promise<Body>): RouteExample => ({
  as,
  make: async ({ sharing }) => ({ client: await sharing.asker(as), body: await body(sharing) }),
});

const basisOf = (title: string) => ({ kind: "rule", title, article: "第三条", effectiveOn: "2026-01-01" });

const needExamples: Examples = {
  "sharing.create-basis": {
    as: "data-officer",
    make: async ({ fresh }) => ({ body: basisOf(fresh("测试市办法")) }),
  },
  "sharing.edit-basis": {
    as: "data-officer",
    async make({ made, fresh }) {
      const { id, version } = await made<Basis>("data-officer", "/api/sharing/basis", basisOf(fresh("测试市办法")));
      return { params: { id }, body: { summary: "办理时可以核验" }, ifMatch: version };
    },
  },
  "sharing.register-demand": asking("department-user", async () => demandOf),
  "sharing.match-demand": {
    as: "data-officer",
    async make({ sharing }) {
      const { id } = await sharing.demand("registered");
      return { params: { id }, body: { resources: [await sharing.resourceId()] } };
    },
  },
  "sharing.assign-demand": step("providing", "data-officer", ({ demand }) => demand("registered"), {
    department: testBureau,
    note: "请对接",
  }),
  "sharing.answer-demand": step("providing", "department-steward", ({ demand }) => demand("assigned"), {
    answer: "本部门没有这项数据",
  }),
  "sharing.close-demand": step("asking", "department-user", ({ demand }) => demand("registered"), reason),
};

const applicationExamples: Examples = {
  "sharing.add-to-basket": asking("department-user", async ({ resourceId }) => ({
    resourceId: await resourceId(),
    items: asked,
  })),
  "sharing.create-application": asking("department-user", async ({ resourceId }) => formOver(await resourceId())),
  "sharing.edit-application": {
    as: "department-user",
    async make({ sharing }) {
      const { id, version } = await sharing.application("draft");
      const client = await sharing.asker("department-user");
      return { client, params: { id }, body: { title: "改过的名称" }, ifMatch: version };
    },
  },
  "sharing.submit-application": step("asking", "department-user", ({ application }) => application("draft")),
  "sharing.sign-application": step("asking", "sharing-head", ({ application }) => application("signing")),
  "sharing.return-application": step("asking", "sharing-head", ({ application }) => application("signing"), reason),
  "sharing.withdraw-application": step("asking", "department-user", ({ application }) => application("draft"), reason),
};

const requestExamples: Examples = {
  "sharing.claim-request": byProvider("answering"),
  "sharing.ask-supplement": byProvider("answering", { missing: ["说明核验频次"] }),
  "sharing.supplement": byAsker("supplementing", { answer: "每天约二百次" }),
  "sharing.draft-answer": byProvider("answering", { kind: "refuse", basis: "not-held", reason: "本部门不掌握" }),
  "sharing.sign-answer": byHead("signing"),
  "sharing.return-answer": byHead("signing", reason),
  "sharing.accept-refusal": byBureau("reviewing", { note: "依据成立" }),
  "sharing.return-refusal": byBureau("reviewing", reason),
  "sharing.ask-extension": byProvider("answering", { workingDays: 1, reason: "系统割接" }),
  "sharing.decide-extension": {
    as: "data-officer",
    async make({ sharing, made }) {
      const { id } = await sharing.request("answering");
      const days = { workingDays: 1, reason: "系统割接" };
      await made("department-steward", `/api/sharing/requests/${id}/extensions`, days);
      return { params: { id }, body: { agree: true } };
    },
  },
  "sharing.commit": byAsker("committing", { agrees: true }),
  "sharing.renew-key": {
    as: "sharing-head",
    async make({ sharing }) {
      const { id } = await sharing.request("supplying");
      const client = await sharing.asker("sharing-head");
      return { client, params: { id }, body: { reason: "密钥没有记下" } };
    },
  },
  "sharing.withdraw-request": byAsker("answering", reason),
  "sharing.change-request": byAsker("supplying"),
  "sharing.renew-request": byAsker("supplying"),
  "sharing.end-request": byAsker("supplying", reason),
  "sharing.dispose": byAsker("disposing", receipt),
  "sharing.confirm-disposal": byProvider("disposed"),
  "sharing.record-use": byAsker("supplying", {
    fromOn: "2026-01-01",
    untilOn: "2026-01-31",
    scene: "公租房受理",
    process: "窗口核验",
    effect: "少交一份材料",
    storage: "不留存",
  }),
};

const caseExamples: Examples = {
  "sharing.suspend": byProvider("supplying", misuse),
  "sharing.stop-service": byProvider("supplying", reason),
  "sharing.rectify": step("asking", "department-user", (sharing) => sharing.case("misuse"), { text: "已停用并清除" }),
  "sharing.resume": step("providing", "department-steward", (sharing) => sharing.case("rectified"), { note: "属实" }),
  "sharing.consult": step("providing", "department-steward", (sharing) => sharing.case("stopping"), minutes),
  "sharing.file-case": step("providing", "data-officer", (sharing) => sharing.case("consulted")),
  "sharing.end-case": step("providing", "department-steward", (sharing) => sharing.case("rectified"), reason),
  "sharing.open-dispute": byAsker("refused", { claim: "核验必须要" }),
  "sharing.record-minutes": step("asking", "department-user", ({ dispute }) => dispute("opened"), minutes),
  "sharing.escalate-dispute": step("asking", "department-user", ({ dispute }) => dispute("talked"), reason),
  "sharing.settle-dispute": step("asking", "department-user", ({ dispute }) => dispute("talked"), {
    outcome: "upheld",
    text: "不再需要",
  }),
  "sharing.report-error": asking("department-user", async ({ resourceId }) => errorIn(await resourceId())),
  "sharing.answer-correction": step("providing", "department-steward", ({ correction }) => correction(), {
    isCorrected: true,
    text: "已更正",
  }),
};

const orderExamples: Examples = {
  "sharing.issue-order": { as: "leader", make: async () => ({ body: orderOf(testBureau) }) },
  "sharing.split-order": step("providing", "data-officer", ({ order }) => order(), {
    tasks: [{ department: testPolice, task: "归集居住证", dueOn: "2099-01-05" }],
  }),
  "sharing.report-order": step("providing", "department-steward", ({ order }) => order(), { answer: "已归集" }),
  "sharing.raise-order": step("providing", "leader", ({ order }) => order(), reason),
  "sharing.close-order": step("providing", "leader", ({ order }) => order(), { outcome: "办结销号" }),
  "sharing.cancel-order": step("providing", "leader", ({ order }) => order(), reason),
};

/** A lead the rules have found: an answer of the bureau that is overdue. */
async function finding({ hub, made, person, fresh }: RouteGround): Promise<Finding> {
  const call = hub.hub.call();
  const promise = await hub.hub.clock.start(call, {
    kind: "answer-conditional",
    subject: { module: "test", id: fresh("late"), title: "逾期的答复", href: "/" },
    owedBy: testBureau,
    owedTo: testPolice,
    startsAt: new Date(call.now.getTime() - 60 * 86_400_000),
  });
  await hub.hub.clock.tick(hub.hub.call());
  await made("data-officer", "/api/sharing/violation-rules/run", undefined);
  const { body } = await (await person("data-officer")).get<Page<Finding>>("/api/sharing/findings?limit=500");
  const found = body.items.find(({ evidence }) => evidence.commitments.includes(promise.id));
  assert.ok(found, "The rules do not see an overdue answer.");
  return found;
}

const findingExamples: Examples = {
  "sharing.edit-violation-rule": {
    as: "data-officer",
    async make({ person }) {
      const path = "/api/sharing/violation-rules";
      const { body } = await (await person("data-officer")).get<{ items: ViolationRule[] }>(path);
      const [first] = body.items;
      return { params: { id: first?.id ?? "" }, body: { isOn: true }, ifMatch: first?.version ?? 0 };
    },
  },
  "sharing.run-violation-rules": { as: "data-officer", make: async () => ({}) },
  "sharing.explain-finding": {
    as: "department-steward",
    make: async (ground) => ({ params: { id: (await finding(ground)).id }, body: { text: "系统割接" } }),
  },
  "sharing.decide-finding": {
    as: "data-officer",
    make: async (ground) => ({
      params: { id: (await finding(ground)).id },
      body: { isConfirmed: true, text: "属实" },
    }),
  },
  "sharing.read-notices": asking("department-user", async () => ({})),
  "sharing.edit-setting": {
    as: "sharing-head",
    async make({ sharing }) {
      const client = await sharing.asker("sharing-head");
      const { body } = await client.get<{ items: ProviderSetting[] }>("/api/sharing/settings");
      const own = body.items.find(({ department }) => department === testPolice);
      return { client, params: { department: testPolice }, body: { autoAnswer: true }, ifMatch: own?.version ?? 0 };
    },
  },
};
