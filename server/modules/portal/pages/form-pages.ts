import { applicationKindNames, applicationKinds } from "#contract/portal-visitors";
import type { Licence, PublicDataset } from "#contract/portal";
import type { FormFault } from "../forms.ts";
import { h, link, type Node, type PageContext, say, told } from "./element.ts";
import type { PageParts } from "./frame.ts";

/** What was typed, shown again where something is wrong. */
export interface Typed {
  readonly values: Readonly<Record<string, string>>;
  readonly faults: readonly FormFault[];
}

interface FieldSpec {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly kind?: "text" | "area" | "url";
  readonly most: number;
  readonly required?: boolean;
  readonly choices?: readonly (readonly [string, string])[];
}

function field(context: PageContext, { values, faults }: Typed, spec: FieldSpec): Node {
  const { name, label, hint, kind = "text", most, required = false, choices } = spec;
  const fault = faults.find((one) => one.field === name);
  const described = [hint === undefined ? "" : `${name}-hint`, fault ? `${name}-why` : ""]
    .filter((id) => id !== "")
    .join(" ");
  const common = {
    id: name,
    name,
    maxLength: most,
    defaultValue: values[name] ?? "",
    required,
    ...(described === "" ? {} : { "aria-describedby": described }),
    ...(fault ? { "aria-invalid": true } : {}),
  };
  const control =
    choices === undefined
      ? kind === "area"
        ? h("textarea", { ...common, rows: 6 })
        : h("input", { ...common, type: kind })
      : h(
          "select",
          { id: name, name, defaultValue: values[name] ?? "", required },
          ...[["", ""] as const, ...choices].map(([value, text]) => h("option", { key: value, value }, text)),
        );
  return h(
    "div",
    { key: name, className: fault ? "wrong" : undefined },
    h(
      "label",
      { htmlFor: name },
      label,
      required ? "" : h("span", { className: "note" }, say(context, "（可不填）", " (optional)")),
    ),
    hint === undefined ? null : h("span", { className: "hint", id: `${name}-hint` }, hint),
    fault ? h("span", { className: "why", id: `${name}-why` }, told(context, fault.text)) : null,
    control,
  );
}

/** Everything that is wrong, on top, each leading to its field; the focus is here when the page opens. */
const faultList = (context: PageContext, { faults }: Typed): Node =>
  faults.length === 0
    ? null
    : h(
        "div",
        { className: "faults", role: "alert", tabIndex: -1, autoFocus: true },
        h(
          "h2",
          { style: { margin: 0 } },
          say(context, `有 ${faults.length} 处要改`, `${faults.length} things to mend`),
        ),
        h(
          "ul",
          null,
          ...faults.map((fault) =>
            h("li", { key: fault.field }, h("a", { href: `#${fault.field}` }, told(context, fault.text))),
          ),
        ),
      );

interface FormSpec {
  readonly title: string;
  readonly lede: Node;
  readonly action: string;
  readonly typed: Typed;
  readonly fields: readonly FieldSpec[];
  readonly extra?: Node;
  readonly send: string;
}

function formPage(context: PageContext, { title, lede, action, typed, fields, extra, send }: FormSpec): PageParts {
  return {
    title: typed.faults.length > 0 ? say(context, `有错误：${title}`, `Error: ${title}`) : title,
    description: title,
    place: "answers",
    isPrivate: typed.faults.length > 0,
    isForm: true,
    body: h(
      "div",
      { className: "one" },
      faultList(context, typed),
      h("h1", null, title),
      h("p", { className: "lede" }, lede),
      h(
        "form",
        { action, method: "post", noValidate: true },
        h("input", { type: "hidden", name: "once", value: typed.values["once"] ?? crypto.randomUUID() }),
        ...fields.map((spec) => field(context, typed, spec)),
        extra,
        h("br"),
        h("button", null, send),
      ),
      h(
        "p",
        { className: "note" },
        say(
          context,
          "您的联系方式加密保存，只用来答复您，不公开。",
          "How to reach you is kept encrypted, used to answer you only, and never shown.",
        ),
      ),
    ),
  };
}

const contactFields = (context: PageContext, required: boolean): FieldSpec[] => [
  { name: "name", label: say(context, "怎样称呼您", "Your name"), most: 60 },
  {
    name: "contact",
    label: say(context, "电话或邮箱", "Telephone or e-mail"),
    hint: say(context, "不留也可以凭回执号查结果", "Without it you can still follow it by its receipt"),
    most: 120,
    required,
  },
];

/** `{action}` keeps the language, so that the answer comes in it. */
const addressOf = ({ lang }: PageContext, path: string): string => (lang === "en" ? `${path}?lang=en` : path);

export const requestForm = (
  context: PageContext,
  typed: Typed,
  { departments, days }: { readonly departments: readonly (readonly [string, string])[]; readonly days: number | null },
): PageParts =>
  formPage(context, {
    title: say(context, "申请开放数据", "Ask for data to be opened"),
    lede: say(
      context,
      `说清要什么、用来做什么。${days === null ? "" : `${days} 个工作日内`}答复您。`,
      `Say what you need and what for. You are answered${days === null ? "" : ` within ${days} working days`}.`,
    ),
    action: addressOf(context, "/open/request"),
    typed,
    fields: [
      { name: "title", label: say(context, "想要什么数据", "What data"), most: 120, required: true },
      {
        name: "body",
        label: say(context, "具体要哪些内容、用来做什么", "What exactly, and what for"),
        kind: "area",
        most: 2000,
        required: true,
      },
      {
        name: "department",
        label: say(context, "觉得哪个部门有", "Which department may have it"),
        most: 80,
        choices: departments,
      },
      ...contactFields(context, false),
    ],
    send: say(context, "提交申请", "Send the request"),
  });

export const suggestForm = (context: PageContext, typed: Typed, dataset: PublicDataset | null): PageParts =>
  formPage(context, {
    title: say(context, "提建议", "Make a suggestion"),
    lede: dataset
      ? say(context, `关于“${dataset.title.zh}”`, `About “${told(context, dataset.title)}”`)
      : say(context, "关于数据、网站或服务都可以。", "About data, this site or anything around it."),
    action: addressOf(context, "/open/suggest"),
    typed: { ...typed, values: { dataset: dataset?.code ?? "", ...typed.values } },
    fields: [
      { name: "title", label: say(context, "建议什么", "In a few words"), most: 120, required: true },
      { name: "body", label: say(context, "说明", "What you suggest"), kind: "area", most: 2000, required: true },
      ...contactFields(context, false),
    ],
    extra: h("input", { type: "hidden", name: "dataset", value: dataset?.code ?? typed.values["dataset"] ?? "" }),
    send: say(context, "提交建议", "Send the suggestion"),
  });

export const correctionForm = (
  context: PageContext,
  typed: Typed,
  dataset: PublicDataset,
  days: number | null,
): PageParts =>
  formPage(context, {
    title: say(context, "报告数据错误", "Report a mistake"),
    lede: h(
      "span",
      null,
      link(context, `/open/datasets/${dataset.code}`, told(context, dataset.title)),
      say(
        context,
        `。${dataset.department.name}${days === null ? "" : ` ${days} 个工作日内`}核实并答复。`,
        `. ${dataset.department.nameEn || dataset.department.name} answers${days === null ? "" : ` within ${days} working days`}.`,
      ),
    ),
    action: addressOf(context, `/open/datasets/${dataset.code}/correction`),
    typed,
    fields: [
      { name: "title", label: say(context, "哪一行、哪一列", "Which row and column"), most: 120 },
      {
        name: "body",
        label: say(context, "哪里不对，应当是什么", "What is wrong, and what is right"),
        kind: "area",
        most: 2000,
        required: true,
      },
      ...contactFields(context, false),
    ],
    send: say(context, "报告错误", "Report it"),
  });

export const applicationForm = (context: PageContext, typed: Typed): PageParts =>
  formPage(context, {
    title: say(context, "登记用开放数据做的应用", "Register what you made of open data"),
    lede: say(
      context,
      "数据局看过后列入“应用”，并显示在所用数据集的页面上。",
      "Once looked at, it is listed under Uses and on the pages of its datasets.",
    ),
    action: addressOf(context, "/open/applications/new"),
    typed,
    fields: [
      { name: "title", label: say(context, "名称", "Name"), most: 80, required: true },
      { name: "author", label: say(context, "谁做的", "Made by"), most: 80, required: true },
      {
        name: "kind",
        label: say(context, "类型", "Kind"),
        most: 40,
        required: true,
        choices: applicationKinds.map((kind) => [kind, told(context, applicationKindNames[kind])] as const),
      },
      { name: "url", label: say(context, "网址", "Address"), kind: "url", most: 400, required: true },
      { name: "body", label: say(context, "它做什么", "What it does"), kind: "area", most: 1000, required: true },
      {
        name: "datasets",
        label: say(context, "用到的数据集代号", "Codes of the datasets it uses"),
        hint: say(
          context,
          "数据集网址最后一段，几个之间用逗号隔开",
          "The last part of a dataset's address; several apart by commas",
        ),
        most: 1000,
        required: true,
      },
      { name: "contact", label: say(context, "电话或邮箱", "Telephone or e-mail"), most: 120, required: true },
    ],
    send: say(context, "登记", "Register it"),
  });

export const agreementForm = (
  context: PageContext,
  typed: Typed,
  dataset: PublicDataset,
  licence: Licence | null,
  days: number | null,
): PageParts => {
  const wrong = typed.faults.find((fault) => fault.field === "agrees");
  return formPage(context, {
    title: say(context, "申请有条件开放的数据", "Apply for data open by agreement"),
    lede: h(
      "span",
      null,
      link(context, `/open/datasets/${dataset.code}`, told(context, dataset.title)),
      say(
        context,
        `。${days === null ? "" : `${days} 个工作日内`}由${dataset.department.name}答复。`,
        `. ${dataset.department.nameEn || dataset.department.name} answers${days === null ? "" : ` within ${days} working days`}.`,
      ),
    ),
    action: addressOf(context, `/open/datasets/${dataset.code}/agreement`),
    typed,
    fields: [
      {
        name: "partyKind",
        label: say(context, "申请人", "Who applies"),
        most: 20,
        required: true,
        choices: [
          ["company", say(context, "企业或组织", "A company or organisation")],
          ["person", say(context, "个人", "A person")],
        ],
      },
      { name: "party", label: say(context, "名称或姓名", "Its name"), most: 120, required: true },
      {
        name: "creditCode",
        label: say(context, "统一社会信用代码（企业、组织）", "Unified social credit code (companies)"),
        most: 18,
      },
      { name: "name", label: say(context, "联系人", "Whom to talk to"), most: 60, required: true },
      { name: "contact", label: say(context, "电话或邮箱", "Telephone or e-mail"), most: 120, required: true },
      {
        name: "purpose",
        label: say(context, "用来做什么", "What it is for"),
        kind: "area",
        most: 2000,
        required: true,
      },
      {
        name: "measures",
        label: say(context, "怎样保管、谁能看到、何时删除", "How it is kept, who sees it, when it is deleted"),
        kind: "area",
        most: 2000,
        required: true,
      },
    ],
    extra: h(
      "fieldset",
      { className: wrong ? "box wrong" : "box" },
      h("legend", null, licence ? told(context, licence.name) : say(context, "使用协议", "Agreement")),
      h("p", null, licence ? told(context, licence.text) : ""),
      h("p", null, dataset.conditions),
      wrong ? h("span", { className: "why", id: "agrees-why" }, told(context, wrong.text)) : null,
      h(
        "label",
        { htmlFor: "agrees" },
        h("input", {
          id: "agrees",
          type: "checkbox",
          name: "agrees",
          value: "yes",
          defaultChecked: typed.values["agrees"] === "yes",
        }),
        say(context, "我已读过并同意", "I have read it and agree"),
      ),
    ),
    send: say(context, "提交申请", "Send the application"),
  });
};
