import type { Role } from "#contract/identity";
import type { Notice } from "#contract/sharing";
import type { Bilingual } from "#contract/text";
import type { Page } from "#contract/page";
import type { Call } from "#kernel/call";
import { newId } from "#kernel/id";
import { cursorOf, positionOf } from "./cursor.ts";
import { countMine, insertNotice, markRead, type NoticeRow, pageOfMine, type Reader } from "./notice-store.ts";
import type { SharingParts } from "./parts.ts";
import { mailAddressOf } from "./setting-store.ts";

/** News for the people of a department who hold one of the roles. */
export interface Tell {
  readonly department: string;
  readonly roles: readonly Role[];
  readonly kind: string;
  readonly title: Bilingual;
  readonly text: Bilingual;
  readonly href: string;
  /** Which news it is: told twice, a department hears it once. */
  readonly news: string;
}

export const desk: readonly Role[] = ["data-officer"];
export const askers: readonly Role[] = ["department-user", "department-steward"];
export const heads: readonly Role[] = ["sharing-head"];
export const stewards: readonly Role[] = ["department-steward"];
export const everyone: readonly Role[] = ["department-user", "department-steward", "sharing-head"];

/** Writes notices in the caller's transaction, and letters where there is a mailbox; the job sends them after the commit. */
export async function tell(
  call: Call,
  parts: Pick<SharingParts, "mailer" | "jobs">,
  news: readonly Tell[],
): Promise<void> {
  let hasLetters = false;
  for (const one of news) {
    const address = parts.mailer === null ? null : await mailAddressOf(call.db, one.department);
    const isNew = await insertNotice(call.db, {
      id: newId(call.now),
      kind: one.kind,
      department: one.department,
      roles: one.roles,
      titleZh: one.title.zh,
      titleEn: one.title.en,
      textZh: one.text.zh,
      textEn: one.text.en,
      href: one.href,
      news: one.news,
      at: call.now,
      mail: address === null ? "none" : "waiting",
      mailTo: address,
      mailProblem: null,
    });
    hasLetters ||= isNew && address !== null;
  }
  if (hasLetters)
    await parts.jobs.start(call, mailJob, {}, { title: { zh: "发送通知邮件", en: "Send notices by mail" } });
}

export const mailJob = "sharing.send-mail";

const readerOf = ({ actor }: Call): Reader => ({ person: actor.id, department: actor.department, roles: actor.roles });

export async function listNotices(
  call: Call,
  query: { readonly limit: number; readonly cursor?: string | undefined; readonly unread?: boolean | undefined },
): Promise<Page<Notice>> {
  const reader = readerOf(call);
  const unread = query.unread ?? false;
  const [rows, total] = await Promise.all([
    pageOfMine(call.db, reader, unread, query.limit + 1, positionOf(query.cursor)),
    countMine(call.db, reader, unread),
  ]);
  const items = rows.slice(0, query.limit);
  const last = items.at(-1);
  return {
    items: items.map(viewOf),
    total,
    next: rows.length > query.limit && last ? cursorOf(last.at, last.id) : null,
  };
}

const viewOf = (row: NoticeRow & { isRead: boolean }): Notice => ({
  id: row.id,
  kind: row.kind,
  title: { zh: row.titleZh, en: row.titleEn },
  text: { zh: row.textZh, en: row.textEn },
  href: row.href,
  at: row.at.toISOString(),
  isRead: row.isRead,
  mail: row.mail === "sending" ? "failed" : row.mail,
});

export const countNotices = async (call: Call): Promise<{ unread: number }> => ({
  unread: await countMine(call.db, readerOf(call), true),
});

export async function readNotices(
  call: Call,
  parts: Pick<SharingParts, "ledger">,
  ids: readonly string[] | undefined,
): Promise<{ unread: number }> {
  await markRead(call.db, readerOf(call), ids ?? null, call.now);
  parts.ledger.record(call, {
    action: "sharing.read-notices",
    owner: call.actor.department,
    facts: { notices: ids === undefined ? "all" : ids.length },
  });
  return countNotices(call);
}
