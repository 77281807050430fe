import { problemTable } from "#kernel/problem";

export const problems = problemTable("quality", {
  "resource-not-found": {
    status: 404,
    zh: "没有“{id}”这个数据资源，或它不在您的数据范围内。请核对编号。",
    en: "There is no resource {id}, or it is outside your scope. Check its id.",
  },
  "department-not-found": {
    status: 404,
    zh: "没有代码为 {code} 的部门，或它不在您的数据范围内。请核对代码。",
    en: "There is no department {code}, or it is outside your scope. Check its code.",
  },
  "rule-not-found": {
    status: 404,
    zh: "“{name}”最近一次检查里没有 {rule} 这条规则。规则见检查结果。",
    en: "The latest check of “{name}” has no rule {rule}. See its result for the rules.",
  },
  "no-data": {
    status: 409,
    zh: "“{name}”还没有归集数据，没有可检查的行。请先归集。",
    en: "“{name}” has no data yet, so there are no rows to check. Load it first.",
  },
  "not-checked": {
    status: 409,
    zh: "“{name}”还没有检查过，不知道哪些行有问题。请先检查一次。",
    en: "“{name}” has not been checked, so nobody knows which rows are bad. Check it first.",
  },
  "rows-replaced": {
    status: 409,
    zh: "“{name}”的数据在上次检查之后换过，问题行已经对不上。请等新的检查做完，或现在检查一次。",
    en: "The data of “{name}” changed after the latest check, so its bad rows no longer match. Wait for the next check, or check now.",
  },
  "month-to-come": {
    status: 400,
    zh: "{month} 还没有开始，没有可报告的。请选本月或以前的月份。",
    en: "{month} has not begun, so there is nothing to report. Choose this month or an earlier one.",
  },
  "month-not-over": {
    status: 409,
    zh: "{month} 还没有结束，数字还会变，不能签发。请在 {until} 之后签发；现在可以打印待签发稿。",
    en: "{month} is not over and its figures still change, so it cannot be signed. Sign it after {until}; a draft can be printed now.",
  },
  "nothing-to-report": {
    status: 409,
    zh: "“{name}”到 {until} 还没有检查过任何数据，没有可报告的。请先归集并检查数据。",
    en: "Nothing of {name} had been checked by {until}, so there is nothing to report. Load data and check it first.",
  },
  "report-not-found": {
    status: 404,
    zh: "没有这份质量报告，或它不在您的数据范围内。请从报告列表里打开。",
    en: "There is no such report, or it is outside your scope. Open it from the list of reports.",
  },
  "report-signed": {
    status: 409,
    zh: "{month} 第 {edition} 版报告已由{by}签发，不能再签。要更正，请重新定稿，两版都会留着。",
    en: "Edition {edition} of {month} has been signed by {by} and is not signed again. To correct it, settle a further edition; both are kept.",
  },
  "reason-needed": {
    status: 409,
    zh: "{month} 第 {edition} 版报告已经签发。重新定稿会成为第 {next} 版，请写明为什么。",
    en: "Edition {edition} of {month} has been signed. Settling it again makes edition {next}: say why.",
  },
  "bad-cursor": {
    status: 400,
    zh: "翻页标记不对。请从第一页重新取。",
    en: "The cursor is wrong. Start again from the first page.",
  },
});
