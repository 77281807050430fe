import { defineWords } from "#kit";

export const flowWords = defineWords({
  zh: {
    title: "数据流向",
    asOf: (moment: string) => `截至 ${moment}`,
    whole: "全链路和影响",
    river: "河图",
    none: "还没有数据从这里流过。",
    gives: "给了谁",
    givesNone: "还没有谁取用。",
    gets: "从哪里来",
    getsNone: "没有记录到来处。",
    times: (count: string) => `${count} 次`,
    more: (count: string) => `另有 ${count} 条`,
    partial: "账本还有没读到的条目，这里的数不全。",
    impact: (departments: string, grants: string, libraries: string) =>
      `会影响 ${departments} 个使用部门、${grants} 项授权、${libraries} 个库。`,
    noImpact: "没有下游在用，不影响别人。",
    seeImpact: "看影响到谁",
  },
  en: {
    title: "Flows of data",
    asOf: (moment) => `as of ${moment}`,
    whole: "The whole chain and impact",
    river: "Its rivers",
    none: "No data has flowed here yet.",
    gives: "Who gets it",
    givesNone: "Nobody takes it yet.",
    gets: "Where it comes from",
    getsNone: "Nothing is recorded of where it comes from.",
    times: (count) => `${count} times`,
    more: (count) => `${count} more`,
    partial: "The ledger is ahead: these figures are not complete.",
    impact: (departments, grants, libraries) =>
      `This affects ${departments} departments, ${grants} grants and ${libraries} libraries.`,
    noImpact: "Nothing downstream uses it; nobody else is affected.",
    seeImpact: "See who is affected",
  },
});
