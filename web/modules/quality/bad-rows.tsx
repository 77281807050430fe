import { Button } from "antd";
import { type BadRow, qualityRoutes } from "#contract/quality";
import {
  downloadFile,
  EmptyState,
  ErrorState,
  ExportButton,
  LoadingState,
  None,
  PlainTable,
  useFormat,
  usePages,
  useText,
  useWords,
  Why,
} from "#kit";
import { qualityWords } from "./words.ts";

/** The rows that fail a rule (any rule without one), masked; further ones on demand. */
export function BadRows({
  resourceId,
  rule,
  may,
}: {
  resourceId: string;
  rule?: string | undefined;
  may: { seeRows: boolean; exportRows: boolean };
}) {
  const words = useWords(qualityWords).rows;
  const request = { params: { id: resourceId }, query: rule === undefined ? {} : { rule } };
  const source = usePages(qualityRoutes.badRows, request, { isReady: may.seeRows, pageSize: 50 });
  if (!may.seeRows) return <Why icon="lock">{words.mayNot}</Why>;
  return (
    <>
      <div className="row g3 wrap" style={{ margin: "8px 0" }}>
        {may.exportRows ? (
          <ExportButton label={words.export} onExport={() => downloadFile(qualityRoutes.exportBadRows, request)} />
        ) : null}
        <Why>{may.exportRows ? words.exportText : words.mayNotExport}</Why>
      </div>
      <Rows source={source} />
    </>
  );
}

function Rows({ source }: { source: ReturnType<typeof usePages<typeof qualityRoutes.badRows>> }) {
  const words = useWords(qualityWords).rows;
  const format = useFormat();
  if (source.rows.length === 0) {
    if (source.error) return <ErrorState error={source.error} retry={source.refetch} />;
    if (source.isLoading) return <LoadingState what={words.what} rows={5} />;
    return <EmptyState title={words.emptyTitle}>{words.emptyText}</EmptyState>;
  }
  return (
    <>
      <RowTable rows={source.rows} />
      <div className="table-foot">
        <span>{words.shown(format.number(source.rows.length), format.number(source.total ?? source.rows.length))}</span>
        {source.hasMore ? (
          <Button size="small" loading={source.isLoadingMore} onClick={source.loadMore}>
            {words.more}
          </Button>
        ) : null}
      </div>
      {source.error ? <ErrorState error={source.error} retry={source.refetch} /> : null}
    </>
  );
}

function RowTable({ rows }: { rows: readonly BadRow[] }) {
  const words = useWords(qualityWords).rows;
  const format = useFormat();
  const text = useText();
  return (
    <PlainTable
      label={words.what}
      columns={[
        { title: words.row, width: 80 },
        { title: words.key, width: "20%" },
        { title: words.value, width: "26%" },
        { title: words.reason },
        { title: words.others, width: 90, isFigure: true },
      ]}
      rows={rows.map((row) => ({
        key: String(row.row),
        cells: [
          <b key="row">{format.number(row.row)}</b>,
          row.key === null ? <None key="key" /> : <span key="key">{row.key}</span>,
          row.value === null ? (
            <span key="value" className="m">
              {words.noValue}
            </span>
          ) : (
            <span key="value" className="bad break">
              {row.value}
            </span>
          ),
          text(row.reason),
          row.rules.length > 1 ? words.moreRules(format.number(row.rules.length - 1)) : <None key="others" />,
        ],
      }))}
    />
  );
}
