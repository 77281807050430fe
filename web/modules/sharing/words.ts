import { defineWords } from "#kit";

/** Words every screen of sharing needs: promises, stories, forms, sides. */
export const sharingWords = defineWords({
  zh: {
    area: "共享",
    comma: "、",
    semicolon: "；",
    invented: "示例",
    allOfThem: "看全部",
    number: "编号",
    promise: {
      title: "承诺",
      what: "等什么",
      parties: "谁在等 / 谁来办",
      waits: "在等",
      owes: "来办",
      leftTitle: "剩余工作日",
      dueAndBasis: "到期 / 依据",
      due: (day: string) => `${day} 到期`,
      noDue: "补正后重算",
      paused: "暂停计时",
      left: (days: string) => `剩 ${days} 个工作日`,
      late: (days: string) => `逾期 ${days} 个工作日`,
      met: "按期办结",
      metLate: "超期办结",
      dropped: "已撤销",
    },
    story: { title: "经过", note: "来自账本，点账号可验证", entry: (number: string) => `账 ${number}` },
    form: {
      missing: (label: string) => `请填写“${label}”`,
      onePerLine: "一行写一条。",
      sure: (title: string) => `${title}？`,
    },
    steps: {
      now: "现在可以做什么",
      notNow: "现在不能做的，和为什么",
      whyNot: (why: string) => `为什么不能：${why}。`,
    },
    sides: { asked: "我部门提的", received: "我部门收的", all: "我能看到的" },
    print: {
      button: "打印全卷",
      text: "申请、答复、双方签批、时限、使用和账号，一份 PDF。",
    },
    list: {
      note: (total: string, isFiltered: boolean) => (isFiltered ? `找到 ${total} 件` : `共 ${total} 件`),
      nothingTitle: "没有符合条件的",
      nothingText: "去掉几个条件再看。",
      seeAll: "去掉全部条件",
      search: "按名称、编号、部门查找",
      state: "状态",
      since: "办到这一步",
      open: "打开",
    },
    useIt: {
      button: "申请使用",
      text: (day: string | null, basis: string) =>
        day === null
          ? "放进数据篮，和别的资源一起申请。"
          : `今天申请，预计 ${day} 前得到答复（${basis}）。先放进数据篮。`,
      added: (name: string) => `“${name}”已放进数据篮`,
      openBasket: "打开数据篮",
      denied: "目录列为不予共享",
    },
  },
  en: {
    area: "Sharing",
    comma: ", ",
    semicolon: "; ",
    invented: "Sample",
    allOfThem: "See all",
    number: "Number",
    promise: {
      title: "Promises",
      what: "For what",
      parties: "Who waits / who owes",
      waits: "waits",
      owes: "owes",
      leftTitle: "Working days left",
      dueAndBasis: "Due / basis",
      due: (day) => `due ${day}`,
      noDue: "counted anew once supplemented",
      paused: "Clock stands still",
      left: (days) => (days === "1" ? "1 working day left" : `${days} working days left`),
      late: (days) => (days === "1" ? "1 working day late" : `${days} working days late`),
      met: "Met",
      metLate: "Met late",
      dropped: "Dropped",
    },
    story: { title: "Story", note: "from the ledger; a number opens its proof", entry: (number) => `log ${number}` },
    form: {
      missing: (label) => `Fill in “${label}”`,
      onePerLine: "One on each line.",
      sure: (title) => `${title}?`,
    },
    steps: {
      now: "What can be done now",
      notNow: "What cannot be done now, and why",
      whyNot: (why) => `Why not: ${why}.`,
    },
    sides: { asked: "Asked by us", received: "Received by us", all: "All I may see" },
    print: {
      button: "Print the file",
      text: "Request, answer, both signatures, clocks, use and ledger numbers in one PDF.",
    },
    list: {
      note: (total, isFiltered) => (isFiltered ? `${total} found` : `${total} in all`),
      nothingTitle: "Nothing fits these conditions",
      nothingText: "Take some conditions away.",
      seeAll: "Take all conditions away",
      search: "Name, number, department",
      state: "State",
      since: "In this state since",
      open: "Open",
    },
    useIt: {
      button: "Ask to use it",
      text: (day, basis) =>
        day === null
          ? "Put it into the basket and ask for it together with others."
          : `Asked today, an answer is due by ${day} (${basis}). It goes into the basket first.`,
      added: (name) => `“${name}” is in the basket`,
      openBasket: "Open the basket",
      denied: "the catalogue says it is not shared",
    },
  },
});
