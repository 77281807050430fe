import type { Outcome } from "#contract/ledger";
import { defineWords } from "#kit";

interface TermsWords {
  readonly rows: {
    readonly all: string;
    readonly and: string;
    readonly comma: string;
    readonly equals: (name: string, value: string) => string;
    readonly oneOf: (name: string, values: string) => string;
    readonly between: (name: string, from: string, to: string) => string;
    readonly startsWith: (name: string, value: string) => string;
    readonly empty: (name: string) => string;
    readonly own: (name: string) => string;
  };
  readonly terms: Readonly<
    Record<
      | "title"
      | "department"
      | "system"
      | "anySystem"
      | "clients"
      | "anyClient"
      | "resource"
      | "modes"
      | "zones"
      | "anyZone"
      | "rows"
      | "scene"
      | "basis"
      | "request"
      | "rate"
      | "day"
      | "month"
      | "unlimited"
      | "comma",
      string
    >
  > & {
    readonly version: (version: string) => string;
    readonly perSecond: (count: string) => string;
    readonly records: (count: string) => string;
  };
  readonly items: Readonly<Record<"title" | "item" | "element" | "grade" | "mask" | "key" | "asDemanded", string>> & {
    readonly note: (granted: string, all: string) => string;
    readonly unmasked: (reason: string) => string;
    readonly masked: (mask: string) => string;
  };
  readonly quota: Readonly<Record<"title" | "note" | "today" | "month" | "unlimited", string>> & {
    readonly of: (quota: string) => string;
  };
  readonly story: Readonly<Record<"title" | "ledger" | "made" | "changed", string>> & {
    readonly became: (status: string) => string;
    readonly because: (reason: string) => string;
  };
  readonly deliveries: Readonly<
    Record<"title" | "note" | "all" | "none" | "at" | "who" | "what" | "rows" | "outcome" | "entry", string>
  > & { readonly outcomes: Readonly<Record<Outcome, string>> };
}

/** Words of what one grant says, how much of it is used, what happened. */
export const termsWords = defineWords<TermsWords>({
  zh: {
    rows: {
      all: "全部行",
      and: "，且",
      comma: "、",
      equals: (name, value) => `${name}为“${value}”`,
      oneOf: (name, values) => `${name}为以下之一：${values}`,
      between: (name, from, to) => `${name}在 ${from} 至 ${to} 之间`,
      startsWith: (name, value) => `${name}以“${value}”开头`,
      empty: (name) => `${name}为空`,
      own: (name) => `${name}在使用部门本级及下级区划内`,
    },
    terms: {
      title: "约定了什么",
      version: (version) => `第 ${version} 版`,
      department: "使用部门",
      system: "用在哪个系统",
      anySystem: "本部门各系统",
      clients: "接入凭证",
      anyClient: "本部门任一凭证",
      resource: "数据资源",
      modes: "共享方式",
      zones: "网络区域",
      anyZone: "不限",
      rows: "哪些行",
      scene: "使用场景",
      basis: "依据",
      request: "对应申请",
      rate: "频率上限",
      day: "每日上限",
      month: "每月上限",
      unlimited: "不限",
      comma: "、",
      perSecond: (count) => `每秒 ${count} 次`,
      records: (count) => `${count} 条`,
    },
    items: {
      title: "数据项",
      note: (granted, all) => `授权 ${granted} 项，资源共 ${all} 项`,
      item: "数据项",
      element: "数据元",
      grade: "分级",
      mask: "怎样给",
      key: "主键",
      asDemanded: "按数据元规定遮盖",
      unmasked: (reason) => `原值，理由：${reason}`,
      masked: (mask) => `按“${mask}”遮盖`,
    },
    quota: {
      title: "用了多少？",
      note: "按条数计，点数字看账",
      today: "今天",
      month: "本月",
      unlimited: "条，不限",
      of: (quota) => `/ ${quota} 条`,
    },
    story: {
      title: "经过",
      ledger: "账本里的全部记录",
      made: "设立授权",
      changed: "变更授权内容",
      became: (status) => `改为“${status}”`,
      because: (reason) => `：${reason}`,
    },
    deliveries: {
      title: "交付记录",
      note: "来自账本，含被拒绝的",
      all: "全部",
      none: "最近没有按这项授权的调用。",
      at: "时间",
      who: "谁",
      what: "做了什么",
      rows: "行数",
      outcome: "结果",
      entry: "账号",
      outcomes: { done: "成功", refused: "被拒", failed: "失败" },
    },
  },
  en: {
    rows: {
      all: "all rows",
      and: ", and ",
      comma: ", ",
      equals: (name, value) => `${name} is “${value}”`,
      oneOf: (name, values) => `${name} is one of ${values}`,
      between: (name, from, to) => `${name} from ${from} to ${to}`,
      startsWith: (name, value) => `${name} begins with “${value}”`,
      empty: (name) => `${name} is empty`,
      own: (name) => `${name} lies in the using department's own division or below`,
    },
    terms: {
      title: "What was agreed",
      version: (version) => `version ${version}`,
      department: "Used by",
      system: "In system",
      anySystem: "any of the department's",
      clients: "Service clients",
      anyClient: "any of the department's",
      resource: "Resource",
      modes: "Modes",
      zones: "Network zones",
      anyZone: "any",
      rows: "Which rows",
      scene: "Scene",
      basis: "Basis",
      request: "Request",
      rate: "Rate",
      day: "A day",
      month: "A month",
      unlimited: "no limit",
      comma: ", ",
      perSecond: (count) => `${count} calls a second`,
      records: (count) => `${count} records`,
    },
    items: {
      title: "Items",
      note: (granted, all) => `${granted} of ${all} items granted`,
      item: "Item",
      element: "Element",
      grade: "Grade",
      mask: "How given",
      key: "key",
      asDemanded: "masked as the element demands",
      unmasked: (reason) => `as it is, because: ${reason}`,
      masked: (mask) => `masked as ${mask}`,
    },
    quota: {
      title: "How much is used?",
      note: "records; a figure opens the ledger",
      today: "Today",
      month: "This month",
      unlimited: "records, no limit",
      of: (quota) => `of ${quota} records`,
    },
    story: {
      title: "Story",
      ledger: "all of it on the ledger",
      made: "created the grant",
      changed: "changed the terms",
      became: (status) => `made it “${status}”`,
      because: (reason) => `: ${reason}`,
    },
    deliveries: {
      title: "Deliveries",
      note: "from the ledger, refusals among them",
      all: "all",
      none: "No call under this grant lately.",
      at: "When",
      who: "Who",
      what: "What",
      rows: "Rows",
      outcome: "Outcome",
      entry: "Entry",
      outcomes: { done: "done", refused: "refused", failed: "failed" },
    },
  },
});
