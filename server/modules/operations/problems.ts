import { problemTable } from "#kernel/problem";

export const problems = problemTable("operations", {
  "job-not-found": {
    status: 404,
    zh: "没有编号为 {id} 的任务，或它不在您的查看范围内。",
    en: "There is no job {id}, or it is outside what you may see.",
  },
  "job-ended": {
    status: 409,
    zh: "任务已经结束（{state}），不能再停止。",
    en: "The job has ended ({state}) and cannot be stopped.",
  },
});
