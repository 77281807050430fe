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
  "written-rule-not-found": {
    status: 404,
    zh: "没有编号为 {id} 的规则，或它不在您的数据范围内。请核对编号。",
    en: "There is no rule {id}, or it is outside your scope. Check its id.",
  },
  "rule-column-unknown": {
    status: 422,
    zh: "“{name}”没有字段 {field}。请从它的数据项里选。",
    en: "“{name}” has no column {field}. Choose one of its items.",
  },
  "rule-limit-unreadable": {
    status: 422,
    zh: "“{value}”不能读成 {type} 类型的值。请按这种类型写，日期写作 2026-03-18。",
    en: "“{value}” does not read as {type}. Write it in that type, a date as 2026-03-18.",
  },
  "rule-pattern-wrong": {
    status: 422,
    zh: "格式“{pattern}”不是合法的正则表达式：{message}。请改写（RE2 语法）。",
    en: "“{pattern}” is no regular expression: {message}. Rewrite it in RE2 syntax.",
  },
  "rule-other-unknown": {
    status: 422,
    zh: "没有“{id}”这个数据资源，或规则不能用它：跨部门的比对由主管部门来写。请选本部门的资源。",
    en: "There is no resource {id}, or the rule may not use it: the bureau writes rules across departments. Choose one of the department.",
  },
  "rule-code-set-unknown": {
    status: 422,
    zh: "没有代码表 {set} {version}。请从数据字典里选。",
    en: "There is no code set {set} {version}. Choose one of the dictionary.",
  },
  "rule-keys-missing": {
    status: 422,
    zh: "和另一张表比较要说明按哪些字段对上。请选至少一对主键。",
    en: "A comparison with another table needs the columns by which rows meet. Choose at least one pair.",
  },
  "rule-query-refused": {
    status: 422,
    zh: "这条查询不能用：{reason}（{what}）。请改成一条只读本部门数据、查出 _row 的查询。",
    en: "The query cannot be used: {reason} ({what}). Write one that reads the department's own data and answers _row.",
  },
  "rule-condition-not-here": {
    status: 422,
    zh: "这一类规则针对整张表，不能只管一部分行。请去掉条件。",
    en: "A rule of this kind is about the whole table and cannot be put to some rows only. Drop the condition.",
  },
  "rule-date-past": {
    status: 422,
    zh: "{day} 已经过去：评过的分不改规则重算。请从今天或以后的日子起。",
    en: "{day} is past, and scores already given keep their rules. Begin today or later.",
  },
  "rule-kind-changed": {
    status: 422,
    zh: "{rule} 换了类别就是另一条规则。请停用它，再新写一条。",
    en: "{rule} of another kind is another rule. Retire it and write a new one.",
  },
  "rule-retired": {
    status: 409,
    zh: "{rule} 已经停用，不能再改。请新写一条。",
    en: "{rule} is retired and cannot be changed. Write a new one.",
  },
  "pack-not-found": {
    status: 404,
    zh: "没有“{pack}”这个规则包。请从列表里选。",
    en: "There is no pack {pack}. Choose one of the list.",
  },
  "pack-fits-nothing": {
    status: 409,
    zh: "规则包“{pack}”要的数据元“{name}”一个也没有。请先把数据项对上数据元，或换一个规则包。",
    en: "“{name}” has none of the elements the pack “{pack}” needs. Map its items to elements first, or choose another pack.",
  },
  "scheme-not-found": {
    status: 404,
    zh: "没有“{id}”这套评级方案。请从列表里选。",
    en: "There is no grade scheme {id}. Choose one of the list.",
  },
  "appeal-not-found": {
    status: 404,
    zh: "没有编号为 {id} 的申诉，或它不在您的数据范围内。请核对编号。",
    en: "There is no appeal {id}, or it is outside your scope. Check its id.",
  },
  "appeal-nothing-failed": {
    status: 409,
    zh: "规则 {rule} 只有 {failed} 行不合格，不能申诉 {claimed} 行。请按实际行数填写。",
    en: "Only {failed} rows fail {rule}, so {claimed} cannot be appealed. Give the real number.",
  },
  "appeal-open": {
    status: 409,
    zh: "对规则 {rule} 的这次结果已经有一件申诉在办。请等裁定，或先撤回。",
    en: "An appeal against this result of {rule} is open. Wait for its decision, or withdraw it first.",
  },
  "appeal-closed": {
    status: 409,
    zh: "这件申诉已经办结，不能再改。新的情况请另行申诉。",
    en: "This appeal is closed and cannot be changed. Raise another for new facts.",
  },
  "appeal-too-much": {
    status: 422,
    zh: "申诉的是 {claimed} 行，不能支持 {accepted} 行。请填不超过申诉的行数。",
    en: "{claimed} rows were appealed, so {accepted} cannot be accepted. Give no more than were appealed.",
  },
  "run-not-found": {
    status: 404,
    zh: "“{name}”没有编号为 {run} 的检查。检查历史里有全部编号。",
    en: "“{name}” has no check {run}. See its check history.",
  },
  "bad-cursor": {
    status: 400,
    zh: "翻页标记不对。请从第一页重新取。",
    en: "The cursor is wrong. Start again from the first page.",
  },
});
