import type { Agreement, DerivedApplication, Ticket } from "#contract/portal-visitors";
import { applicationKindNames } from "#contract/portal-visitors";
import { answered } from "./about-pages.ts";
import { at, h, link, type Node, type PageContext, say, told } from "./element.ts";
import { day } from "./format.ts";
import type { PageParts } from "./frame.ts";

/** What stands behind a receipt. */
export type Matter =
  | { readonly kind: "ticket"; readonly ticket: Ticket }
  | { readonly kind: "application"; readonly application: DerivedApplication }
  | { readonly kind: "agreement"; readonly agreement: Agreement };

const privatePage = (title: string, body: Node): PageParts => ({
  title,
  description: title,
  place: "answers",
  isPrivate: true,
  body: h("div", { className: "one" }, body),
});

export const receiptFormPage = (context: PageContext, isUnknown: boolean): PageParts =>
  privatePage(
    say(context, "查办理进度", "Follow a request"),
    h(
      "div",
      null,
      h("h1", null, say(context, "查办理进度", "Follow a request")),
      isUnknown
        ? h(
            "p",
            { className: "faults", role: "alert" },
            say(context, "没有这个回执号，请核对后再查。", "There is no such receipt; check it."),
          )
        : null,
      h(
        "form",
        { action: "/open/receipts", method: "get" },
        context.lang === "en" ? h("input", { type: "hidden", name: "lang", value: "en" }) : null,
        h("label", { htmlFor: "code" }, say(context, "回执号", "Receipt")),
        h("input", { id: "code", name: "code", maxLength: 40, required: true, autoComplete: "off" }),
        h("br"),
        h("br"),
        h("button", null, say(context, "查询", "Show it")),
      ),
    ),
  );

export const receivedPage = (
  context: PageContext,
  { receipt, dueOn }: { readonly receipt: string; readonly dueOn: string | null },
): PageParts =>
  privatePage(
    say(context, "已收到", "Received"),
    h(
      "div",
      null,
      h("h1", null, say(context, "已收到", "Received")),
      dueOn === null
        ? null
        : h(
            "p",
            { className: "lede" },
            say(context, `${day("zh", dueOn)}前答复您。`, `You are answered by ${day("en", dueOn)}.`),
          ),
      h(
        "p",
        null,
        say(
          context,
          "请记下回执号，凭它查结果。它只显示给您。",
          "Keep this receipt: with it you follow the matter. Only you see it.",
        ),
      ),
      h("p", { className: "box key" }, receipt),
      h("p", null, link(context, `/open/receipts/${receipt}`, say(context, "查看办理进度", "Follow it"))),
    ),
  );

export function matterPage(context: PageContext, receipt: string, matter: Matter): PageParts {
  const title = say(context, "办理进度", "Where it stands");
  return privatePage(
    title,
    h("div", null, h("h1", null, title), h("p", null, h("code", null, receipt)), matterOf(context, receipt, matter)),
  );
}

function matterOf(context: PageContext, receipt: string, matter: Matter): Node {
  switch (matter.kind) {
    case "ticket": {
      const { ticket } = matter;
      return h(
        "div",
        null,
        h("ul", { className: "list" }, answered(context, ticket)),
        ticket.state === "waiting" && ticket.dueOn !== null
          ? h(
              "p",
              null,
              say(
                context,
                `${ticket.departmentName}正在办理，${day("zh", ticket.dueOn)}前答复。`,
                `${ticket.departmentName} deals with it and answers by ${day("en", ticket.dueOn)}.`,
              ),
            )
          : null,
      );
    }
    case "application": {
      const { application } = matter;
      const states = {
        waiting: say(context, "等数据局查看", "waits to be looked at"),
        listed: say(context, "已列入应用", "listed"),
        refused: say(context, "未收录", "not listed"),
        removed: say(context, "已撤下", "taken down"),
      };
      return h(
        "div",
        null,
        h("h2", null, application.title),
        h("p", null, `${told(context, applicationKindNames[application.kind])} · ${states[application.state]}`),
        application.reason === "" ? null : h("p", null, application.reason),
      );
    }
    case "agreement":
      return agreementOf(context, receipt, matter.agreement);
  }
}

function agreementOf(context: PageContext, receipt: string, agreement: Agreement): Node {
  const states = {
    waiting: say(context, "等部门答复", "waits for the department"),
    active: say(context, "已同意", "agreed"),
    refused: say(context, "不同意", "refused"),
    ended: say(context, "已终止", "ended"),
  };
  return h(
    "div",
    null,
    h("h2", null, link(context, `/open/datasets/${agreement.dataset.code}`, agreement.dataset.title)),
    h(
      "p",
      null,
      h("b", null, states[agreement.state]),
      agreement.reason === "" ? "" : say(context, `：${agreement.reason}`, `: ${agreement.reason}`),
    ),
    agreement.dueOn === null
      ? null
      : h(
          "p",
          null,
          say(context, `${day("zh", agreement.dueOn)}前答复。`, `Answered by ${day("en", agreement.dueOn)}.`),
        ),
    agreement.validUntil === null
      ? null
      : h(
          "p",
          null,
          say(context, `有效期至 ${day("zh", agreement.validUntil)}`, `Valid until ${day("en", agreement.validUntil)}`),
        ),
    agreement.state === "active" && !agreement.hasKey
      ? h(
          "form",
          { action: at(context, `/open/receipts/${receipt}/key`), method: "post" },
          h(
            "p",
            null,
            say(
              context,
              "密钥只显示一次，请在准备好保存时领取。",
              "The key is shown once; fetch it when you are ready to keep it.",
            ),
          ),
          h("button", null, say(context, "领取密钥", "Fetch the key")),
        )
      : null,
    agreement.state === "active" && agreement.hasKey
      ? h(
          "p",
          null,
          say(
            context,
            "密钥已领取。遗失的请联系提供部门。",
            "The key has been fetched. If it is lost, ask the department.",
          ),
        )
      : null,
  );
}

export const keyPage = (context: PageContext, receipt: string, key: string): PageParts =>
  privatePage(
    say(context, "密钥", "Key"),
    h(
      "div",
      null,
      h("h1", null, say(context, "您的密钥", "Your key")),
      h(
        "p",
        null,
        say(
          context,
          "只显示这一次，请现在保存。调用时放在请求头 Weir-Key 里。",
          "It is shown this once; keep it now. Send it in the header Weir-Key.",
        ),
      ),
      h("p", { className: "box key" }, key),
      h("p", null, link(context, `/open/receipts/${receipt}`, say(context, "返回办理进度", "Back"))),
    ),
  );

export const gonePage = (context: PageContext, sentence: string): PageParts =>
  privatePage(
    say(context, "没有找到", "Not found"),
    h(
      "div",
      null,
      h("h1", null, say(context, "没有找到", "Not found")),
      h("p", { className: "lede" }, sentence),
      h("p", null, link(context, "/open/datasets", say(context, "查找数据", "Find data"))),
    ),
  );
