import type { Catalog } from "#catalog";
import type { Clock } from "#clock";
import type { Gate } from "#gate";
import type { Identity } from "#identity";
import { addDays } from "#contract/clock-days";
import { newRequestId } from "#kernel/id";
import type { Actor, Call } from "#kernel/call";
import type { SampleManifest } from "#sample";
import type { Sharing } from "#sharing";
import type { Cast } from "./people.ts";
import { momentsBefore } from "./moments.ts";
import { type Story, stories } from "./sharing-stories.ts";

interface SharingSample {
  readonly sharing: Pick<Sharing, "life">;
  readonly catalog: Catalog;
  readonly clock: Clock;
  readonly identity: Identity;
  readonly gate: Pick<Gate, "grantsOf" | "lookUp">;
}

/**
 * Requests in every state, with clocks that began in the past: the acts of the sharing module in the names of the sample's
 * people, each on its day. Done once; a set-up that was killed in the middle leaves fewer stories, not broken ones.
 */
export async function playSharing(
  deps: SharingSample,
  call: Call,
  manifest: SampleManifest,
  casts: ReadonlyMap<string, Cast>,
): Promise<void> {
  const done = await deps.sharing.life.applications(call);
  if (done > 0) return;
  const stage = await openStage(deps, call, manifest, casts);
  for (const story of stories) await play(stage, story);
  await otherFiles(stage);
  await deps.clock.tick(call);
  await deps.sharing.life.runRules(call);
}

interface Stage extends SharingSample {
  /** A call by this person so many days ago, in office hours. */
  at(daysAgo: number, actor: Actor): Call;
  castOf(key: string): Cast;
  castByCode(code: string): Cast;
  codeOf(key: string): string;
  /** Resource with items, by its name. */
  resource(
    name: string,
  ): Promise<{ id: string; department: string; items: { field: string; isKey: boolean; name: { zh: string } }[] }>;
  readonly leader: Actor;
  readonly today: string;
}

async function openStage(
  deps: SharingSample,
  call: Call,
  manifest: SampleManifest,
  casts: ReadonlyMap<string, Cast>,
): Promise<Stage> {
  const codes = new Map(manifest.departments.map((one) => [one.key, one.code]));
  const castByCode = (code: string): Cast => {
    const cast = casts.get(code);
    if (!cast) throw new Error(`Department ${code} has no people.`);
    return cast;
  };
  const codeOf = (key: string): string => {
    const code = codes.get(key);
    if (code === undefined) throw new Error(`The sample has no department ${key}.`);
    return code;
  };
  const leaderLogin = manifest.demoPeople.find((person) => person.role === "leader")?.login ?? "";
  const { token } = await deps.identity.sessionFor(call, leaderLogin);
  const moments = momentsBefore(call.now);
  return {
    ...deps,
    leader: await deps.identity.authenticate(call, { cookie: token }),
    today: moments.today,
    codeOf,
    castOf: (key) => castByCode(codeOf(key)),
    castByCode,
    at: (daysAgo, actor) => ({ ...call, actor, now: moments.next(daysAgo), requestId: newRequestId() }),
    async resource(name) {
      const found = await deps.catalog.find(call, name);
      if (!found) throw new Error(`The sample has no resource ${name}.`);
      return { id: found.id, department: found.department, items: [...found.items] };
    },
  };
}

/** One application from its first line to where the story leaves it. */
async function play(stage: Stage, story: Story): Promise<void> {
  const { life } = stage.sharing;
  const asker = stage.castOf(story.asker);
  const resource = await stage.resource(story.resource);
  const items = resource.items.slice(0, 6).map((item) => item.field);
  const started = await life.createApplication(stage.at(story.daysAgo + 1, asker.steward), {
    title: story.title,
    scene: story.scene,
    purpose: story.purpose,
    basis: [...story.basis],
    lines: [{ resourceId: resource.id, items, scope: [] }],
    mode: "query-api",
    dailyCalls: 200,
    untilOn: addDays(stage.today, 365),
    zone: "government-extranet",
    systemName: `${story.title}系统（示例）`,
  });
  if (story.until === "draft") return;
  await life.submit(stage.at(story.daysAgo + 1, asker.steward), started.id);
  if (story.until === "to-sign") return;
  const signed = await life.sign(stage.at(story.daysAgo, asker.head), started.id);
  const [request] = signed.requests;
  if (request)
    await answer(stage, story, { id: request.id, provider: resource.department, resourceId: resource.id, items });
}

interface Sent {
  readonly id: string;
  readonly provider: string;
  readonly resourceId: string;
  readonly items: readonly string[];
}

/** The provider's side, as far as the story goes. */
async function answer(stage: Stage, story: Story, sent: Sent): Promise<void> {
  const { life } = stage.sharing;
  const { id } = sent;
  const asker = stage.castOf(story.asker);
  const provider = stage.castByCode(sent.provider);
  const { until, daysAgo } = story;
  if (until === "answering") return;
  const soon = Math.max(0, daysAgo - 2);
  await life.claim(stage.at(soon, provider.steward), id);
  if (until === "supplementing") {
    await life.askSupplement(stage.at(soon, provider.steward), id, ["说明每天大约核验多少件", "补充经办处室和联系人"]);
    return;
  }
  if (until === "extension") {
    const extension = { workingDays: 10, reason: "业务系统本周割接，接口暂停" };
    await life.askExtension(stage.at(soon, provider.steward), id, extension);
    return;
  }
  if (until === "refused" || until === "dispute" || until === "reviewing") return refuse(stage, story, sent);
  await life.draftAnswer(stage.at(soon, provider.steward), id, {
    kind: "grant",
    lines: [
      { resourceId: sent.resourceId, items: sent.items.map((field) => ({ field, mask: null, reason: "" })), scope: [] },
    ],
    conditions: "",
    untilOn: addDays(stage.today, 300),
    ratePerSecond: null,
    quotaPerDay: 10_000,
  });
  if (until === "signing") return;
  await life.signAnswer(stage.at(Math.max(0, daysAgo - 4), provider.head), id);
  if (until === "committing") return;
  await life.commit(stage.at(Math.max(0, daysAgo - 6), asker.steward), id, {});
  await afterwards(stage, story, sent);
  if (story.uses > 0) await useIt(stage, story, sent);
}

const atOnce = 25;

/**
 * Real look-ups through the gate, a few rows each, spread over the time since the grant, more of them lately: what the
 * rivers of the map, use records and statistics are made of.
 */
async function useIt(stage: Stage, { asker, daysAgo, uses }: Story, { id, resourceId }: Sent): Promise<void> {
  const { steward } = stage.castOf(asker);
  const [grant] = await stage.gate.grantsOf(stage.at(0, steward), { request: { module: "sharing", id } });
  if (!grant) return;
  const days = daysAgo - 7;
  const once = (use: number) => {
    // The square crowds them towards today; the last one is still days old, so that nothing seems to be going on now.
    const ago = Math.round(2 + days * (1 - (use + 0.5) / uses) ** 2);
    return stage.gate.lookUp(stage.at(ago, steward), { resource: resourceId, grant: grant.id, limit: 1 + (use % 5) });
  };
  // The first makes the serving table; the others share what one durable write of the ledger costs.
  await once(0);
  for (let from = 1; from < uses; from += atOnce)
    await Promise.all(Array.from({ length: Math.min(atOnce, uses - from) }, (_, at) => once(from + at)));
}

async function refuse(stage: Stage, { until, daysAgo, asker }: Story, { id, provider }: Sent): Promise<void> {
  const { life } = stage.sharing;
  const { steward, head } = stage.castByCode(provider);
  const basis = until === "reviewing" ? "ministry-rule" : "not-necessary";
  const reason =
    until === "reviewing" ? "上级部委有规定，数据不得提供给其他部门" : "申请的数据项超出核验所必需，已有其他途径核验";
  await life.draftAnswer(stage.at(Math.max(0, daysAgo - 5), steward), id, { kind: "refuse", basis, reason });
  await life.signAnswer(stage.at(Math.max(0, daysAgo - 6), head), id);
  if (until !== "dispute") return;
  const own = stage.castOf(asker);
  const dispute = await life.openDispute(
    stage.at(daysAgo - 10, own.steward),
    id,
    "入学核验必须核对房产权属，没有其他途径",
  );
  await life.recordMinutes(stage.at(daysAgo - 14, own.steward), dispute.id, {
    heldOn: addDays(stage.today, 14 - daysAgo),
    place: "示例市政务服务中心",
    attendees: [own.steward.name, steward.name],
    opinion: "双方对数据项范围意见不一致，提请主管部门协调",
  });
}

async function afterwards(stage: Stage, { until, daysAgo, asker }: Story, { id, provider }: Sent): Promise<void> {
  const { life } = stage.sharing;
  const own = stage.castOf(asker);
  if (until === "suspended") {
    const misuse = {
      misuse: "beyond-scope" as const,
      reason: "抽查发现查询了非申请人的房产",
      evidence: [],
      rectifyBy: addDays(stage.today, 5),
    };
    await life.suspend(stage.at(5, stage.castByCode(provider).steward), id, misuse);
    return;
  }
  if (until !== "disposing" && until !== "closed") return;
  await life.recordUse(stage.at(daysAgo - 30, own.steward), id, {
    fromOn: addDays(stage.today, 10 - daysAgo),
    untilOn: addDays(stage.today, 30 - daysAgo),
    scene: "窗口受理时核验",
    process: "由业务系统按申请人逐件查询，不批量导出",
    effect: "申请人少交一份证明，核验由三天减为当场",
    storage: "只保存核验结果，不保存返回的数据",
    destruction: "无",
  });
  await life.end(stage.at(35, own.steward), id, "项目已结束，共享目的已实现");
  if (until === "disposing") return;
  const receipt = {
    method: "删除核验结果缓存表",
    systems: "住房保障系统（示例）",
    witness: "测试",
    disposedOn: addDays(stage.today, -30),
  };
  await life.dispose(stage.at(30, own.steward), id, receipt);
  await life.confirmDisposal(stage.at(28, stage.castByCode(provider).steward), id);
}

/** Demands, corrections and an order: what stands beside requests on the desk. */
async function otherFiles(stage: Stage): Promise<void> {
  const { life } = stage.sharing;
  const { steward } = stage.castOf("zhujianju");
  const { officer } = stage.castOf("shujuju");
  await life.registerDemand(stage.at(2, steward), {
    need: "需要外来务工人员连续缴纳住房公积金的月数",
    scene: "公租房资格核验",
  });
  const matched = await life.registerDemand(stage.at(9, stage.castOf("jiaoyuju").steward), {
    need: "需要核对随迁子女父母的居住登记",
    scene: "入学报名",
  });
  const permits = await stage.resource("居住证签发信息");
  await life.matchDemand(stage.at(7, officer), matched.id, { resources: [permits.id], note: "按目录申请即可" });
  const assigned = await life.registerDemand(stage.at(15, stage.castOf("minzhengju").steward), {
    need: "需要残疾人证信息用于补贴核对",
    scene: "困难残疾人生活补贴",
  });
  await life.assignDemand(stage.at(14, officer), assigned.id, {
    department: stage.codeOf("weijianwei"),
    note: "请核实是否掌握，并编制目录",
  });
  const people = await stage.resource("实有人口基本信息");
  const field = people.items.find((item) => !item.isKey)?.field ?? people.items[0]?.field ?? "";
  const wrong = {
    resourceId: people.id,
    field,
    key: "示例记录 1",
    found: "示例错值",
    right: "示例正值",
    evidence: "本人持有效证件到窗口核对",
  };
  const old = await life.reportError(stage.at(30, steward), wrong);
  await life.answerCorrection(stage.at(24, stage.castOf("gongan").steward), old.id, {
    isCorrected: true,
    text: "经核实，登记系统已更正",
  });
  await life.reportError(stage.at(4, steward), { ...wrong, key: "示例记录 2" });
  await life.issueOrder(stage.at(6, stage.leader), {
    title: "居住证一次办好：打通八部门数据",
    content: "围绕居住证申领“跑零次”，牵头部门逐项对接社保、不动产、学籍、租住数据，逾期的说明原因。",
    lead: stage.codeOf("gongan"),
    helpers: [stage.codeOf("rensheju"), stage.codeOf("jiaoyuju"), stage.codeOf("zhujianju")],
    dueOn: addDays(stage.today, 12),
    level: "blue",
    subject: null,
  });
}
