import { renderToStaticMarkup } from "react-dom/server";
import { type Alternate, ofCatalog } from "./alternates.ts";
import { at, h, link, type Node, type PageContext, say } from "./element.ts";
import { styleSheet } from "./style.ts";

export type Place = "data" | "applications" | "answers" | "statistics" | "none";

export interface PageParts {
  readonly title: string;
  readonly description: string;
  readonly place: Place;
  readonly body: Node;
  /** schema.org, where the page is about a thing. */
  readonly jsonLd?: object;
  /** Pages of one person's own are not for search engines. */
  readonly isPrivate?: boolean;
  /** Each carries a number of its own, by which one form sent twice is one matter: two people must never get the same. */
  readonly isForm?: boolean;
  /** Path of this page without filters. */
  readonly canonical?: string;
  /** Files of the same thing, for machines; the catalog's unless said. */
  readonly alternates?: readonly Alternate[];
}

/** A whole page, readable without scripts and without a second request. */
export function pageHtml(context: PageContext, parts: PageParts): string {
  const { lang, origin } = context;
  const siteName = say(context, `${context.nodeName}公共数据开放`, `${context.nodeName} Open Data`);
  const own = parts.canonical ?? context.path.split("?")[0] ?? "/open";
  const inLanguage = (other: "zh" | "en") => `${origin}${at({ lang: other }, own)}`;
  const head = [
    h("meta", { charSet: "utf-8" }),
    h("meta", { name: "viewport", content: "width=device-width,initial-scale=1" }),
    h("title", null, `${parts.title} · ${siteName}`),
    h("meta", { name: "description", content: parts.description.slice(0, 300) }),
    ...(parts.isPrivate
      ? [h("meta", { name: "robots", content: "noindex" })]
      : [
          h("link", { rel: "canonical", href: inLanguage(lang) }),
          h("link", { rel: "alternate", hrefLang: "zh-CN", href: inLanguage("zh") }),
          h("link", { rel: "alternate", hrefLang: "en", href: inLanguage("en") }),
          h("meta", { property: "og:title", content: parts.title }),
          h("meta", { property: "og:description", content: parts.description.slice(0, 300) }),
        ]),
    ...(parts.isPrivate ? [] : (parts.alternates ?? ofCatalog(context))).map(({ type, path, title }) =>
      h("link", { rel: "alternate", type, href: origin + path, ...(title === undefined ? {} : { title }) }),
    ),
    // A page needs no icon, and asks for none.
    h("link", { rel: "icon", href: "data:," }),
    h("style", { dangerouslySetInnerHTML: { __html: styleSheet() } }),
    ...(parts.jsonLd
      ? [h("script", { type: "application/ld+json", dangerouslySetInnerHTML: { __html: jsonIn(parts.jsonLd) } })]
      : []),
  ];
  const page = h(
    "html",
    { lang: lang === "en" ? "en" : "zh-CN" },
    h("head", null, ...head),
    h(
      "body",
      null,
      h("a", { className: "skip", href: "#main" }, say(context, "跳到正文", "Skip to content")),
      header(context, siteName, parts.place),
      h("main", { id: "main", className: "wrap" }, parts.body),
      footer(context),
    ),
  );
  return `<!doctype html>${renderToStaticMarkup(page)}`;
}

/** JSON inside a page must not end the element it stands in. */
const jsonIn = (data: object): string => JSON.stringify(data).replaceAll("<", "\\u003c");

function header(context: PageContext, siteName: string, place: Place): Node {
  const item = (name: Place, path: string, text: string) =>
    h("a", { href: at(context, path), ...(name === place ? { "aria-current": "page" as const } : {}) }, text);
  const other = context.lang === "en" ? "zh" : "en";
  const [path = "/open", query] = context.path.split("?");
  const kept = Object.fromEntries([...new URLSearchParams(query)].filter(([name]) => name !== "lang"));
  const otherPath = other === "zh" ? at({ lang: "zh" }, path, { ...kept, lang: "zh" }) : at({ lang: "en" }, path, kept);
  return h(
    "header",
    { className: "bar" },
    h(
      "div",
      { className: "wrap" },
      h("a", { className: "brand", href: at(context, "/open") }, h("b", { "aria-hidden": true }, "堰"), siteName),
      h(
        "nav",
        { "aria-label": say(context, "主导航", "Main") },
        item("data", "/open/datasets", say(context, "数据", "Data")),
        item("applications", "/open/applications", say(context, "应用", "Uses")),
        item("answers", "/open/answers", say(context, "申请与回应", "Requests")),
        item("statistics", "/open/statistics", say(context, "统计", "Statistics")),
      ),
      h(
        "span",
        { className: "tools" },
        h("a", { href: otherPath, lang: other === "en" ? "en" : "zh-CN" }, other === "en" ? "English" : "中文"),
      ),
    ),
  );
}

function footer(context: PageContext): Node {
  return h(
    "footer",
    { className: "foot" },
    h(
      "div",
      { className: "wrap" },
      link(context, "/open/themes", say(context, "主题", "Themes")),
      link(context, "/open/departments", say(context, "部门", "Departments")),
      link(context, "/open/request", say(context, "申请开放数据", "Request data")),
      link(context, "/open/suggest", say(context, "提建议", "Suggest")),
      link(context, "/open/receipts", say(context, "查办理进度", "Follow a request")),
      h("a", { href: "/docs" }, say(context, "接口文档", "API")),
      h("a", { href: "/" }, say(context, "工作人员登录", "Staff sign-in")),
    ),
  );
}
