import { sharingRoutes } from "#contract/sharing";
import { AppLink, Icon, useAnswer, useFormat, useWords } from "#kit";
import { sharingReaders } from "./navigation.ts";
import { useHasRole } from "./session.ts";
import { shellWords } from "./words.ts";

const againMs = 30_000;

/** How many notices are unread; leads to them. */
export function NoticeBell() {
  const words = useWords(shellWords);
  const format = useFormat();
  const hasRole = useHasRole();
  const isReady = hasRole(sharingReaders);
  const { data } = useAnswer(sharingRoutes.countNotices, {}, { isReady, every: againMs });
  if (!isReady) return null;
  const unread = data?.unread ?? 0;
  const label = unread === 0 ? words.notices : words.unreadNotices(format.number(unread));
  return (
    <AppLink href="/sharing/notices" className="notice-bell" aria-label={label} title={label}>
      <Icon name="bell" />
      {unread === 0 ? null : <b aria-hidden="true">{unread > 99 ? "99+" : unread}</b>}
    </AppLink>
  );
}
