/** What a column can mean to matching: each meaning has its own canonical form, levels of likeness and keys to block by. */
export const meanings = [
  "citizen-id", // 18 digits of GB 11643, 15 digits of an old card
  "credit-code", // GB 32100
  "identifier", // any other number or code that tells its bearer: nearly every value differs
  "person-name",
  "given-name",
  "family-name",
  "entity-name", // name of a firm or an organisation
  "date",
  "phone",
  "email",
  "address",
  "place", // a town, a district: short text of few values
  "postcode",
  "house-number",
  "code", // one of few values: sex, state, kind
  "number", // an amount, a price, a measure
  "text", // sentences: descriptions, titles of goods
  "row-id", // numbers the rows of its own table and says nothing of what they are about
  "ignored", // empty, the same everywhere, or a time of processing
] as const;
export type Meaning = (typeof meanings)[number];

export const meaningNames: Readonly<Record<Meaning, { readonly zh: string; readonly en: string }>> = {
  "citizen-id": { zh: "公民身份号码", en: "citizen identification number" },
  "credit-code": { zh: "统一社会信用代码", en: "unified social credit code" },
  identifier: { zh: "其他编号", en: "identifier" },
  "person-name": { zh: "姓名", en: "name of a person" },
  "given-name": { zh: "名", en: "given name" },
  "family-name": { zh: "姓", en: "family name" },
  "entity-name": { zh: "单位名称", en: "name of an organisation" },
  date: { zh: "日期", en: "date" },
  phone: { zh: "电话", en: "telephone number" },
  email: { zh: "电子邮箱", en: "e-mail address" },
  address: { zh: "地址", en: "address" },
  place: { zh: "地名", en: "place" },
  postcode: { zh: "邮政编码", en: "postcode" },
  "house-number": { zh: "门牌号", en: "house number" },
  code: { zh: "代码", en: "code" },
  number: { zh: "数值", en: "number" },
  text: { zh: "文本", en: "text" },
  "row-id": { zh: "行号", en: "row number" },
  ignored: { zh: "不用于比对", en: "not compared" },
};

/** Columns of these meanings are compared; the others are only carried along. */
export const isCompared = (meaning: Meaning): boolean => meaning !== "row-id" && meaning !== "ignored";

/** Numbers that carry a check character: equal and right, they settle a pair. */
export const isChecked = (meaning: Meaning): meaning is "citizen-id" | "credit-code" =>
  meaning === "citizen-id" || meaning === "credit-code";
