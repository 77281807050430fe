import assert from "node:assert/strict";
import type { Role } from "#contract/identity";
import type { Application, Case, Correction, Demand, Dispute, Order, Request } from "#contract/sharing";
import type { TestClient } from "./client.ts";
import { testBureau, testPolice, type TestHub } from "./hub.ts";

/** How far a request has come; named by its state where one way leads there. */
export type RequestStage =
  | "answering"
  | "supplementing"
  | "signing"
  | "reviewing"
  | "refused"
  | "committing"
  | "supplying"
  | "disposing"
  | "disposed";
export type CaseStage = "misuse" | "rectified" | "stopping" | "consulted";

/** Files of sharing at every stage: the police ask, the bureau's own resource is asked for. */
export interface SharingGround {
  /** Somebody of the department that asks. */
  readonly asker: (role: Role) => Promise<TestClient>;
  /** A published resource of the bureau; the same each time, for nothing here changes it. */
  readonly resourceId: () => Promise<string>;
  readonly demand: (stage: "registered" | "assigned") => Promise<Demand>;
  readonly application: (stage: "draft" | "signing") => Promise<Application>;
  readonly request: (stage: RequestStage) => Promise<Request>;
  readonly case: (stage: CaseStage) => Promise<Case>;
  readonly dispute: (stage: "opened" | "talked") => Promise<Dispute>;
  readonly correction: () => Promise<Correction>;
  readonly order: () => Promise<Order>;
}

interface Parts {
  readonly hub: TestHub;
  readonly person: (role: Role) => Promise<TestClient>;
  readonly resource: (stage: "published") => Promise<{ readonly id: string }>;
}

export const asked = ["office"];
export const reason = { reason: "材料不齐" };
export const minutes = { heldOn: "2026-03-20", attendees: ["测试乙", "测试丙"], opinion: "双方意见不一致" };
export const misuse = { misuse: "other-purpose", reason: "用于别的事项", rectifyBy: "2099-01-08" };
export const receipt = { method: "删除数据库表", systems: "住房保障系统", disposedOn: "2026-01-05" };
export const orderOf = (lead: string) => ({ title: "专项归集", content: "月底前归集完毕", lead, dueOn: "2099-01-08" });
export const demandOf = { need: "外来务工人员的子女入学月数" };
export const errorIn = (resourceId: string) => ({
  resourceId,
  field: "office",
  key: "P-1",
  found: "甲",
  right: "乙",
  evidence: "窗口核验发现",
});
export const formOver = (resourceId: string) => ({
  title: "公租房资格核验",
  scene: "受理公租房申请时核验",
  purpose: "核验申请人资格",
  basis: ["item-public-rental"],
  lines: [{ resourceId, items: asked }],
  mode: "query-api",
  untilOn: "2099-12-31",
  systemName: "住房保障系统",
});

async function sent<Body>(client: TestClient, path: string, body: unknown): Promise<Body> {
  const answer = await client.post<Body>(`/api/sharing/${path}`, body);
  assert.ok(answer.status < 300, `${path}: ${answer.text}`);
  return answer.body;
}

export function sharingGround({ hub, person, resource }: Parts): SharingGround {
  const people = new Map<Role, Promise<TestClient>>();
  const asker: SharingGround["asker"] = (role) => {
    const known = people.get(role) ?? hub.as(role, { department: testPolice });
    people.set(role, known);
    return known;
  };
  const steward = () => person("department-steward");
  const user = () => asker("department-user");
  let published: ReturnType<Parts["resource"]> | undefined;
  const resourceId = async () => (await (published ??= resource("published"))).id;
  const application: SharingGround["application"] = async (stage) => {
    const draft = await sent<Application>(await user(), "applications", formOver(await resourceId()));
    return stage === "draft" ? draft : sent(await user(), `applications/${draft.id}/submit`, {});
  };
  const request = requestsOf({ steward, user, person, asker, resourceId, application });
  return {
    asker,
    resourceId,
    application,
    request,
    demand: async (stage) => {
      const demand = await sent<Demand>(await user(), "demands", demandOf);
      if (stage === "registered") return demand;
      const duty = { department: testBureau, note: "请对接" };
      return sent(await person("data-officer"), `demands/${demand.id}/assign`, duty);
    },
    case: async (stage) => {
      const { id } = await request("supplying");
      const isMisuse = stage === "misuse" || stage === "rectified";
      const opened = isMisuse
        ? await sent<Case>(await steward(), `requests/${id}/suspend`, misuse)
        : await sent<Case>(await steward(), `requests/${id}/stop-service`, reason);
      if (stage === "rectified") return sent(await user(), `cases/${opened.id}/rectify`, { text: "已停用并清除" });
      return stage === "consulted" ? sent(await steward(), `cases/${opened.id}/consult`, minutes) : opened;
    },
    dispute: async (stage) => {
      const { id } = await request("refused");
      const opened = await sent<Dispute>(await user(), `requests/${id}/disputes`, { claim: "核验必须要" });
      return stage === "opened" ? opened : sent(await user(), `disputes/${opened.id}/minutes`, minutes);
    },
    correction: async () => sent(await user(), "corrections", errorIn(await resourceId())),
    order: async () => sent(await person("leader"), "orders", orderOf(testBureau)),
  };
}

type Hands = Pick<SharingGround, "asker" | "resourceId" | "application"> &
  Pick<Parts, "person"> & {
    readonly steward: () => Promise<TestClient>;
    readonly user: () => Promise<TestClient>;
  };

function requestsOf(hands: Hands): SharingGround["request"] {
  const { steward, user, person, asker, resourceId, application } = hands;
  const refusal = (basis: string) => ({ kind: "refuse", basis, reason: "超出核验所必需" });
  const answered = async (answer: unknown) => {
    const { id } = await request("answering");
    await sent(await steward(), `requests/${id}/answer`, answer);
    return sent<Request>(await person("sharing-head"), `requests/${id}/answer/sign`, {});
  };
  const grant = async () => ({
    kind: "grant",
    lines: [{ resourceId: await resourceId(), items: asked.map((field) => ({ field })) }],
    untilOn: "2099-06-30",
  });
  const step = async (from: RequestStage, who: () => Promise<TestClient>, act: string, body: unknown) =>
    sent<Request>(await who(), `requests/${(await request(from)).id}/${act}`, body);
  const ways: Readonly<Record<RequestStage, () => Promise<Request>>> = {
    answering: async () => {
      const { id } = await application("signing");
      const signed = await sent<Application>(await asker("sharing-head"), `applications/${id}/sign`, {});
      const answer = await (await user()).get<Request>(`/api/sharing/requests/${signed.requests[0]?.id ?? ""}`);
      assert.equal(answer.status, 200, answer.text);
      return answer.body;
    },
    supplementing: () => step("answering", steward, "supplement/ask", { missing: ["说明核验频次"] }),
    signing: async () => step("answering", steward, "answer", await grant()),
    reviewing: () => answered(refusal("ministry-rule")),
    refused: () => answered(refusal("not-necessary")),
    committing: async () => answered(await grant()),
    supplying: () => step("committing", user, "commitment", { agrees: true }),
    disposing: () => step("supplying", user, "end", reason),
    disposed: () => step("disposing", user, "disposal", receipt),
  };
  const request: SharingGround["request"] = (stage) => ways[stage]();
  return request;
}
