import { Button } from "antd";
import { type Notice, sharingRoutes } from "#contract/sharing";
import {
  EmptyState,
  ErrorState,
  LinkIfThere,
  LoadingState,
  Moment,
  PageHead,
  QueryStrip,
  Segments,
  useAnswer,
  useChange,
  useFilters,
  useFormat,
  usePages,
  useText,
  useWords,
} from "#kit";
import { usePlainText } from "#shell";
import { noticeFilters } from "./filters.ts";
import { recordWords } from "./record-words.ts";
import "./sharing.css";

/** What happened that concerns this person, newest first; opening one marks it read. */
export function NoticesScreen() {
  const words = useWords(recordWords).notices;
  const format = useFormat();
  const [search, setSearch] = useFilters(noticeFilters);
  const source = usePages(sharingRoutes.listNotices, { query: search }, { pageSize: 50 });
  const { data: count } = useAnswer(sharingRoutes.countNotices, {});
  const read = useChange(sharingRoutes.readNotices, ["ledger"]);
  return (
    <div className="page">
      <PageHead
        title={words.title}
        note={
          count && source.total !== null && search.unread === undefined
            ? words.note(format.number(count.unread), format.number(source.total))
            : undefined
        }
        actions={
          count && count.unread > 0 ? (
            <Button size="small" loading={read.isSending} onClick={() => void read.send({ body: {} })}>
              {words.readAll}
            </Button>
          ) : undefined
        }
      />
      <QueryStrip>
        <Segments
          label={words.only}
          value={search.unread === "true" ? "unread" : "all"}
          options={[
            { value: "all", label: words.allOfThem },
            { value: "unread", label: words.onlyUnread },
          ]}
          onChange={(which) => setSearch({ unread: which === "unread" ? "true" : undefined })}
        />
      </QueryStrip>
      {read.problem ? <ErrorState error={read.problem} /> : null}
      {source.error ? <ErrorState error={source.error} retry={source.refetch} /> : null}
      {source.isLoading ? <LoadingState what={words.what} rows={6} /> : null}
      {!source.isLoading && !source.error && source.rows.length === 0 ? (
        <EmptyState title={search.unread === "true" ? words.emptyUnread : words.emptyTitle}>
          {words.emptyText}
        </EmptyState>
      ) : null}
      <ul className="notice-list">
        {source.rows.map((notice) => (
          <NoticeLine key={notice.id} notice={notice} onRead={() => void read.send({ body: { ids: [notice.id] } })} />
        ))}
      </ul>
      {source.hasMore ? (
        <p style={{ marginTop: 12 }}>
          <Button size="small" loading={source.isLoadingMore} onClick={source.loadMore}>
            {words.more}
          </Button>
        </p>
      ) : null}
    </div>
  );
}

function NoticeLine({ notice, onRead }: { notice: Notice; onRead: () => void }) {
  const words = useWords(recordWords).notices;
  const text = useText();
  const plain = usePlainText();
  const { isRead, mail } = notice;
  return (
    <li className={isRead ? "read" : undefined}>
      <span className="dot">{isRead ? null : <span className="unseen">{words.unread}</span>}</span>
      {/* Following the link is what marks it read; the keyboard follows the link itself. */}
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions */}
      <span onClick={() => isRead || onRead()}>
        <LinkIfThere href={notice.href}>{plain(text(notice.title))}</LinkIfThere>
      </span>
      <span className="when m t12">
        <Moment at={notice.at} />
      </span>
      <span className="mail m t12">
        {mail === "none" ? null : words.mail[mail]}{" "}
        {isRead ? null : (
          <button type="button" className="plain-button" onClick={onRead}>
            {words.read}
            <span className="unseen">{text(notice.title)}</span>
          </button>
        )}
      </span>
      <p>{plain(text(notice.text))}</p>
    </li>
  );
}
