import { problemTable } from "#kernel/problem";

export const problems = problemTable("portal", {
  "dataset-not-found": {
    status: 404,
    zh: "没有开放数据集“{code}”，或它已经撤回。可以到 /open/datasets 查找。",
    en: "There is no open dataset {code}, or it has been withdrawn. Look for it at /open/datasets.",
  },
  "bad-cursor": {
    status: 400,
    zh: "翻页标记 cursor 不对。它只能原样取自上一页的 next，请从第一页重新取。",
    en: "The cursor is not right. It is taken as it stands from the page before (next); begin again with the first page.",
  },
});
