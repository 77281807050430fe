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
  "bad-cursor": {
    status: 400,
    zh: "翻页标记不对。请从第一页重新取。",
    en: "The cursor is wrong. Start again from the first page.",
  },
});
