import { defineWords } from "#kit";
import type { KeepAct } from "./filters.ts";

type Act = "try" | "file" | "push" | KeepAct;

interface KeepWords {
  readonly title: string;
  readonly action: string;
  readonly effect: string;
  readonly sure: (code: string) => string;
  readonly done: (code: string) => string;
}

interface GateWords {
  readonly list: Readonly<
    Record<
      | "title"
      | "files"
      | "why"
      | "side"
      | "what"
      | "user"
      | "provider"
      | "modes"
      | "state"
      | "until"
      | "noEnd"
      | "first"
      | "never"
      | "request"
      | "since"
      | "ending"
      | "comma"
      | "emptyTitle"
      | "emptyText"
      | "emptyAction"
      | "nothingTitle"
      | "nothingText",
      string
    >
  > & {
    readonly note: (total: string) => string;
    readonly sides: Readonly<Record<"all" | "received" | "given", string>>;
    readonly within: (days: string) => string;
  };
  readonly grant: {
    readonly what: string;
    readonly title: (department: string, resource: string) => string;
    readonly provider: string;
    readonly from: (day: string) => string;
    readonly span: (from: string, until: string) => string;
    readonly suspendedBy: (name: string) => string;
    readonly endedBy: (name: string) => string;
  };
  readonly acts: Readonly<Record<Act, { readonly button: string; readonly text: string }>> & {
    readonly now: string;
    readonly notAMode: string;
    readonly notNow: (status: string) => string;
    readonly otherUses: (department: string) => string;
    readonly othersKeep: (provider: string) => string;
  };
  readonly keep: Readonly<Record<KeepAct, KeepWords>> & { readonly reason: string; readonly reasonHint: string };
}

/** Words of grants: the list and one grant. */
export const gateWords = defineWords<GateWords>({
  zh: {
    list: {
      title: "授权",
      note: (total) => `共 ${total} 项 · 没有授权，一行也出不去`,
      files: "已生成的文件",
      why: "为什么不能用？",
      side: "哪一方",
      sides: { all: "全部", received: "我方使用", given: "我方提供" },
      what: "授权内容",
      user: "谁用",
      provider: "谁供",
      modes: "方式",
      state: "状态",
      until: "有效至",
      noEnd: "未约定",
      first: "首次交付",
      never: "还没有",
      request: "对应申请",
      since: "设立时间",
      ending: "到期",
      within: (days) => `${days} 天内`,
      comma: "、",
      emptyTitle: "还没有授权",
      emptyText: "共享申请得到同意后，授权在这里生效：能拿哪些数据项、哪些行、怎样遮盖、到哪天为止。",
      emptyAction: "去说需求",
      nothingTitle: "没有符合条件的授权",
      nothingText: "放宽上面的条件再看。",
    },
    grant: {
      what: "授权",
      title: (department, resource) => `${department}使用“${resource}”`,
      provider: "提供",
      from: (day) => `${day}起有效，未约定终止日`,
      span: (from, until) => `${from}至${until}有效`,
      suspendedBy: (name) => `${name} 已暂停这项授权`,
      endedBy: (name) => `${name} 已终止这项授权`,
    },
    acts: {
      now: "现在能做什么",
      try: { button: "试调一次", text: "在本页按授权调用，看脱敏样例和回执，附四种语言的程序。" },
      file: { button: "生成文件", text: "后台生成，带数据追踪码和校验值，7 天内可下载。" },
      push: { button: "设置推送", text: "推到本部门自己的库表，断点续推，不重不漏。" },
      suspend: { button: "暂停授权", text: "一秒内处处停用，正在传的也停；说明理由后可恢复。" },
      resume: { button: "恢复授权", text: "整改说明认可后恢复，立即生效。" },
      end: { button: "终止授权", text: "不可恢复；已生成的文件不能再下载。" },
      notAMode: "这项授权没有约定这种方式。",
      notNow: (status) => `现在是“${status}”。`,
      otherUses: (department) => `只有${department}的用数人员、数据管理员、共享负责人可以用。`,
      othersKeep: (provider) => `由${provider}共享工作机构负责人或主管部门办理。`,
    },
    keep: {
      reason: "理由",
      reasonHint: "对方会看到，记入账本",
      suspend: {
        title: "暂停授权",
        action: "暂停这项授权",
        effect: "一秒内处处停用",
        sure: (code) => `暂停 ${code}？`,
        done: (code) => `${code} 已暂停`,
      },
      resume: {
        title: "恢复授权",
        action: "恢复这项授权",
        effect: "立即可以再用",
        sure: (code) => `恢复 ${code}？`,
        done: (code) => `${code} 已恢复`,
      },
      end: {
        title: "终止授权",
        action: "终止这项授权",
        effect: "不可恢复，要再用须重新申请",
        sure: (code) => `终止 ${code}，不再恢复？`,
        done: (code) => `${code} 已终止`,
      },
    },
  },
  en: {
    list: {
      title: "Grants",
      note: (total) => `${total} in all · without one, no row leaves`,
      files: "Files made",
      why: "Why can't I?",
      side: "Side",
      sides: { all: "All", received: "We use", given: "We provide" },
      what: "Grant",
      user: "Used by",
      provider: "Provided by",
      modes: "Modes",
      state: "State",
      until: "Valid until",
      noEnd: "no end agreed",
      first: "First delivery",
      never: "not yet",
      request: "Request",
      since: "Created",
      ending: "Ends",
      within: (days) => `within ${days} days`,
      comma: ", ",
      emptyTitle: "No grants yet",
      emptyText: "Once a request is agreed its grant stands here: which items, which rows, how masked, until when.",
      emptyAction: "State a need",
      nothingTitle: "No grant fits",
      nothingText: "Widen the filters above.",
    },
    grant: {
      what: "grant",
      title: (department, resource) => `${department} uses “${resource}”`,
      provider: "Provided by",
      from: (day) => `valid from ${day}, no end agreed`,
      span: (from, until) => `valid ${from} to ${until}`,
      suspendedBy: (name) => `Suspended by ${name}`,
      endedBy: (name) => `Ended by ${name}`,
    },
    acts: {
      now: "What can be done now",
      try: {
        button: "Try a call",
        text: "Calls under the grant in the page: masked sample, receipt, and the program in four languages.",
      },
      file: {
        button: "Make a file",
        text: "Made in the background, with trace codes and a checksum; kept for 7 days.",
      },
      push: {
        button: "Set up push",
        text: "Into a table of your own; a broken run goes on, nothing twice, nothing left out.",
      },
      suspend: {
        button: "Suspend",
        text: "Everything under it stops within a second, what is on its way too; it can be resumed.",
      },
      resume: { button: "Resume", text: "Once the explanation is accepted; it holds at once." },
      end: { button: "End", text: "For good; files made under it can no longer be fetched." },
      notAMode: "This mode was not agreed.",
      notNow: (status) => `It is “${status}” now.`,
      otherUses: (department) => `Only users, stewards and heads of sharing of ${department} may.`,
      othersKeep: (provider) => `For the head of sharing of ${provider}, or the bureau.`,
    },
    keep: {
      reason: "Reason",
      reasonHint: "the other side reads it; it goes on the ledger",
      suspend: {
        title: "Suspend the grant",
        action: "Suspend this grant",
        effect: "everything stops within a second",
        sure: (code) => `Suspend ${code}?`,
        done: (code) => `${code} is suspended`,
      },
      resume: {
        title: "Resume the grant",
        action: "Resume this grant",
        effect: "it can be used again at once",
        sure: (code) => `Resume ${code}?`,
        done: (code) => `${code} is active again`,
      },
      end: {
        title: "End the grant",
        action: "End this grant",
        effect: "for good; using the data again takes a new application",
        sure: (code) => `End ${code} for good?`,
        done: (code) => `${code} has ended`,
      },
    },
  },
});
