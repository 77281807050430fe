import { problemTable } from "./problem.ts";

/** Refusals that no module owns. */
export const problems = problemTable("http", {
  "bad-request": {
    status: 400,
    zh: "请求里有 {count} 处不对，逐处说明见 errors。改正后重新提交。",
    en: "{count} things in the request are wrong; errors lists each. Mend them and send again.",
  },
  "bad-json": {
    status: 400,
    zh: "请求体不是完整的 JSON：{reason}。请检查后重新提交。",
    en: "The request body is not complete JSON: {reason}. Check it and send again.",
  },
  "bad-address": {
    status: 400,
    zh: "地址 {path} 写得不对：百分号后面要跟两位十六进制数，合起来是 UTF-8。请改正后重试。",
    en: "The address {path} is not right: a percent sign is followed by two hex digits, which make UTF-8. Mend it and try again.",
  },
  "bad-cursor": {
    status: 400,
    zh: "翻页标记 cursor 不对。它只能原样取自上一页的 next，请从第一页重新取。",
    en: "The cursor is not right. It is taken as it stands from the page before (next); begin again with the first page.",
  },
  "not-found": {
    status: 404,
    zh: "没有 {method} {path} 这个地址。全部接口见 /docs。",
    en: "There is no {method} {path}. /docs lists every call.",
  },
  "sign-in-required": {
    status: 401,
    zh: "请先登录，或在 Authorization 头里带上有效的令牌。",
    en: "Sign in first, or send a valid token in the Authorization header.",
  },
  "not-permitted": {
    status: 403,
    zh: "当前身份（{roles}）不能做“{operation}”。可以做的角色：{allowed}。请换身份，或请系统管理员授权。",
    en: "Your roles ({roles}) do not include {operation}. Roles that may: {allowed}. Switch identity or ask the system administrator.",
  },
  "cross-site": {
    status: 403,
    zh: "这个写操作来自别的网站（{origin}），已拒绝。请在本系统的页面里操作。",
    en: "This change came from another site ({origin}) and was refused. Use the hub's own pages.",
  },
  "if-match-required": {
    status: 428,
    zh: "修改前要说明改的是哪一版：请带上 If-Match 头，值取自读取时的 ETag。",
    en: "Say which version you edit: send If-Match with the ETag you read.",
  },
  "changed-meanwhile": {
    status: 412,
    zh: "这条记录在您打开之后已被修改（现为第 {current} 版，您改的是第 {given} 版）。请重新读取，再把修改补上。",
    en: "The record changed since you opened it (now version {current}, yours was {given}). Read it again and redo the edit.",
  },
  "idempotency-mismatch": {
    status: 422,
    zh: "同一个 Idempotency-Key 之前用在内容不同的请求上。换一个新的键再提交。",
    en: "This Idempotency-Key was used for a different request. Use a new key.",
  },
  "answered-once": {
    status: 409,
    zh: "这个 Idempotency-Key 的请求已经办成，其中的密钥只显示一次，不能再取。没有记下的话，请作废它，换一个新的键重新申请。",
    en: "The request with this Idempotency-Key was carried out; its secret was shown once and cannot be had again. If it was lost, revoke it and ask anew with another key.",
  },
  "too-large": {
    status: 413,
    zh: "请求体超过 {limitMb} MB 的上限。大文件请走文件上传接口。",
    en: "The body exceeds {limitMb} MB. Send large files through the upload call.",
  },
  "too-many-requests": {
    status: 429,
    zh: "请求太频繁，请在 {retryAfterSeconds} 秒后再试。",
    en: "Too many requests; try again in {retryAfterSeconds} seconds.",
  },
  "shutting-down": {
    status: 503,
    zh: "系统正在停机，请稍后重试。",
    en: "The hub is shutting down; try again shortly.",
  },
  defect: {
    status: 500,
    zh: "系统出错，未能完成。请把编号 {requestId} 告诉系统管理员。",
    en: "The hub failed and did not complete this. Give number {requestId} to the system administrator.",
  },
});
