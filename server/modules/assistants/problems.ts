import { problemTable } from "#kernel/problem";

export const problems = problemTable("assistants", {
  "too-many": {
    status: 429,
    zh: "助手一分钟最多提问 {most} 次，请过 {retryAfterSeconds} 秒再问。",
    en: "An assistant may ask {most} times a minute; ask again in {retryAfterSeconds} seconds.",
  },
  "tool-unknown": {
    status: 404,
    zh: "没有名为“{tool}”的工具。可用的有：{tools}。",
    en: "There is no tool “{tool}”. There are: {tools}.",
  },
  "cursor-outdated": {
    status: 409,
    zh: "翻页标记已经过时或不对，内容在翻页期间变了。请不带 cursor 从第一页重新取。",
    en: "The cursor is outdated or not right: what it pages through has changed. Begin again without it.",
  },
});
