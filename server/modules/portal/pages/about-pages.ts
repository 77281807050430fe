import type { Licence, OpenStatistics } from "#contract/portal";
import {
  applicationKindNames,
  type DerivedApplication,
  type Ticket,
  ticketKindNames,
  ticketOutcomeNames,
} from "#contract/portal-visitors";
import { h, link, type Node, type PageContext, say, told } from "./element.ts";
import { count, day } from "./format.ts";
import type { PageParts } from "./frame.ts";
import { departmentName } from "./list-pages.ts";

type Cell = string | { readonly node: Node };

function table(caption: string, heads: readonly string[], rows: readonly (readonly Cell[])[]): Node {
  return h(
    "div",
    { className: "sc", tabIndex: 0, role: "region", "aria-label": caption },
    h(
      "table",
      null,
      h("caption", null, caption),
      h(
        "thead",
        null,
        h(
          "tr",
          null,
          ...heads.map((head, column) =>
            h("th", { key: head, scope: "col", className: column === 0 ? undefined : "num" }, head),
          ),
        ),
      ),
      h(
        "tbody",
        null,
        ...rows.map((row, at) =>
          h(
            "tr",
            { key: at },
            ...row.map((cell, column) =>
              h(
                column === 0 ? "th" : "td",
                { key: column, ...(column === 0 ? { scope: "row" } : { className: "num" }) },
                typeof cell === "string" ? cell : cell.node,
              ),
            ),
          ),
        ),
      ),
    ),
  );
}

export function statisticsPage(context: PageContext, statistics: OpenStatistics): PageParts {
  const title = say(context, "开放得怎么样？", "How open are we?");
  const { lang } = context;
  const head = (zh: string, en: string) => (lang === "en" ? en : zh);
  const lede = say(
    context,
    `${statistics.departments} 个部门开放 ${count(statistics.datasets)} 个数据集（有条件开放 ${statistics.conditional} 个），下载 ${count(statistics.downloads)} 次，接口调用 ${count(statistics.calls)} 次，登记应用 ${count(statistics.applications)} 个。`,
    `${statistics.departments} departments, ${count(statistics.datasets)} datasets (${statistics.conditional} by agreement), ${count(statistics.downloads)} downloads, ${count(statistics.calls)} API calls, ${count(statistics.applications)} registered uses.`,
  );
  return {
    title,
    description: lede,
    place: "statistics",
    body: h(
      "div",
      { className: "one" },
      h("h1", null, title),
      h("p", { className: "lede" }, lede),
      h(
        "p",
        { className: "note" },
        say(
          context,
          `截至 ${day("zh", statistics.asOf)}，按一本账计数。`,
          `As of ${day("en", statistics.asOf)}, counted off the ledger.`,
        ),
      ),
      h("h2", null, head("各部门开放多少、更新及时吗？", "Who opens how much, and in time?")),
      table(
        head("按部门", "By department"),
        [
          head("部门", "Department"),
          head("数据集", "Datasets"),
          head("按时更新", "On time"),
          head("行数", "Rows"),
          head("下载", "Downloads"),
          head("调用", "Calls"),
          head("应用", "Uses"),
        ],
        statistics.byDepartment.map((row) => [
          { node: link(context, "/open/datasets", departmentName(context, row), { department: row.code }) },
          count(row.datasets),
          `${row.onTime}/${row.datasets}`,
          count(row.rowCount),
          count(row.downloads),
          count(row.calls),
          count(row.applications),
        ]),
      ),
      h("h2", null, head("各地开放多少？", "Where is how much open?")),
      table(
        head("按地市", "By division"),
        [head("地方", "Division"), head("数据集", "Datasets"), head("行数", "Rows"), head("使用次数", "Uses")],
        statistics.byDivision.map((row) => [row.name, count(row.datasets), count(row.rowCount), count(row.uses)]),
      ),
      h("h2", null, head("问的人都得到答复了吗？", "Is everybody answered?")),
      table(
        head("按事项", "By kind"),
        [
          head("事项", "Kind"),
          head("收到", "Received"),
          head("已答复", "Answered"),
          head("按期答复", "In time"),
          head("平均工作日", "Mean working days"),
        ],
        statistics.answers.map((row) => [
          told(context, ticketKindNames[row.kind]),
          count(row.received),
          count(row.answered),
          count(row.inTime),
          row.meanDays === null ? "—" : String(row.meanDays),
        ]),
      ),
    ),
  };
}

export function licencePage(context: PageContext, licence: Licence): PageParts {
  const title = told(context, licence.name);
  return {
    title,
    description: told(context, licence.summary),
    place: "none",
    body: h(
      "div",
      { className: "one" },
      h("h1", null, title),
      h("p", { className: "lede" }, told(context, licence.summary)),
      h("p", null, told(context, licence.text)),
      licence.url.startsWith("/") ? null : h("p", null, h("a", { href: licence.url, rel: "license" }, licence.url)),
    ),
  };
}

export function applicationsPage(context: PageContext, items: readonly DerivedApplication[]): PageParts {
  const title = say(context, "大家用开放数据做了什么？", "What was made of open data?");
  return {
    title,
    description: title,
    place: "applications",
    body: h(
      "div",
      { className: "one" },
      h("h1", null, title),
      h("p", null, link(context, "/open/applications/new", say(context, "登记您做的应用", "Register what you made"))),
      items.length === 0
        ? h("p", null, say(context, "还没有登记的应用。", "Nothing is registered yet."))
        : h(
            "ul",
            { className: "list" },
            ...items.map((one) =>
              h(
                "li",
                { key: one.id },
                h("h2", null, h("a", { href: one.url, rel: "nofollow noopener" }, one.title)),
                h("p", null, one.body),
                h("p", { className: "note" }, `${told(context, applicationKindNames[one.kind])} · ${one.author}`),
                h(
                  "p",
                  { className: "note" },
                  say(context, "用到：", "Made of: "),
                  ...one.datasets.flatMap((dataset, at) => [
                    at === 0 ? "" : say(context, "、", ", "),
                    h("a", { key: dataset.id, href: `/open/datasets/${dataset.code}` }, dataset.title),
                  ]),
                ),
              ),
            ),
          ),
    ),
  };
}

export function answersPage(
  context: PageContext,
  { items, next, total }: { readonly items: readonly Ticket[]; readonly next: string | null; readonly total: number },
): PageParts {
  const title = say(context, "问了什么、怎样回应？", "What was asked, and what was answered?");
  return {
    title,
    description: title,
    place: "answers",
    body: h(
      "div",
      { className: "one" },
      h("h1", null, title),
      h(
        "p",
        null,
        link(context, "/open/request", say(context, "申请开放数据", "Request data")),
        " · ",
        link(context, "/open/suggest", say(context, "提建议", "Make a suggestion")),
        " · ",
        link(context, "/open/receipts", say(context, "查我的办理进度", "Follow my request")),
      ),
      h(
        "p",
        { className: "note" },
        say(context, `公开的问答共 ${count(total)} 件`, `${count(total)} public questions and answers`),
      ),
      h("ul", { className: "list" }, ...items.map((ticket) => answered(context, ticket))),
      next === null
        ? null
        : h("p", null, link(context, "/open/answers", say(context, "更早的", "Earlier ones"), { before: next })),
    ),
  };
}

export function answered(context: PageContext, ticket: Ticket): Node {
  const { dataset } = ticket;
  return h(
    "li",
    { key: ticket.id },
    h("h2", null, `${told(context, ticketKindNames[ticket.kind])}${say(context, "：", ": ")}${ticket.title}`),
    h("p", null, ticket.body),
    dataset === null
      ? null
      : h("p", { className: "note" }, link(context, `/open/datasets/${dataset.code}`, dataset.title)),
    ticket.outcome === null
      ? null
      : h(
          "p",
          null,
          h("b", null, `${told(context, ticketOutcomeNames[ticket.outcome])}${say(context, "：", ": ")}`),
          ticket.answer,
        ),
    h(
      "p",
      { className: "note" },
      ticket.departmentName,
      " · ",
      day(context.lang, ticket.createdAt),
      ticket.answeredAt === null
        ? ""
        : say(
            context,
            ` 提出，${day("zh", ticket.answeredAt)} 答复`,
            ` asked, ${day("en", ticket.answeredAt)} answered`,
          ),
    ),
  );
}
