import { updateCycleNames } from "#contract/catalog";
import {
  accessRightNames,
  type DatasetFacets,
  type OpenStatistics,
  openFormatNames,
  type PublicDataset,
  type PublicDepartment,
  type PublicTheme,
} from "#contract/portal";
import { at, h, langOf, link, type Node, type PageContext, say, told } from "./element.ts";
import { count, day } from "./format.ts";
import type { PageParts } from "./frame.ts";

const searchBox = (context: PageContext, q: string): Node =>
  h(
    "form",
    { action: "/open/datasets", method: "get", className: "search", role: "search" },
    h("input", {
      type: "search",
      name: "q",
      defaultValue: q,
      maxLength: 120,
      "aria-label": say(context, "找什么数据", "What data are you looking for"),
      placeholder: say(context, "用自己的话说，比如：公交站点", "In your own words, such as: bus stops"),
    }),
    context.lang === "en" ? h("input", { type: "hidden", name: "lang", value: "en" }) : null,
    h("button", null, say(context, "查找数据", "Find data")),
  );

export const departmentName = ({ lang }: PageContext, { name, nameEn }: { name: string; nameEn: string }): string =>
  lang === "en" && nameEn !== "" ? nameEn : name;

/** Its name is a heading below that of the list it stands in. */
function datasetItem(context: PageContext, dataset: PublicDataset, level: "h2" | "h3"): Node {
  const formats = dataset.distributions.map(({ format }) => openFormatNames[format].en.split(" ")[0]);
  const facts = [
    departmentName(context, dataset.department),
    told(context, updateCycleNames[dataset.frequency]),
    say(context, `${count(dataset.rowCount)} 行`, `${count(dataset.rowCount)} rows`),
    ...(dataset.loadedAt === null
      ? []
      : [say(context, `${day("zh", dataset.loadedAt)}更新`, `updated ${day("en", dataset.loadedAt)}`)]),
    ...(dataset.access === "open" ? formats : [told(context, accessRightNames.conditional)]),
  ];
  return h(
    "li",
    { key: dataset.id },
    h(
      level,
      { lang: langOf(context, dataset.title) },
      link(context, `/open/datasets/${dataset.code}`, told(context, dataset.title)),
    ),
    h("p", { lang: langOf(context, dataset.description) }, shortened(told(context, dataset.description))),
    h("p", { className: "note" }, facts.join(" · ")),
  );
}

const longestShown = 120;
const shortened = (text: string): string =>
  text.length > longestShown ? `${text.slice(0, longestShown).toWellFormed()}…` : text;

export interface HomePage {
  readonly statistics: OpenStatistics;
  readonly themes: readonly PublicTheme[];
  readonly newest: readonly PublicDataset[];
}

export function homePage(context: PageContext, { statistics, themes, newest }: HomePage): PageParts {
  const { datasets, departments, rowCount } = statistics;
  const says = say(
    context,
    `${departments} 个部门开放的 ${count(datasets)} 个数据集，共 ${count(rowCount)} 行。免费，不用注册。`,
    `${count(datasets)} datasets of ${departments} departments, ${count(rowCount)} rows. Free, without signing up.`,
  );
  return {
    title: say(context, "公共数据开放", "Open data"),
    description: says,
    place: "none",
    canonical: "/open",
    jsonLd: {
      "@context": "https://schema.org",
      "@type": "DataCatalog",
      name: `${context.nodeName}公共数据开放`,
      url: `${context.origin}/open`,
      publisher: { "@type": "GovernmentOrganization", name: context.nodeName },
    },
    body: h(
      "div",
      { className: "one" },
      h("h1", null, say(context, "要找什么数据？", "What data are you looking for?")),
      h("p", { className: "lede" }, says),
      searchBox(context, ""),
      h("h2", null, say(context, "按主题", "By theme")),
      themeList(
        context,
        themes.filter((theme) => theme.datasets > 0),
      ),
      h("h2", null, say(context, "最近更新", "Recently updated")),
      newest.length === 0
        ? h("p", null, say(context, "还没有开放数据集。", "There is no open dataset yet."))
        : h("ul", { className: "list" }, ...newest.map((dataset) => datasetItem(context, dataset, "h3"))),
      h("p", null, link(context, "/open/datasets", say(context, "全部数据集", "All datasets"))),
    ),
  };
}

const themeList = (context: PageContext, themes: readonly PublicTheme[]): Node =>
  h(
    "ul",
    { className: "themes" },
    ...themes.map((theme) =>
      h(
        "li",
        { key: theme.code },
        link(context, "/open/datasets", told(context, theme.name), { theme: theme.code }),
        h("span", { className: "note" }, count(theme.datasets)),
      ),
    ),
  );

export function themesPage(context: PageContext, themes: readonly PublicTheme[]): PageParts {
  const title = say(context, "按主题找数据", "Data by theme");
  return {
    title,
    description: title,
    place: "data",
    body: h("div", { className: "one" }, h("h1", null, title), h("br"), themeList(context, themes)),
  };
}

export function departmentsPage(context: PageContext, departments: readonly PublicDepartment[]): PageParts {
  const title = say(context, "按部门找数据", "Data by department");
  return {
    title,
    description: title,
    place: "data",
    body: h(
      "div",
      { className: "one" },
      h("h1", null, title),
      h("br"),
      h(
        "ul",
        { className: "list" },
        ...departments.map((one) =>
          h(
            "li",
            { key: one.code },
            h("h2", null, link(context, "/open/datasets", departmentName(context, one), { department: one.code })),
            h(
              "p",
              { className: "note" },
              say(
                context,
                `${one.division.name} · ${one.datasets} 个数据集 · ${count(one.rowCount)} 行 · ${day("zh", one.modified)}更新`,
                `${one.division.name} · ${one.datasets} datasets · ${count(one.rowCount)} rows · updated ${day("en", one.modified)}`,
              ),
            ),
          ),
        ),
      ),
    ),
  };
}

export type ListQuery = Readonly<
  Partial<Record<"q" | "theme" | "department" | "division" | "format" | "access" | "keyword", string | undefined>>
>;

export interface ListPage {
  readonly query: ListQuery;
  readonly page: number;
  readonly perPage: number;
  readonly items: readonly PublicDataset[];
  readonly total: number;
  readonly facets: DatasetFacets;
}

export function datasetsPage(context: PageContext, list: ListPage): PageParts {
  const { query, items, total, page, perPage } = list;
  const q = query.q ?? "";
  const title = q === "" ? say(context, "数据集", "Datasets") : say(context, `“${q}”的查找结果`, `Results for “${q}”`);
  const last = Math.max(1, Math.ceil(total / perPage));
  const pageLink = (to: number, text: string) =>
    link(context, "/open/datasets", text, { ...query, page: to === 1 ? undefined : String(to) });
  return {
    title,
    description: say(context, `${count(total)} 个开放数据集`, `${count(total)} open datasets`),
    place: "data",
    isPrivate: q !== "",
    body: h(
      "div",
      { className: "one" },
      h("h1", null, title),
      searchBox(context, q),
      ...(["theme", "department", "format", "access"] as const).map((facet) => choices(context, list, facet)),
      h("p", { role: "status" }, say(context, `共 ${count(total)} 个数据集`, `${count(total)} datasets`)),
      items.length === 0
        ? nothing(context, q)
        : h("ul", { className: "list" }, ...items.map((dataset) => datasetItem(context, dataset, "h2"))),
      last === 1
        ? null
        : h(
            "nav",
            { "aria-label": say(context, "翻页", "Pages") },
            page > 1 ? pageLink(page - 1, say(context, "上一页", "Previous")) : null,
            h("span", { className: "note" }, say(context, `第 ${page} 页，共 ${last} 页 `, `Page ${page} of ${last} `)),
            page < last ? pageLink(page + 1, say(context, "下一页", "Next")) : null,
          ),
    ),
  };
}

/** Nothing is found: say so, and take the need up. */
const nothing = (context: PageContext, q: string): Node =>
  h(
    "div",
    { className: "box" },
    h(
      "p",
      null,
      say(
        context,
        "没有找到。可以换个说法，或者申请开放这些数据，会在期限内答复您。",
        "Nothing was found. Say it otherwise, or ask for the data to be opened; you will be answered in time.",
      ),
    ),
    h(
      "a",
      { className: "btn p", href: at(context, "/open/request", { title: q }) },
      say(context, "申请开放数据", "Request data"),
    ),
  );

const facetNames = {
  theme: { zh: "主题", en: "Theme" },
  department: { zh: "部门", en: "Department" },
  format: { zh: "格式", en: "Format" },
  access: { zh: "开放方式", en: "Access" },
} as const;

function choices(context: PageContext, { query, facets }: ListPage, facet: keyof typeof facetNames): Node {
  const values = facets[facet];
  const chosen = query[facet];
  if (values.length < 2 && chosen === undefined) return null;
  return h(
    "p",
    { key: facet, className: "pick" },
    `${told(context, facetNames[facet])}${say(context, "：", ": ")}`,
    ...values.slice(0, 12).map(({ value, label, count: own }) =>
      h(
        "a",
        {
          key: value,
          href: at(context, "/open/datasets", { ...query, [facet]: value }),
          ...(value === chosen ? { "aria-current": "true" as const } : {}),
        },
        `${told(context, label)} ${own}`,
      ),
    ),
    chosen === undefined
      ? null
      : h("a", { href: at(context, "/open/datasets", { ...query, [facet]: undefined }) }, say(context, "不限", "Any")),
  );
}
