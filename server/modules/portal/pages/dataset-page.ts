import { updateCycleNames } from "#contract/catalog";
import { openFormatNames, type DatasetVersion, type OpenFormat, type PublicDataset } from "#contract/portal";
import type { DerivedApplication } from "#contract/portal-visitors";
import { applicationKindNames } from "#contract/portal-visitors";
import type { Picture } from "../picture.ts";
import { ofDataset } from "./alternates.ts";
import { asidePart } from "./dataset-aside.ts";
import { barChart, pointMap } from "./drawings.ts";
import { at, h, langOf, link, type Node, type PageContext, say, told } from "./element.ts";
import { count, day, size } from "./format.ts";
import type { PageParts } from "./frame.ts";
import { datasetJsonLd } from "./json-ld.ts";

export interface DatasetPage {
  readonly dataset: PublicDataset;
  readonly picture: Picture | null;
  readonly versions: readonly DatasetVersion[];
  readonly applications: readonly DerivedApplication[];
  /** Working days in which a mistake is answered. */
  readonly correctionDays: number | null;
  readonly rowsPerMinute: number;
}

const hints: Readonly<Record<OpenFormat, { zh: string; en: string }>> = {
  csv: { zh: "Excel 可直接打开", en: "opens in Excel" },
  xlsx: { zh: "带数据来源说明", en: "with a sheet that says where it is from" },
  json: { zh: "给程序用", en: "for programs" },
  parquet: { zh: "给分析用", en: "for analysis" },
  geojson: { zh: "给地图用", en: "for maps" },
};

export function datasetPage(context: PageContext, page: DatasetPage): PageParts {
  const { dataset } = page;
  const title = told(context, dataset.title);
  return {
    title,
    description: told(context, dataset.description),
    place: "data",
    canonical: `/open/datasets/${dataset.code}`,
    jsonLd: datasetJsonLd(context.origin, dataset),
    alternates: ofDataset(context, dataset.code),
    body: h(
      "div",
      null,
      h(
        "p",
        { className: "crumb" },
        link(context, "/open/datasets", say(context, "数据", "Data")),
        " / ",
        link(context, "/open/datasets", told(context, dataset.theme.name), { theme: dataset.theme.code }),
      ),
      h("h1", { lang: langOf(context, dataset.title) }, title),
      h("p", { className: "lede", lang: langOf(context, dataset.description) }, told(context, dataset.description)),
      factList(context, dataset),
      dataset.isInvented
        ? h(
            "p",
            { className: "note" },
            say(context, "示例数据，人物、单位均为编造。", "Sample data; everything in it is invented."),
          )
        : null,
      h(
        "div",
        { className: "grid" },
        h(
          "div",
          null,
          downloads(context, page),
          pictures(context, page),
          preview(context, page),
          columns(context, dataset),
          uses(context, page),
        ),
        asidePart(context, page),
      ),
    ),
  };
}

function factList(context: PageContext, dataset: PublicDataset): Node {
  const { lang } = context;
  const fact = (name: string, value: Node, small: string) =>
    h("div", null, h("dt", null, name), h("dd", null, value, " ", h("small", null, small)));
  const { score } = dataset.quality;
  return h(
    "dl",
    { className: "facts" },
    fact(
      say(context, "最近更新", "Updated"),
      dataset.loadedAt === null ? say(context, "准备中", "being prepared") : day(lang, dataset.loadedAt),
      told(context, updateCycleNames[dataset.frequency]),
    ),
    fact(
      say(context, "谁提供", "From"),
      link(
        context,
        "/open/datasets",
        lang === "en" && dataset.department.nameEn !== "" ? dataset.department.nameEn : dataset.department.name,
        { department: dataset.department.code },
      ),
      dataset.division.name,
    ),
    fact(
      say(context, "能怎么用", "May be used"),
      dataset.access === "open" ? say(context, "人人可用", "by everybody") : say(context, "签协议后用", "by agreement"),
      told(context, dataset.licence.summary),
    ),
    fact(
      say(context, "质量", "Quality"),
      score === null ? say(context, "未检查", "not checked") : String(Math.round(score * 10) / 10),
      score === null ? "" : say(context, "满分 100", "of 100"),
    ),
  );
}

function downloads(context: PageContext, { dataset, rowsPerMinute }: DatasetPage): Node {
  const heading = h("h2", { id: "download" }, say(context, "下载", "Download"));
  if (dataset.access === "conditional")
    return h(
      "div",
      null,
      heading,
      h("p", null, dataset.conditions),
      h(
        "p",
        null,
        h(
          "a",
          { className: "btn p", href: at(context, `/open/datasets/${dataset.code}/agreement`) },
          say(context, "申请使用", "Apply to use it"),
        ),
      ),
    );
  if (dataset.distributions.length === 0)
    return h(
      "div",
      null,
      heading,
      h("p", null, say(context, "文件正在生成，请稍后再来。", "The files are being made; come back in a while.")),
    );
  const verb = say(context, "下载", "Download");
  const files = dataset.distributions.map((file, position) =>
    h(
      "li",
      { key: file.format },
      h(
        "a",
        { href: file.path, download: "", ...(position === 0 ? { className: "btn p" } : {}) },
        `${verb} ${told(context, openFormatNames[file.format])}`,
      ),
      h("span", { className: "note" }, `${size(file.sizeBytes)} · ${told(context, hints[file.format])}`),
    ),
  );
  return h(
    "div",
    null,
    heading,
    h(
      "ul",
      { className: "list dl" },
      ...files,
      h(
        "li",
        { key: "rows" },
        h("a", { href: `${dataset.rowsPath}?limit=10` }, say(context, "接口", "API")),
        h(
          "span",
          { className: "note" },
          say(
            context,
            `按条件取，不用注册，每分钟 ${rowsPerMinute} 次`,
            `rows by filter, no sign-up, ${rowsPerMinute} calls a minute`,
          ),
        ),
      ),
    ),
    h(
      "details",
      null,
      h("summary", null, say(context, "核对文件（SHA-256）", "Check the files (SHA-256)")),
      ...dataset.distributions.map((file) =>
        h("p", { key: file.format, className: "note" }, file.fileName, h("br"), h("code", null, file.sha256)),
      ),
    ),
  );
}

function pictures(context: PageContext, { dataset, picture }: DatasetPage): Node {
  if (!picture || dataset.access === "conditional") return null;
  const { bars, map } = picture;
  const named = dataset.fields.find(({ field }) => field === bars?.field);
  return h(
    "div",
    null,
    bars ? h("h2", null, chartHeading(context, named ? named.name : { zh: bars.field, en: bars.field })) : null,
    bars ? barChart(context, bars, named ? told(context, named.name) : bars.field) : null,
    map ? h("h2", null, say(context, "在哪里？", "Where is it?")) : null,
    map ? pointMap(context, map) : null,
  );
}

const isPlace = /区|县|市|乡|镇|街道|村|所在地|地区|辖/;

const chartHeading = (context: PageContext, column: PublicDataset["title"]): string =>
  isPlace.test(column.zh)
    ? say(context, "哪里多、哪里少？", "Where many, where few?")
    : say(context, `每种${column.zh}有多少？`, `How many of each ${told(context, column).toLowerCase()}?`);

const widest = 8;

function preview(context: PageContext, { dataset, picture }: DatasetPage): Node {
  if (!picture || picture.rows.length === 0 || dataset.access === "conditional") return null;
  const shown = dataset.fields.slice(0, widest).map((field) => ({ ...field, at: picture.fields.indexOf(field.field) }));
  const isNumber = (kind: string) => kind === "integer" || kind === "decimal" || kind === "number";
  return h(
    "div",
    null,
    h("h2", null, say(context, "先看几行", "The first rows")),
    h(
      "div",
      { className: "sc", tabIndex: 0, role: "region", "aria-label": say(context, "前几行", "First rows") },
      h(
        "table",
        null,
        h(
          "thead",
          null,
          h(
            "tr",
            null,
            ...shown.map(({ field, name, type }) =>
              h(
                "th",
                { key: field, scope: "col", className: isNumber(type.kind) ? "num" : undefined },
                told(context, name),
              ),
            ),
          ),
        ),
        h(
          "tbody",
          null,
          ...picture.rows.map((row, index) =>
            h(
              "tr",
              { key: index },
              ...shown.map(({ field, type, at: position }) => {
                const value = row[position] ?? null;
                return h(
                  "td",
                  { key: field, className: isNumber(type.kind) ? "num" : undefined },
                  value === null ? "" : String(value),
                );
              }),
            ),
          ),
        ),
      ),
    ),
    h(
      "p",
      { className: "note" },
      say(
        context,
        `第 1–${picture.rows.length} 行，共 ${count(dataset.rowCount)} 行。`,
        `Rows 1–${picture.rows.length} of ${count(dataset.rowCount)}.`,
      ),
    ),
  );
}

function columns(context: PageContext, { fields, suppression }: PublicDataset): Node {
  const marks = (field: PublicDataset["fields"][number]): string[] => [
    ...(field.unit === null ? [] : [say(context, `单位：${field.unit}`, `unit: ${field.unit}`)]),
    ...(field.standard === "" ? [] : [field.standard]),
    ...(field.isMasked ? [say(context, "已脱敏", "masked")] : []),
    ...(field.isSuppressed && suppression
      ? [say(context, `小于 ${suppression.below} 的不公布`, `below ${suppression.below} not given out`)]
      : []),
  ];
  // The dictionary defines its elements in Chinese.
  const zhHere = context.lang === "en" ? "zh-CN" : undefined;
  return h(
    "div",
    null,
    h("h2", { id: "fields" }, say(context, "每一列是什么意思", "What each column means")),
    h(
      "table",
      null,
      h(
        "thead",
        null,
        h(
          "tr",
          null,
          h("th", { scope: "col" }, say(context, "列", "Column")),
          h("th", { scope: "col" }, say(context, "意思", "Meaning")),
          h("th", { scope: "col", className: "hide" }, say(context, "例子", "Example")),
        ),
      ),
      h(
        "tbody",
        null,
        ...fields.map((field) =>
          h(
            "tr",
            { key: field.field },
            h("th", { scope: "row" }, told(context, field.name), h("br"), h("code", null, field.field)),
            h(
              "td",
              { lang: zhHere },
              field.description,
              h("br"),
              h("small", { className: "note" }, marks(field).join(" · ")),
            ),
            h("td", { className: "hide" }, field.example ?? ""),
          ),
        ),
      ),
    ),
  );
}

function uses(context: PageContext, { dataset, applications }: DatasetPage): Node {
  const figures = say(
    context,
    `下载 ${count(dataset.uses.downloads)} 次，接口调用 ${count(dataset.uses.calls)} 次。`,
    `${count(dataset.uses.downloads)} downloads, ${count(dataset.uses.calls)} API calls.`,
  );
  return h(
    "div",
    null,
    h("h2", null, say(context, "谁用它做了什么", "What was made of it")),
    h("p", { className: "note" }, figures),
    applications.length === 0
      ? null
      : h(
          "ul",
          { className: "list" },
          ...applications.map((one) =>
            h(
              "li",
              { key: one.id },
              h("h3", null, h("a", { href: one.url, rel: "nofollow noopener" }, one.title)),
              h(
                "p",
                null,
                `${one.body} ${told(context, applicationKindNames[one.kind])} · ${one.author} · ${day(context.lang, one.createdAt)}`,
              ),
            ),
          ),
        ),
    h(
      "p",
      null,
      link(context, "/open/applications/new", say(context, "登记您做的应用", "Register what you made"), {
        datasets: dataset.code,
      }),
    ),
  );
}
