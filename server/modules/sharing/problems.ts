import { problemTable } from "#kernel/problem";

export const problems = problemTable("sharing", {
  "file-not-found": {
    status: 404,
    zh: "没有“{key}”这件{kindZh}，或它不在您的数据范围内。请核对编号。",
    en: "There is no {kindEn} {key}, or it is outside your scope. Check its number.",
  },
  "basis-not-found": {
    status: 404,
    zh: "依据库里没有“{key}”。请在依据库里选择，或请主管部门补充。",
    en: "The library has no basis {key}. Choose one of it, or ask the bureau to add it.",
  },
  "basis-taken": {
    status: 409,
    zh: "依据库里已有“{title}”{article}。请直接使用，或修改原有的那一条。",
    en: "The library already has “{title}” {article}. Use it or edit it.",
  },
  "rule-not-found": {
    status: 404,
    zh: "没有编号为 {key} 的违规规则。全部规则见违规核查页。",
    en: "There is no rule {key}. The violations page lists them.",
  },
  "department-not-found": {
    status: 404,
    zh: "没有代码为 {department} 的部门。请在部门名录里选择。",
    en: "There is no department {department}. Choose one of the register.",
  },
  "no-department": {
    status: 409,
    zh: "您现在没有代表哪个部门，不能办理共享事项。请先切换到所属部门。",
    en: "You act for no department now. Switch to yours first.",
  },
  "wrong-state": { status: 409, zh: "不能这样办：{whyZh}。", en: "You cannot do this: {whyEn}." },
  "not-your-step": { status: 403, zh: "不能这样办：{whyZh}。", en: "You cannot do this: {whyEn}." },
  "not-ready": {
    status: 422,
    zh: "还有 {count} 处要补齐，补齐后再提交：{listZh}。",
    en: "{count} things are still to be filled in: {listEn}.",
  },
  "answer-wrong": {
    status: 422,
    zh: "答复有 {count} 处不对：{listZh}。",
    en: "{count} things in the answer are wrong: {listEn}.",
  },
  "reason-missing": {
    status: 422,
    zh: "不同意共享应当说明理由（条例第二十一条）。请写明理由。",
    en: "A refusal needs its reason (Order 809 art. 21). Give it.",
  },
  "no-legal-basis": {
    status: 422,
    zh: "不予共享必须有法律、行政法规或者国务院决定的明确规定（条例第十四、十五条）。请选择依据并写明名称和条款；没有的，按有条件共享审核。",
    en: "Not sharing needs a law, an administrative regulation or a State Council decision (Order 809 art. 14, 15). Name it and its article, or examine the request as conditional.",
  },
  "own-data": {
    status: 422,
    zh: "“{name}”是本部门自己的数据，不需要申请。请从数据篮里移出。",
    en: "“{name}” is your own department's data and needs no request. Take it out of the basket.",
  },
  "dispute-open": {
    status: 409,
    zh: "这件申请已有争议 {number} 在处理。请在那一件里补充意见。",
    en: "Dispute {number} about this request is under way. Add to that one.",
  },
  "case-open": {
    status: 409,
    zh: "这件申请已有处置 {number} 在办理。请在那一件里继续。",
    en: "Case {number} about this request is under way. Go on there.",
  },
  "not-one-sided": {
    status: 403,
    zh: "双方协商时，“{outcome}”要由{sideZh}来办。谈不拢的，请提交主管部门协调。",
    en: "Between the parties, “{outcome}” is for the {sideEn} to give. If you cannot agree, take it to the bureau.",
  },
  "rectify-first": {
    status: 409,
    zh: "整改期限 {until} 还没有到，需求部门也没有报整改。到期仍不整改或者整改不到位的，才可以终止共享（条例第二十七条）。",
    en: "The day to rectify, {until}, has not passed and nothing was reported. Sharing may end only where it is not mended (Order 809 art. 27).",
  },
  "consult-first": {
    status: 409,
    zh: "无正当理由不得终止或者变更服务。确需终止的，应当先与需求部门协商，并报主管部门备案（条例第二十七条）。现在{whatZh}。",
    en: "A service may be stopped only after consultation and filing with the bureau (Order 809 art. 27). Now {whatEn}.",
  },
  "extension-missing": {
    status: 409,
    zh: "没有待决定的延期申请。请先看经过里最近一次延期的办理结果。",
    en: "No extension waits for a decision. Look at the story for the last one.",
  },
  "client-not-yours": {
    status: 422,
    zh: "凭证 {id} 不是本部门的，或已停用。请选本部门的凭证，或留空新领一个。",
    en: "Client {id} is not your department's, or it is disabled. Choose one of yours, or none to get a new one.",
  },
  "field-unknown": {
    status: 422,
    zh: "“{name}”没有名为 {field} 的数据项。请从资源页的数据项里选。",
    en: "“{name}” has no item {field}. Choose one of the resource's items.",
  },
  "department-named-twice": {
    status: 422,
    zh: "{department} 在任务里出现了两次。请合并成一项任务。",
    en: "{department} has two tasks. Make them one.",
  },
  "task-not-found": {
    status: 404,
    zh: "调度令里没有派给本部门的这项任务。请打开调度令核对。",
    en: "The order has no such task for your department. Open the order and check.",
  },
  "period-wrong": {
    status: 422,
    zh: "起止日期不对：{from} 晚于 {until}。请改正。",
    en: "The period is wrong: {from} is after {until}. Mend it.",
  },
  "setting-not-yours": {
    status: 403,
    zh: "自动答复规则由本部门共享工作机构负责人签定，您只能改收件邮箱。",
    en: "Automatic answers are signed by the department's head of sharing; you may change the mailbox only.",
  },
  "bad-cursor": {
    status: 400,
    zh: "翻页标记不对。请从第一页重新取。",
    en: "The cursor is wrong. Start again from the first page.",
  },
});
