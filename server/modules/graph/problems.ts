import { problemTable } from "#kernel/problem";

export const problems = problemTable("graph", {
  "node-not-found": {
    status: 404,
    zh: "图谱里没有“{node}”，或者不在您的范围内。请从图上或搜索里选一个。",
    en: "The graph has no {node} that you may see. Choose one from the picture or by searching.",
  },
  "lineage-wrong": {
    status: 400,
    zh: "第 {index} 条不是 OpenLineage 事件：{where} {what}。请按规范 2-0-2 改正后重发这一条。",
    en: "Event {index} is no OpenLineage event: {where} {what}. Mend it as the specification 2-0-2 says and send it again.",
  },
  "lineage-nobody": {
    status: 403,
    zh: "这个账号不属于任何部门，不知道是谁报来的血缘。请用部门的账号或应用发送。",
    en: "This account belongs to no department, so nobody would answer for the lineage. Send it with a department's account.",
  },
});
