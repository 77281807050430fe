import type { ViolationRule } from "#contract/sharing";
import type { Bilingual } from "#contract/text";

type Rule = Pick<ViolationRule, "id" | "article" | "side" | "title" | "method" | "threshold" | "thresholdUnit">;

const days: Bilingual = { zh: "天", en: "days" };
const times: Bilingual = { zh: "次", en: "times" };
const items: Bilingual = { zh: "项", en: "items" };
const departments: Bilingual = { zh: "个部门", en: "departments" };

function rule(
  id: string,
  side: Rule["side"],
  title: [string, string],
  method: [string, string],
  threshold: [number, Bilingual] | null = null,
): Rule {
  const [number, item] = id.split("-");
  const numerals = "一二三四五六七八九";
  return {
    id,
    side,
    article: `第${number === "39" ? "三十九" : number === "40" ? "四十" : "四十一"}条第（${numerals[Number(item) - 1] ?? item}）项`,
    title: { zh: title[0], en: title[1] },
    method: { zh: method[0], en: method[1] },
    threshold: threshold?.[0] ?? null,
    thresholdUnit: threshold?.[1] ?? null,
  };
}

/**
 * The sixteen concrete violations of Order 809 art. 39–41 (each article's last item is a catch-all and no rule). A finding
 * is a lead with its evidence, not a verdict: the department explains, the bureau decides.
 */
export const violationRules: readonly Rule[] = [
  rule(
    "39-1",
    "provider",
    ["未按照要求编制或者更新政务数据目录", "Catalog not made or not updated"],
    [
      "目录更新承诺逾期；或数据已归集满期限仍没有发布目录",
      "An overdue catalog clock, or data loaded long ago and never published",
    ],
    [30, days],
  ),
  rule(
    "39-2",
    "provider",
    ["擅自增设条件等方式阻碍、影响共享", "Hindering sharing by conditions of one's own"],
    [
      "拒绝依据被主管部门退回的次数。附加目录没有列明的条件，平台当场不收，不会留到这里",
      "Refusals returned by the bureau; conditions the catalog does not list are not accepted in the first place",
    ],
    [1, times],
  ),
  rule(
    "39-3",
    "provider",
    ["未配合数源部门及时完善更新数据", "Authoritative data not kept current"],
    [
      "持有另有数源的数据项，本部门的资源超过更新周期仍未更新。账本只看得出没有更新，看不出数源部门是否要求过配合，须由部门说明",
      "Holds items that have another source, and its own data is older than its cycle. That the source asked for help is not on the ledger: the department explains",
    ],
    [7, days],
  ),
  rule(
    "39-4",
    "provider",
    ["未按时答复申请或者未按时共享数据", "Not answering or supplying in time"],
    [
      "答复、供给承诺逾期未办、逾期办结或逾期后撤销；需求部门逾期才签使用承诺的不算。有无正当理由由部门说明",
      "Answer and supply clocks overdue, met late or dropped when overdue; not where the requester signed the commitment after the day",
    ],
  ),
  rule(
    "39-5",
    "provider",
    ["未按照规定向下级部门回流数据", "Data not returned to the lower level"],
    [
      "下级部门的申请，上级部门不同意或逾期。申请的行是否属于下级本行政区域，账本看不出，由主管部门认定",
      "A lower department's request refused or overdue. Whether the rows are of its own region is for the bureau to see",
    ],
  ),
  rule(
    "39-6",
    "provider",
    ["收到校核申请后未按时核实、更正", "Corrections not verified in time"],
    ["校核承诺逾期未办、逾期办结或逾期后撤销", "Correction clocks overdue, met late or dropped when overdue"],
  ),
  rule(
    "39-7",
    "provider",
    ["擅自终止或者变更已提供的共享服务", "Service stopped or altered without consultation"],
    [
      "提供部门在授权清单里直接暂停、终止，而没有处置案卷（协商、备案）。授权内容只能随申请变更，不会被单方改动",
      "The provider suspended or ended a grant at the gate without a case of consultation and filing. Terms change with applications only",
    ],
  ),
  rule(
    "39-8",
    "provider",
    ["未按照规定将已建设的数据平台纳入一体化体系", "Platform not joined to the integrated system"],
    [
      "目录已发布满期限，本节点仍取不到数据。平台是否已纳入一体化体系，账本看不出，由主管部门认定",
      "Published long ago and still no data at this node. Whether a platform has joined is not on the ledger: the bureau decides",
    ],
    [60, days],
  ),
  rule(
    "40-1",
    "requester",
    ["重复收集可以通过共享获取的数据", "Collecting again what can be shared"],
    [
      "自有资源里出现别的部门是数源的数据项，且该数源资源已发布",
      "Own resources hold items whose authoritative source is another's published resource",
    ],
    [3, items],
  ),
  rule(
    "40-2",
    "requester",
    ["擅自超出使用范围、共享目的使用", "Use beyond scope or purpose"],
    [
      "一个月内超出授权（资源、数据项、方式、网络、行范围、期限）被拒绝的调用次数；或已立案的超范围、改变目的使用",
      "Calls beyond a grant refused in a calendar month, or misuse cases of that kind",
    ],
    [20, times],
  ),
  rule(
    "40-3",
    "requester",
    ["擅自将共享获取的数据提供给第三方", "Giving shared data to a third party"],
    [
      "已立案的提供给第三方。离开平台以后的去向账本看不见，靠举报、水印追踪立案",
      "Misuse cases of that kind: what happens outside the hub is not on the ledger",
    ],
  ),
  rule(
    "40-4",
    "requester",
    ["共享目的已实现等情形未按要求处置数据", "Data not disposed of when the purpose has ended"],
    ["处置承诺逾期未办、逾期办结或逾期后撤销", "Disposal clocks overdue, met late or dropped when overdue"],
  ),
  rule(
    "40-5",
    "requester",
    ["未按照规定保存使用记录", "Use records not kept"],
    [
      "取用过数据，满期限没有登记使用情况；停用以后仍然算",
      "Rows were taken and no use was recorded for so long, also after the use has ended",
    ],
    [90, days],
  ),
  rule(
    "40-6",
    "requester",
    ["未履行安全管理责任", "Not keeping the data safely"],
    [
      "已立案的安全管理不到位；或限期整改逾期未办、逾期办结、逾期后终止",
      "Misuse cases of that kind, or rectification overdue, late or never done",
    ],
  ),
  rule(
    "41-1",
    "bureau",
    ["未按照规定明确数源部门", "Authoritative source not decided"],
    ["多个部门都在收集同一数据元，而没有明确数源", "Several departments collect an element and none is its source"],
    [4, departments],
  ),
  rule(
    "41-2",
    "bureau",
    ["未按照规定协调处理共享争议", "Dispute not coordinated"],
    ["争议协调承诺逾期未办、逾期办结或逾期后撤销", "Dispute clocks overdue, met late or dropped when overdue"],
  ),
];
