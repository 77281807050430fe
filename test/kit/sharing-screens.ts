import type { Application, Case, Correction, Demand, Dispute, Order } from "#contract/sharing";
import {
  castOf,
  consent,
  formOver,
  grantAnswer,
  housing,
  publishResource,
  registerOthers,
  sendRequests,
  testPolice,
} from "../../server/modules/sharing/test-ground.ts";
import { assignmentOf, type TestHub } from "./hub.ts";

/** Somebody of the police who may do whatever the police and the bureau do: for walking past every form. */
export const everything = [
  assignmentOf("department-steward", { department: testPolice }),
  assignmentOf("sharing-head", { department: testPolice }),
  assignmentOf("data-officer", { department: testPolice }),
  assignmentOf("leader", { department: testPolice }),
];

/** Somebody who asks and signs for the requester. */
export const asking = [
  assignmentOf("department-user", { department: housing }),
  assignmentOf("sharing-head", { department: housing }),
];

async function sent(hub: TestHub, resource: string): Promise<string> {
  const [request] = await sendRequests(await castOf(hub), resource);
  return request?.id ?? "";
}

type Screens = Readonly<Record<string, string>>;

/** Every screen of sharing, each kind of state and form among them: as the provider and the bureau, and as who asks. */
export async function sharingScreens(hub: TestHub): Promise<{ readonly provider: Screens; readonly asker: Screens }> {
  await registerOthers(hub);
  const conditional = await publishResource(hub, { name: "居住证签发信息", shareClass: "conditional" });
  const cast = await castOf(hub);
  const today = new Date().toISOString().slice(0, 10);
  const minutes = { heldOn: today, attendees: ["测试甲", "测试乙"], opinion: "各自说明了理由。" };
  const answering = await sent(hub, conditional);
  const signing = await sent(hub, conditional);
  await cast.steward.post(`/api/sharing/requests/${signing}/answer`, grantAnswer(conditional));
  const committing = await sent(hub, conditional);
  await consent(cast, committing, conditional);
  const using = await sent(hub, conditional);
  await consent(cast, using, conditional);
  await cast.user.post(`/api/sharing/requests/${using}/commitment`, { agrees: true });
  const misused = await sent(hub, conditional);
  await consent(cast, misused, conditional);
  await cast.user.post(`/api/sharing/requests/${misused}/commitment`, { agrees: true });
  const opened = await cast.steward.post<Case>(`/api/sharing/requests/${misused}/suspend`, {
    misuse: "other-purpose",
    reason: "查询了非申请人。",
    evidence: [1, 2],
    rectifyBy: "2099-12-31",
  });
  const ending = await sent(hub, conditional);
  await consent(cast, ending, conditional);
  await cast.user.post(`/api/sharing/requests/${ending}/commitment`, { agrees: true });
  await cast.user.post(`/api/sharing/requests/${ending}/end`, { reason: "项目结束。" });
  const dispute = await cast.user.post<Dispute>(`/api/sharing/requests/${committing}/disputes`, {
    claim: "少给了一项。",
  });
  await cast.user.post(`/api/sharing/disputes/${dispute.body.id}/minutes`, minutes);
  const correction = await cast.user.post<Correction>("/api/sharing/corrections", {
    resourceId: conditional,
    field: "months",
    key: "P-1",
    found: "6",
    evidence: "证件不符。",
  });
  const order = await cast.leader.post<Order>("/api/sharing/orders", {
    title: "一周内打通居住证核验",
    content: "按期供给。",
    lead: testPolice,
    helpers: [housing],
    dueOn: "2099-12-31",
  });
  const demand = await cast.user.post<Demand>("/api/sharing/demands", { need: "需要居住证有效月数" });
  const draft = await cast.user.post<Application>("/api/sharing/applications", formOver(conditional));
  const waiting = await cast.user.post<Application>("/api/sharing/applications", formOver(conditional));
  await cast.user.post(`/api/sharing/applications/${waiting.body.id}/submit`, {});
  await cast.officer.post("/api/sharing/violation-rules/run");
  const requests = "/sharing/requests";
  return {
    provider: {
      "sharing-inbox": `${requests}?side=received`,
      "sharing-requests-none": `${requests}?q=zzzz`,
      "sharing-request-answering": `${requests}/${answering}`,
      "sharing-answer-form": `${requests}/${answering}?do=draft-answer`,
      "sharing-supplement-form": `${requests}/${answering}?do=ask-supplement`,
      "sharing-request-signing": `${requests}/${signing}`,
      "sharing-request-using": `${requests}/${using}`,
      "sharing-suspend-form": `${requests}/${using}?do=suspend`,
      "sharing-request-absent": `${requests}/00000000-0000-7000-8000-000000000000`,
      "sharing-demands": "/sharing/demands",
      "sharing-demand": `/sharing/demands/${demand.body.id}?do=match`,
      "sharing-cases": "/sharing/cases",
      "sharing-case": `/sharing/cases/${opened.body.id}`,
      "sharing-case-end": `/sharing/cases/${opened.body.id}?do=end`,
      "sharing-disputes": "/sharing/disputes",
      "sharing-dispute": `/sharing/disputes/${dispute.body.id}?do=record-minutes`,
      "sharing-corrections": "/sharing/corrections",
      "sharing-correction": `/sharing/corrections/${correction.body.id}?do=answer`,
      "sharing-orders": "/sharing/orders",
      "sharing-order": `/sharing/orders/${order.body.id}?do=split`,
      "sharing-order-report": `/sharing/orders/${order.body.id}?do=report`,
      "sharing-order-new": "/sharing/orders/new",
      "sharing-findings": "/sharing/findings",
      "sharing-rules": "/sharing/findings/rules",
      "sharing-report": "/sharing/report",
      "sharing-notices": "/sharing/notices",
      "sharing-basis": "/sharing/basis",
      "sharing-basis-new": "/sharing/basis?open=new",
      "sharing-settings": `/sharing/settings?open=${testPolice}`,
      "home-with-sharing": "/",
    },
    asker: {
      "sharing-need": "/sharing",
      "sharing-need-found": "/sharing?need=居住证签发",
      "sharing-need-nothing": "/sharing?need=zzzz&do=register",
      "sharing-basket": "/sharing/basket",
      "sharing-applications": "/sharing/applications",
      "sharing-application-items": `/sharing/applications/${draft.body.id}`,
      "sharing-application-basis": `/sharing/applications/${draft.body.id}?step=basis`,
      "sharing-application-terms": `/sharing/applications/${draft.body.id}?step=terms`,
      "sharing-application-check": `/sharing/applications/${draft.body.id}?step=check`,
      "sharing-application-signing": `/sharing/applications/${waiting.body.id}`,
      "sharing-commit": `${requests}/${committing}?do=commit`,
      "sharing-record-use": `${requests}/${using}?do=record-use`,
      "sharing-disposing": `${requests}/${ending}?do=dispose`,
      "sharing-use-records": "/sharing/use-records",
      "sharing-correction-new": `/sharing/corrections/new?resource=${conditional}&field=months&key=P-1`,
      "sharing-correction-pick": "/sharing/corrections/new",
      "resource-to-use": `/catalog/${conditional}`,
    },
  };
}
