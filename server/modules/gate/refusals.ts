import type { Refusal } from "#contract/gate";
import type { Bilingual } from "#contract/text";
import { fill, Problem, type ProblemDefinition, problemTable } from "#kernel/problem";

interface Row {
  readonly status: number;
  /** The rule that was broken, as a sentence with `{fact}` places. */
  readonly rule: Bilingual;
  readonly who: Bilingual;
  readonly how: Bilingual;
}

const requester = {
  zh: "本部门共享工作机构负责人，由数据提供部门答复",
  en: "your department's head of sharing, answered by the providing department",
};
const provider = { zh: "数据提供部门", en: "the providing department" };
const caller = { zh: "调用的一方", en: "the caller" };
const bureau = { zh: "政务数据共享主管部门", en: "the data bureau" };

const apply = {
  zh: "请在共享申请里说明用途和所需数据项，经负责人签批后提交。",
  en: "Apply for it with purpose and items; your head of sharing signs the application.",
};

/** Every refusal of the gate: the rule, who can change it, and how. The same rows answer "why can't I?". */
const table = {
  "not-signed-in": {
    status: 401,
    rule: {
      zh: "凭证缺失、已失效或不是本平台签发的",
      en: "The credential is missing, has ended or was not issued here",
    },
    who: caller,
    how: {
      zh: "请用本部门的系统接入凭证向 /api/identity/token 重新领取令牌。",
      en: "Get a new token from /api/identity/token with your department's service client.",
    },
  },
  "too-many-strangers": {
    status: 429,
    rule: {
      zh: "这个网络地址用无效凭证调用的次数过多，{retryAfterSeconds} 秒后再试",
      en: "This address has called too often without a valid credential; try again in {retryAfterSeconds} seconds",
    },
    who: caller,
    how: { zh: "请先领取有效令牌。", en: "Get a valid token first." },
  },
  "no-department": {
    status: 403,
    rule: {
      zh: "调用方没有代表任何部门，数据只共享给部门",
      en: "The caller acts for no department; data is shared with departments",
    },
    who: { zh: "安全管理员", en: "the security administrator" },
    how: {
      zh: "请用部门的系统接入凭证，或请安全管理员授予部门角色。",
      en: "Use a department's service client, or be given a role in a department.",
    },
  },
  "role-not-allowed": {
    status: 403,
    rule: { zh: "您现在的身份不能调用数据", en: "Your roles do not allow to call data" },
    who: { zh: "安全管理员", en: "the security administrator" },
    how: {
      zh: "调用数据需要部门用数人员、数据管理员或共享负责人的角色。",
      en: "It takes a role as department user, steward or head of sharing.",
    },
  },
  "resource-unknown": {
    status: 404,
    rule: {
      zh: "没有代码为“{resource}”的数据资源，或它没有发布",
      en: "There is no resource {resource}, or it is not published",
    },
    who: caller,
    how: {
      zh: "请到数据目录核对资源代码；找不到的，可以登记需求。",
      en: "Check the code in the catalog; where nothing fits, register a demand.",
    },
  },
  "resource-withdrawn": {
    status: 410,
    rule: { zh: "资源“{name}”已撤回，不再提供", en: "Resource “{name}” has been withdrawn and is no longer supplied" },
    who: provider,
    how: {
      zh: "请联系提供部门，或在目录里寻找替代资源。",
      en: "Ask the provider, or look for another resource in the catalog.",
    },
  },
  "not-released": {
    status: 403,
    rule: {
      zh: "资源“{name}”的数据来自数据专区“{zone}”，还没有放行",
      en: "The rows of “{name}” came out of data zone “{zone}” and have not been released",
    },
    who: { zh: "数据提供部门的共享工作机构负责人", en: "the providing department's head of sharing" },
    how: {
      zh: "请联系提供部门放行；放行后按原授权即可调用，不用重新申请。",
      en: "Ask the provider to release them; your grant then serves as it is.",
    },
  },
  "no-grant": {
    status: 403,
    rule: { zh: "{department}没有使用“{name}”的授权", en: "{department} holds no grant for “{name}”" },
    who: requester,
    how: apply,
  },
  "grant-unknown": {
    status: 404,
    rule: { zh: "{department}没有编号为 {grant} 的授权", en: "{department} has no grant {grant}" },
    who: requester,
    how: {
      zh: "授权只能由被授权的部门使用；请核对编号，本部门的授权见授权清单。",
      en: "A grant serves only the department it was given to; check the number in the list of grants.",
    },
  },
  "which-grant": {
    status: 409,
    rule: {
      zh: "本部门对“{name}”有多项用途不同的授权：{grants}",
      en: "Your department holds several grants for “{name}”: {grants}",
    },
    who: caller,
    how: {
      zh: "请用请求头 Weir-Grant 写明这次按哪一项使用。",
      en: "Say with the header Weir-Grant under which one this call is made.",
    },
  },
  "grant-prepared": {
    status: 403,
    rule: {
      zh: "授权 {grant} 已同意，但数据安全使用承诺还没有签",
      en: "Grant {grant} is agreed, but the use commitment is not signed",
    },
    who: { zh: "本部门共享工作机构负责人", en: "your department's head of sharing" },
    how: { zh: "签署使用承诺后立即生效。", en: "It takes effect as soon as the commitment is signed." },
  },
  "grant-not-yet": {
    status: 403,
    rule: { zh: "授权 {grant} 从 {from} 起生效，今天还不能用", en: "Grant {grant} begins on {from}" },
    who: provider,
    how: { zh: "请在生效日之后调用；要提前的，请申请变更。", en: "Call from that day on, or ask for a change." },
  },
  "grant-expired": {
    status: 403,
    rule: { zh: "授权 {grant} 已于 {until} 到期", en: "Grant {grant} ran out on {until}" },
    who: requester,
    how: {
      zh: "要继续使用，请申请续期；不再使用的，请办理数据处置。",
      en: "Apply for a renewal, or record how the data was disposed of.",
    },
  },
  "grant-suspended": {
    status: 403,
    rule: { zh: "授权 {grant} 已暂停：{reason}", en: "Grant {grant} is suspended: {reason}" },
    who: { zh: "作出暂停的提供部门或主管部门", en: "the provider or bureau that suspended it" },
    how: { zh: "请先整改并提交说明，由对方恢复。", en: "Mend what was found and say so; they resume it." },
  },
  "grant-ended": {
    status: 403,
    rule: { zh: "授权 {grant} 已终止：{reason}", en: "Grant {grant} has ended: {reason}" },
    who: requester,
    how: { zh: "确有需要的，请重新申请。", en: "Apply anew if it is needed." },
  },
  "client-not-named": {
    status: 403,
    rule: {
      zh: "授权 {grant} 只给指定的系统接入凭证使用，{client} 不在其中",
      en: "Grant {grant} names other service clients than {client}",
    },
    who: requester,
    how: { zh: "请用授权写明的凭证，或申请变更使用系统。", en: "Use a client the grant names, or ask for a change." },
  },
  "mode-not-granted": {
    status: 403,
    rule: { zh: "授权 {grant} 不含“{mode}”方式", en: "Grant {grant} does not include the mode {mode}" },
    who: requester,
    how: { zh: "请用授权写明的方式，或申请变更共享方式。", en: "Use a mode the grant names, or ask for a change." },
  },
  "zone-not-granted": {
    status: 403,
    rule: {
      zh: "授权 {grant} 限从{zones}调用，这次来自{zone}",
      en: "Grant {grant} is for calls from {zones}; this one comes from {zone}",
    },
    who: requester,
    how: {
      zh: "请从授权写明的网络区域调用，或申请变更。",
      en: "Call from a zone the grant names, or ask for a change.",
    },
  },
  "item-unknown": {
    status: 400,
    rule: { zh: "资源“{name}”没有数据项 {items}", en: "Resource “{name}” has no item {items}" },
    who: caller,
    how: {
      zh: "请核对字段名；可用的数据项见本资源的 schema。",
      en: "Check the name; the items granted stand in the resource's schema.",
    },
  },
  "item-not-granted": {
    status: 403,
    rule: { zh: "授权 {grant} 不含数据项 {items}", en: "Grant {grant} does not include {items}" },
    who: requester,
    how: { zh: "只调取已授权的数据项，或申请增加。", en: "Ask for granted items only, or apply for more." },
  },
  "filter-on-masked": {
    status: 403,
    rule: {
      zh: "数据项 {items} 是脱敏提供的，不能拿来筛选",
      en: "{items} is delivered masked and cannot be filtered by",
    },
    who: provider,
    how: { zh: "请按主键或未脱敏的数据项筛选。", en: "Filter by the key or by items that are not masked." },
  },
  "filter-widens": {
    status: 403,
    rule: {
      zh: "筛选条件“{item} = {value}”超出授权 {grant} 的数据范围",
      en: "The filter “{item} = {value}” goes beyond the rows of grant {grant}",
    },
    who: requester,
    how: {
      zh: "筛选只能缩小范围；要扩大的，请申请变更授权范围。",
      en: "A filter may only narrow; to widen, ask for a change of scope.",
    },
  },
  "value-wrong": {
    status: 400,
    rule: { zh: "“{item}”的值不对：{why}", en: "The value for {item} is wrong: {whyEn}" },
    who: caller,
    how: { zh: "请按数据项的类型改正。", en: "Correct it to the type of the item." },
  },
  "no-key": {
    status: 400,
    rule: { zh: "每个主键都要写全：{items}", en: "Every key names all of: {items}" },
    who: caller,
    how: {
      zh: "资源没有主键的，请用带条件的列表查询。",
      en: "Where the resource has no key, use the list with filters.",
    },
  },
  "cursor-outdated": {
    status: 409,
    rule: {
      zh: "翻页期间数据已重新归集，原来的位置不再有效",
      en: "The data was loaded anew since the last page; its place is no longer valid",
    },
    who: caller,
    how: { zh: "请从第一页重新读取。", en: "Begin again with the first page." },
  },
  "rate-exceeded": {
    status: 429,
    rule: { zh: "超过授权 {grant} 每秒 {limit} 次的频率", en: "Over the rate of {limit} a second of grant {grant}" },
    who: requester,
    how: {
      zh: "请在 {retryAfterSeconds} 秒后重试；长期不够用的，申请变更频率。",
      en: "Try again in {retryAfterSeconds} s; ask for a higher rate if it never suffices.",
    },
  },
  "quota-exceeded": {
    status: 429,
    rule: {
      zh: "授权 {grant} {period}的 {limit} 条用量已用完",
      en: "Grant {grant} has used up its {limit} records of {periodEn}",
    },
    who: requester,
    how: { zh: "请等下一周期，或申请变更用量。", en: "Wait for the next period, or ask for a larger quota." },
  },
  preparing: {
    status: 503,
    rule: {
      zh: "“{name}”的数据还没有归集，或正在准备服务表",
      en: "“{name}” has not been loaded yet, or its serving table is being made",
    },
    who: bureau,
    how: {
      zh: "请稍候几秒重试；一直如此的，请联系提供部门归集数据。",
      en: "Try again in a few seconds; if it persists ask the provider to load the data.",
    },
  },
  "export-not-ready": {
    status: 409,
    rule: { zh: "文件还没有生成好（{state}）", en: "The file is not ready ({state})" },
    who: caller,
    how: { zh: "请等任务完成后再下载。", en: "Wait until its job has ended." },
  },
  "export-expired": {
    status: 410,
    rule: { zh: "文件已过保存期，已删除", en: "The file has passed its time and was deleted" },
    who: caller,
    how: { zh: "仍有授权的，请重新生成。", en: "Make it again while the grant lasts." },
  },
} as const satisfies Readonly<Record<string, Row>>;

export type RefusalCode = keyof typeof table;
export type Facts = Readonly<Record<string, string | number>>;

export const refusalProblems = problemTable(
  "gate",
  Object.fromEntries(
    Object.entries<Row>(table).map(([code, { status, rule, how }]) => [
      code,
      { status, zh: `${rule.zh}。${how.zh}`, en: `${rule.en}. ${how.en}` },
    ]),
  ),
) as Readonly<Record<RefusalCode, ProblemDefinition>>;

/** A decision against a call. */
export interface Denial {
  readonly code: RefusalCode;
  readonly facts: Facts;
}

export const deny = (code: RefusalCode, facts: Facts = {}): Denial => ({ code, facts });

export const denialProblem = ({ code, facts }: Denial): Problem => new Problem(refusalProblems[code], { ...facts });

export function refusalOf({ code, facts }: Denial): Refusal {
  const row: Row = table[code];
  const told = (text: Bilingual): Bilingual => ({ zh: fill(text.zh, facts), en: fill(text.en, facts) });
  return { code: `gate.${code}`, rule: told(row.rule), who: row.who, how: told(row.how) };
}
