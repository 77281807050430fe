import { at, h, type Node, type PageContext, say, told } from "./element.ts";
import type { DatasetPage } from "./dataset-page.ts";
import { count, day } from "./format.ts";

/** Beside the data: is it new and right, what if it is not, what may be done with it, what was before. */
export const asidePart = (context: PageContext, page: DatasetPage): Node =>
  h(
    "aside",
    null,
    freshness(context, page),
    mistakes(context, page),
    lacking(context, page),
    licence(context, page),
    versions(context, page),
  );

function freshness(context: PageContext, { dataset }: DatasetPage): Node {
  const { score, checkedAt } = dataset.quality;
  const facts: [string, string][] = [
    [say(context, "行数", "Rows"), count(dataset.rowCount)],
    [
      say(context, "数据质量分", "Quality score"),
      score === null ? say(context, "未检查", "not checked") : String(Math.round(score * 10) / 10),
    ],
    ...(checkedAt === null
      ? []
      : [[say(context, "检查日期", "Checked"), day(context.lang, checkedAt)] as [string, string]]),
    ...(dataset.nextUpdateBy === null
      ? []
      : [[say(context, "应更新于", "Next update by"), day(context.lang, dataset.nextUpdateBy)] as [string, string]]),
  ];
  const isLate = dataset.nextUpdateBy !== null && Date.parse(dataset.nextUpdateBy) < context.now.getTime();
  return h(
    "section",
    null,
    h("h3", null, say(context, "新不新、准不准", "How new, how right")),
    h(
      "dl",
      { className: "qk" },
      ...facts.flatMap(([name, value]) => [h("dt", { key: name }, name), h("dd", { key: `${name}=` }, value)]),
    ),
    isLate ? h("p", null, say(context, "没有按周期更新。", "It has not been updated as promised.")) : null,
  );
}

const mistakes = (context: PageContext, { dataset, correctionDays }: DatasetPage): Node =>
  h(
    "section",
    null,
    h("h3", null, say(context, "发现错了？", "Found a mistake?")),
    h(
      "p",
      null,
      say(
        context,
        `告诉我们哪一行、哪里不对。${dataset.department.name}${correctionDays === null ? "" : ` ${correctionDays} 个工作日内`}核实并答复您。`,
        `Tell us which row and what is wrong. ${dataset.department.nameEn || dataset.department.name} answers${correctionDays === null ? "" : ` within ${correctionDays} working days`}.`,
      ),
    ),
    h(
      "a",
      { className: "btn", href: at(context, `/open/datasets/${dataset.code}/correction`) },
      say(context, "报告错误", "Report a mistake"),
    ),
  );

const lacking = (context: PageContext, { dataset }: DatasetPage): Node =>
  h(
    "section",
    null,
    h("h3", null, say(context, "还缺什么？", "Something missing?")),
    h(
      "p",
      null,
      say(
        context,
        "想要的数据这里没有，可以申请开放；问和答都公开。",
        "Ask for data that is not here; questions and answers are public.",
      ),
    ),
    h(
      "a",
      { className: "btn", href: at(context, "/open/request", { department: dataset.department.code }) },
      say(context, "申请开放数据", "Request data"),
    ),
  );

function licence(context: PageContext, { dataset }: DatasetPage): Node {
  const date = dataset.loadedAt ?? dataset.modified;
  const citation = say(
    context,
    `${dataset.department.name}：${dataset.title.zh}，第 ${dataset.version} 版，${day("zh", date)}，${context.origin}/open/datasets/${dataset.code}`,
    `${dataset.department.nameEn || dataset.department.name}: ${told(context, dataset.title)}, version ${dataset.version}, ${day("en", date)}, ${context.origin}/open/datasets/${dataset.code}`,
  );
  const { url } = dataset.licence;
  return h(
    "section",
    null,
    h("h3", null, say(context, "许可与引用", "Licence and citation")),
    h(
      "p",
      null,
      h(
        "a",
        { href: url.startsWith("/") ? at(context, url) : url, rel: "license" },
        told(context, dataset.licence.name),
      ),
      say(context, "：", ": "),
      told(context, dataset.licence.summary),
    ),
    h("p", null, say(context, "引用写法：", "Cite as: "), h("q", null, citation)),
  );
}

function versions(context: PageContext, page: DatasetPage): Node {
  const [, ...older] = page.versions;
  return h(
    "section",
    null,
    h("h3", { id: "versions" }, say(context, "历史版本", "Versions")),
    h(
      "p",
      null,
      page.versions.length === 0
        ? say(context, "还没有。", "None yet.")
        : say(context, `现在是第 ${page.dataset.version} 版。`, `This is version ${page.dataset.version}.`),
    ),
    older.length === 0
      ? null
      : h(
          "details",
          null,
          h("summary", null, say(context, `以前 ${older.length} 个版本`, `${older.length} earlier ones`)),
          ...older
            .slice(0, 24)
            .map((version) =>
              h(
                "p",
                { key: version.version },
                say(context, `第 ${version.version} 版，`, `Version ${version.version}, `),
                day(context.lang, version.at),
                say(context, `，${count(version.rowCount)} 行 `, `, ${count(version.rowCount)} rows `),
                ...version.distributions.map((file) =>
                  h("span", { key: file.format }, h("a", { href: file.path }, file.format), " "),
                ),
              ),
            ),
        ),
  );
}
