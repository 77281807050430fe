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
    ["拒绝依据被主管部门退回的次数", "Refusals returned by the bureau"],
    [1, times],
  ),
  rule(
    "39-3",
    "provider",
    ["未配合数源部门及时完善更新数据", "Authoritative data not kept current"],
    ["作为数源的资源超过更新周期仍未更新", "An authoritative resource older than its cycle, and by how much more"],
    [7, days],
  ),
  rule(
    "39-4",
    "provider",
    ["未按时答复申请或者未按时共享数据", "Not answering or supplying in time"],
    ["答复、供给承诺逾期未办或逾期办结", "Answer and supply clocks overdue or met late"],
  ),
  rule(
    "39-5",
    "provider",
    ["未按照规定向下级部门回流数据", "Data not returned to the lower level"],
    [
      "下级部门要本行政区域的数据，上级部门不同意或逾期",
      "A lower department's request for its own region's data refused or overdue",
    ],
  ),
  rule(
    "39-6",
    "provider",
    ["收到校核申请后未按时核实、更正", "Corrections not verified in time"],
    ["校核承诺逾期未办或逾期办结", "Correction clocks overdue or met late"],
  ),
  rule(
    "39-7",
    "provider",
    ["擅自终止或者变更已提供的共享服务", "Service stopped or altered without consultation"],
    [
      "授权被暂停、终止，而没有处置案卷（协商、备案）",
      "A grant suspended or ended without a case of consultation and filing",
    ],
  ),
  rule(
    "39-8",
    "provider",
    ["未按照规定将已建设的数据平台纳入一体化体系", "Platform not joined to the integrated system"],
    ["目录已发布满期限，本节点仍取不到数据", "Published long ago and still no data at this node"],
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
      "30 天内被共享之门拒绝的调用次数；或已立案的超范围、改变目的使用",
      "Calls refused by the gate in 30 days, or misuse cases of that kind",
    ],
    [20, times],
  ),
  rule(
    "40-3",
    "requester",
    ["擅自将共享获取的数据提供给第三方", "Giving shared data to a third party"],
    ["已立案的提供给第三方", "Misuse cases of that kind"],
  ),
  rule(
    "40-4",
    "requester",
    ["共享目的已实现等情形未按要求处置数据", "Data not disposed of when the purpose has ended"],
    ["处置承诺逾期未办或逾期办结", "Disposal clocks overdue or met late"],
  ),
  rule(
    "40-5",
    "requester",
    ["未按照规定保存使用记录", "Use records not kept"],
    ["使用中的共享满期限没有登记使用情况", "In use without a record of use for so long"],
    [90, days],
  ),
  rule(
    "40-6",
    "requester",
    ["未履行安全管理责任", "Not keeping the data safely"],
    ["已立案的安全管理不到位；或限期整改逾期", "Misuse cases of that kind, or rectification overdue"],
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
    ["争议协调承诺逾期未办或逾期办结", "Dispute clocks overdue or met late"],
  ),
];
