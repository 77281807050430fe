import { problemTable } from "#kernel/problem";

export const problems = problemTable("registry", {
  "division-not-found": {
    status: 404,
    zh: "没有代码为 {code} 的行政区划，现行和已撤销的都没有。请核对代码，或按名称查找。",
    en: "There is no division {code}, neither in force nor retired. Check the code, or search by name.",
  },
  "division-retired": {
    status: 409,
    zh: "行政区划 {code}（{name}）已撤销，不能登记到它名下。接替它的区划：{successors}。",
    en: "Division {code} ({name}) is retired; nothing new can be registered under it. What took its place: {successors}.",
  },
  "division-rows-wrong": {
    status: 422,
    zh: "第 {level} 级区划表有 {count} 行不能采用（{reason}），例如“{example}”。原有区划没有改动；请修正数据后重新装入。",
    en: "{count} rows of the table of level {level} cannot be used ({reasonEn}), for example {example}. The register is unchanged; mend the data and load again.",
  },
  "department-not-found": {
    status: 404,
    zh: "没有代码为 {code} 的部门。请核对统一社会信用代码，或先登记部门。",
    en: "There is no department {code}. Check the unified social credit code, or register the department first.",
  },
  "department-exists": {
    status: 409,
    zh: "统一社会信用代码 {code} 已登记为“{name}”。如信息有变，请修改它，不要重复登记。",
    en: "Unified social credit code {code} is registered already, as {name}. Edit that entry instead of registering it again.",
  },
  "credit-code-wrong": {
    status: 400,
    zh: "“{code}”不是正确的统一社会信用代码：应为 18 位数字或大写字母（不含 I、O、S、V、Z），末位是校验位{hint}。请核对后重新填写。",
    en: "{code} is not a unified social credit code: 18 digits or capitals without I, O, S, V, Z, the last one a check character{hintEn}. Check it and enter it again.",
  },
  "parent-wrong": {
    status: 400,
    zh: "上级部门 {parent} 不能用：{reason}。请另选上级部门，或不填。",
    en: "Department {parent} cannot be the parent: {reasonEn}. Choose another, or none.",
  },
  "outside-your-division": {
    status: 403,
    zh: "您只能登记本级及下级区划（{own}）的部门，{division} 不在其中。",
    en: "You may register departments of your own division and below ({own}); {division} is not among them.",
  },
  "own-fields-only": {
    status: 403,
    zh: "部门数据管理员只能修改本部门的数据职责和联系人；“{fields}”请由数据局的数据主管修改。",
    en: "A department steward may edit the department's own duties and contacts; ask the bureau's data officer to change {fields}.",
  },
  "system-not-found": {
    status: 404,
    zh: "没有编号为 {id} 的业务系统，或它不在您的查看范围内。",
    en: "There is no system {id}, or it is outside what you may see.",
  },
  "system-exists": {
    status: 409,
    zh: "该部门已登记过名为“{name}”的业务系统。请修改它，或换一个名称。",
    en: "This department has a system named {name} already. Edit that one, or choose another name.",
  },
});
