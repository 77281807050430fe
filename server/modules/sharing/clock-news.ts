import {
  clockCircularIssued,
  clockEscalated,
  clockExtensionDecided,
  clockOverdue,
  clockReminded,
  clockWarned,
  type CommitmentNews,
} from "#clock";
import type { Bilingual } from "#contract/text";
import type { Call } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import { hearExtension } from "./commands/extensions.ts";
import { wholeHub } from "./notice-store.ts";
import { askers, desk, everyone, type Tell, tell } from "./notices.ts";
import type { SharingParts } from "./parts.ts";

/** What the clock says becomes notices to those who owe and, when it is serious, to those who wait and to the desk. */
export function hearClock(parts: SharingParts): void {
  const { events } = parts;
  const hear = (call: Call, news: readonly Tell[]) => inTransaction(call, (inner) => tell(inner, parts, news));
  events.on(clockWarned, "sharing", (call, news) =>
    hear(call, [
      toOwer(news, "warned", {
        zh: `剩 ${news.remainingDays} 个工作日`,
        en: `${news.remainingDays} working days left`,
      }),
    ]),
  );
  events.on(clockOverdue, "sharing", (call, news) => {
    const text = { zh: `已逾期（${news.dueOn ?? ""} 到期）`, en: `overdue since ${news.dueOn ?? ""}` };
    return hear(call, [
      toOwer(news, "overdue", text),
      ...toWaiting(news, "overdue", text),
      toDesk(news, "overdue", text),
    ]);
  });
  events.on(clockReminded, "sharing", (call, news) =>
    hear(call, [
      toOwer(news, `reminded:${news.reminderId}`, { zh: news.text || "请尽快办理", en: news.text || "Please act" }),
    ]),
  );
  events.on(clockEscalated, "sharing", (call, news) => {
    const text = {
      zh: `升级督办（${news.level}），逾期 ${news.overdueDays} 个工作日`,
      en: `escalated (${news.level}), ${news.overdueDays} working days overdue`,
    };
    return hear(call, [
      toOwer(news, `escalated:${news.escalationId}`, text),
      toDesk(news, `escalated:${news.escalationId}`, text),
    ]);
  });
  events.on(clockCircularIssued, "sharing", (call, news) =>
    hear(call, [
      toOwer(news, `circular:${news.escalationId}`, { zh: news.text.slice(0, 300), en: "A circular was issued." }),
    ]),
  );
  events.on(clockExtensionDecided, "sharing", async (call, news) => {
    if (news.subject.module === "sharing") await inTransaction(call, (inner) => hearExtension(inner, parts, news));
  });
}

function toOwer(news: CommitmentNews, what: string, text: Bilingual): Tell {
  const name = `${news.subject.number} ${news.subject.title}`.trim();
  return {
    department: news.owedBy,
    roles: everyone,
    kind: `clock-${what.split(":")[0] ?? what}`,
    title: { zh: `${name}：${text.zh.slice(0, 40)}`, en: `${name}: ${text.en.slice(0, 60)}` },
    text,
    href: news.subject.href,
    news: `${news.commitmentId}:${what}:${news.dueOn ?? ""}`,
  };
}

const toWaiting = (news: CommitmentNews, what: string, text: Bilingual): Tell[] =>
  news.owedTo === null ? [] : [{ ...toOwer(news, what, text), department: news.owedTo, roles: askers }];

const toDesk = (news: CommitmentNews, what: string, text: Bilingual): Tell => ({
  ...toOwer(news, what, text),
  department: wholeHub,
  roles: desk,
});
