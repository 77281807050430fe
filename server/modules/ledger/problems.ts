import { problemTable } from "#kernel/problem";

export const problems = problemTable("ledger", {
  "entry-not-found": {
    status: 404,
    zh: "账上没有第 {number} 条，或它不在您的查看范围内。",
    en: "The ledger has no entry {number}, or it is outside what you may see.",
  },
  "size-out-of-range": {
    status: 400,
    zh: "账本现有 {size} 条，无法证明 {from} 到 {to}。两个数都不能超过 {size}，且前者不大于后者。",
    en: "The ledger has {size} entries; it cannot prove {from} to {to}. Neither may exceed {size} nor the first the second.",
  },
});
