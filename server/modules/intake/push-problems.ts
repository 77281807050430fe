import { problemTable } from "#kernel/problem";

/** What can be wrong with a batch a department's program sends. */
export const pushProblems = problemTable("intake", {
  "programs-only": {
    status: 403,
    zh: "推送只收 {department} 自己的系统接入凭证。人工归集请用“归集”向导；需要凭证请找安全管理员。",
    en: "Rows are taken only from a service client of {department}. People load with the wizard; the security administrator gives out credentials.",
  },
  "not-pushed-to": {
    status: 409,
    zh: "“{name}”是数据库来源，由本平台去读，不接受推送。请另登记一个推送来源。",
    en: "{name} is a database that the hub reads itself. Register another source to push to.",
  },
  "push-key-needed": {
    status: 422,
    zh: '“{table}”第一次推送要说明主键列（key），例如 ["证件号码"]，并至少带一行。',
    en: "The first batch of {table} names its key columns (key) and holds at least one row.",
  },
  "push-key-changed": {
    status: 409,
    zh: "“{table}”的主键列是 {key}，不能在推送中更换。",
    en: "The key of {table} is {key}; a batch cannot change it.",
  },
  "push-key-empty": {
    status: 422,
    zh: "第 {row} 行（{list}）的主键列 {column} 没有值，整批没有入库。",
    en: "Row {row} of {list} has no value in key column {column}; nothing of the batch was taken.",
  },
  "push-column-unknown": {
    status: 422,
    zh: "“{table}”没有这些列：{columns}，整批没有入库。新增列请先由数据管理员在“归集”里加到对应关系。",
    en: "{table} has no columns {columns}; nothing of the batch was taken. The steward adds a column to the mapping first.",
  },
});
