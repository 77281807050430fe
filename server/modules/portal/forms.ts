import { type AgreementForm, type ApplicationForm, applicationKinds, type TicketForm } from "#contract/portal-visitors";
import type { Bilingual } from "#contract/text";
import { checkFacts, checkValue } from "#dictionary";

/** What is wrong with a field, for the list on top of the form and beside the field. */
export interface FormFault {
  readonly field: string;
  readonly text: Bilingual;
}

/** A credit code needs neither the day nor the divisions. */
const noFacts = checkFacts("", new Set());

const fault = (field: string, zh: string, en: string): FormFault => ({ field, text: { zh, en } });

function lengthFault(field: string, value: string, least: number, most: number, name: Bilingual): FormFault[] {
  const { length } = value.trim();
  if (length === 0 && least > 0) return [fault(field, `请填写${name.zh}`, `Fill in ${name.en}`)];
  if (length < least)
    return [fault(field, `${name.zh}至少写 ${least} 个字`, `Write at least ${least} characters: ${name.en}`)];
  return length > most ? [fault(field, `${name.zh}最多 ${most} 个字`, `At most ${most} characters: ${name.en}`)] : [];
}

const reachable = /^(?:[^\s@]+@[^\s@]+\.[^\s@]+|\+?[\d\s()-]{6,20})$/;

function contactFaults(contact: string, isNeeded: boolean): FormFault[] {
  if (contact.trim() === "")
    return isNeeded ? [fault("contact", "请填写电话或邮箱", "Fill in a telephone number or an e-mail address")] : [];
  return reachable.test(contact.trim())
    ? []
    : [fault("contact", "电话或邮箱写得不对", "This is no telephone number or e-mail address")];
}

export const ticketFaults = (form: TicketForm, needsTitle: boolean): FormFault[] => [
  ...lengthFault("title", form.title, needsTitle ? 2 : 0, 120, { zh: "标题", en: "the title" }),
  ...lengthFault("body", form.body, 5, 2000, { zh: "说明", en: "what it is about" }),
  ...lengthFault("name", form.name, 0, 60, { zh: "称呼", en: "your name" }),
  ...contactFaults(form.contact, false),
];

export const applicationFaults = (form: ApplicationForm): FormFault[] => [
  ...lengthFault("title", form.title, 2, 80, { zh: "名称", en: "the name" }),
  ...lengthFault("author", form.author, 2, 80, { zh: "作者", en: "who made it" }),
  ...((applicationKinds as readonly string[]).includes(form.kind)
    ? []
    : [fault("kind", "请选择类型", "Choose the kind")]),
  ...(isAddress(form.url)
    ? []
    : [fault("url", "网址应以 https:// 或 http:// 开头", "The address begins with https:// or http://")]),
  ...lengthFault("body", form.body, 5, 1000, { zh: "介绍", en: "what it does" }),
  ...lengthFault("datasets", form.datasets, 1, 1000, { zh: "用到的数据集", en: "the datasets it uses" }),
  ...contactFaults(form.contact, true),
];

function isAddress(text: string): boolean {
  const url = URL.parse(text.trim());
  return url !== null && (url.protocol === "https:" || url.protocol === "http:") && text.length <= 400;
}

export const agreementFaults = (form: AgreementForm): FormFault[] => [
  ...(form.partyKind === "company" || form.partyKind === "person"
    ? []
    : [fault("partyKind", "请选择企业或个人", "Choose a company or a person")]),
  ...lengthFault("party", form.party, 2, 120, { zh: "名称", en: "the name" }),
  ...(form.partyKind === "company" && checkValue("credit-code", form.creditCode.trim(), noFacts) !== null
    ? [fault("creditCode", "统一社会信用代码不对，应为 18 位", "This is no unified social credit code")]
    : []),
  ...lengthFault("name", form.name, 2, 60, { zh: "联系人", en: "whom to talk to" }),
  ...contactFaults(form.contact, true),
  ...lengthFault("purpose", form.purpose, 10, 2000, { zh: "用途", en: "what it is for" }),
  ...lengthFault("measures", form.measures, 10, 2000, { zh: "安全措施", en: "how it is kept safe" }),
  ...(form.agrees === "yes" ? [] : [fault("agrees", "同意协议后才能申请", "The agreement has to be agreed to")]),
];
