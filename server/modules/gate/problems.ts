import { problemTable } from "#kernel/problem";
import { refusalProblems } from "./refusals.ts";

/** Refusals of those who look after grants; refusals of deliveries stand in refusals.ts. */
export const ownProblems = problemTable("gate", {
  "grant-not-found": {
    status: 404,
    zh: "没有编号为 {id} 的授权，或它不在您的查看范围内。",
    en: "There is no grant {id}, or it is outside what you may see.",
  },
  "terms-wrong": {
    status: 400,
    zh: "授权内容有 {count} 处不对，请逐条改正。",
    en: "The terms of the grant are wrong in {count} places; mend each of them.",
  },
  "wrong-state": {
    status: 409,
    zh: "授权 {grant} 现在是“{state}”，不能{act}。",
    en: "Grant {grant} is {stateEn}; it cannot be {actEn}.",
  },
  "export-not-found": {
    status: 404,
    zh: "没有编号为 {id} 的文件，或它不属于您的部门。",
    en: "There is no file {id}, or it does not belong to your department.",
  },
  "range-wrong": {
    status: 416,
    zh: "要的字节范围超出文件，文件共 {size} 字节。",
    en: "The range asked for lies outside the file of {size} bytes.",
  },
  "too-many-rows": {
    status: 409,
    zh: "结果有 {rows} 行，超过电子表格的 {limit} 行上限。请加条件分次生成，或改用 CSV、Parquet。",
    en: "The result has {rows} rows, more than the {limit} a spreadsheet holds. Narrow it, or use CSV or Parquet.",
  },
  "push-not-set": {
    status: 409,
    zh: "授权 {grant} 还没有设置推送到哪里。请先设置目标库和表。",
    en: "Grant {grant} has no target to push into yet. Set the database and table first.",
  },
  "push-failed": {
    status: 502,
    zh: "推送到 {target} 没有成功：{reason}。已写入的部分完整有效，下次从断点继续。",
    en: "Pushing to {target} failed: {reason}. What was written stands; the next run goes on from there.",
  },
  "zone-range-wrong": {
    status: 400,
    zh: "地址段“{cidr}”不对，应写成 10.8.0.0/16 或 fd00::/8 这样。",
    en: "The range {cidr} is wrong; write it like 10.8.0.0/16 or fd00::/8.",
  },
});

export const problems = { ...refusalProblems, ...ownProblems };
