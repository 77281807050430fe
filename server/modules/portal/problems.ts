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
  "file-not-found": {
    status: 404,
    zh: "数据集“{code}”没有这种格式或这个版本的文件。现有的文件见 /open/datasets/{code}。",
    en: "Dataset {code} has no such file. /open/datasets/{code} lists those there are.",
  },
  "agreement-needed": {
    status: 403,
    zh: "“{title}”是有条件开放的，签了协议凭密钥取用。申请见 /open/datasets/{code}/agreement。",
    en: "{title} is open by agreement, and used with its key. Apply at /open/datasets/{code}/agreement.",
  },
  "too-many-calls": {
    status: 429,
    zh: "这个网络地址一分钟内读取的次数超过 {limit} 次，请 {retryAfterSeconds} 秒后再试，或下载整个文件。",
    en: "This address has read more than {limit} times in a minute. Try again in {retryAfterSeconds} seconds, or download the file.",
  },
  "too-many-forms": {
    status: 429,
    zh: "这个网络地址一小时内提交的次数超过 {limit} 次，请过些时候再来。",
    en: "This address has sent more than {limit} forms within the hour. Come back later.",
  },
  "opening-not-found": {
    status: 404,
    zh: "没有编号为 {id} 的开放数据集，或它不属于您的部门。",
    en: "There is no open dataset {id}, or it does not belong to your department.",
  },
  "not-your-step": {
    status: 403,
    zh: "您不能办这一步：{whyZh}。",
    en: "This step is not yours: {whyEn}.",
  },
  "wrong-state": {
    status: 409,
    zh: "现在不能办这一步：{whyZh}。",
    en: "This cannot be done now: {whyEn}.",
  },
  "may-not-open": {
    status: 409,
    zh: "有 {count} 处不符合开放要求，逐处改正后再来：{firstZh}",
    en: "{count} things keep it from being opened; mend each of them: {firstEn}",
  },
  "description-unfit": {
    status: 409,
    zh: "说明不合 DCAT-AP 的要求，别的平台收不了，共 {count} 处，改好再来：{firstZh}",
    en: "The description does not meet DCAT-AP, so other portals cannot take it over; {count} to mend: {firstEn}",
  },
  "code-taken": {
    status: 409,
    zh: "代号“{code}”已被另一个数据集使用，请换一个。",
    en: "The code {code} is taken by another dataset; choose another.",
  },
  "ticket-not-found": {
    status: 404,
    zh: "没有编号为 {id} 的事项，或它不由您的部门办理。",
    en: "There is no such matter {id}, or another department deals with it.",
  },
  "already-decided": {
    status: 409,
    zh: "这件事已经办结，不能再改。",
    en: "This has been decided already and cannot be changed.",
  },
  "form-wrong": {
    status: 400,
    zh: "有 {count} 处没有填对，请逐处改正。",
    en: "{count} fields are not right; mend each of them.",
  },
});
