import { graphRoutes } from "#contract/graph";
import type { RouteAnswer } from "#contract/route";
import {
  allOf,
  AnsweredPage,
  type Column,
  DataTable,
  EmptyState,
  LinkIfThere,
  Moment,
  NameCell,
  Note,
  PageHead,
  QueryStrip,
  Segments,
  TableTools,
  useAnswer,
  useFilters,
  useFormat,
  useTable,
  useWords,
} from "#kit";
import { DepartmentName } from "#shell";
import { unusedFilters } from "./filters.ts";
import { placeWords } from "./place-words.ts";

type Answer = RouteAnswer<typeof graphRoutes.unused>;
type Row = Answer["items"][number];

const spans = ["30", "90", "180", "365"] as const;

/** Published resources with data that nobody else used. */
export function UnusedScreen() {
  const words = useWords(placeWords).unused;
  const [{ days = "90" }] = useFilters(unusedFilters);
  const answer = useAnswer(graphRoutes.unused, { query: { days: Number(days) } }, { keepsLast: true });
  return (
    <div className="page">
      <AnsweredPage answer={answer} what={words.title} rows={8}>
        {(found) => <UnusedPage found={found} />}
      </AnsweredPage>
    </div>
  );
}

function UnusedPage({ found }: { found: Answer }) {
  const all = useWords(placeWords);
  const words = all.unused;
  const format = useFormat();
  const [{ days = "90" }, setSearch] = useFilters(unusedFilters);
  const columns: Column<Row>[] = [
    {
      key: "name",
      title: words.resource,
      render: (row) => (
        <NameCell name={row.name} href={`/graph/place?node=${encodeURIComponent(`resource:${row.resourceId}`)}`} />
      ),
    },
    { key: "department", title: words.department, render: (row) => <DepartmentName code={row.department} /> },
    {
      key: "rows",
      title: words.rows,
      isFigure: true,
      width: 110,
      render: (row) => (
        <LinkIfThere href={`/catalog/${row.resourceId}?rows=1`}>{format.number(row.rowCount)}</LinkIfThere>
      ),
    },
    {
      key: "grants",
      title: words.grants,
      isFigure: true,
      width: 110,
      render: (row) =>
        row.grants === 0 ? (
          "0"
        ) : (
          <LinkIfThere href={`/gate/grants?resourceId=${row.resourceId}`}>{format.number(row.grants)}</LinkIfThere>
        ),
    },
    {
      key: "last",
      title: words.last,
      width: 150,
      render: (row) =>
        row.lastUseAt === null ? <span className="m">{words.never}</span> : <Moment at={row.lastUseAt} />,
    },
  ];
  const table = useTable("graph.unused", columns);
  return (
    <>
      <PageHead
        title={words.title}
        note={`${words.note(format.number(found.items.length), words.dayOptions[days])} · ${all.asOfNow(format.moment(found.asOf))}`}
        lede={words.lede}
      />
      <QueryStrip tools={<TableTools table={table} />}>
        <Segments
          label={words.days}
          value={days}
          options={spans.map((value) => ({ value, label: words.dayOptions[value] }))}
          onChange={(value) => setSearch({ days: value })}
        />
      </QueryStrip>
      {found.partial ? <Note tone="fault">{all.partial}</Note> : null}
      <DataTable
        label={words.what}
        table={table}
        source={allOf(found.items)}
        keyOf={(row) => row.resourceId}
        nameOf={(row) => row.name}
        hrefOf={(row) => `/graph/place?node=${encodeURIComponent(`resource:${row.resourceId}`)}`}
        empty={<EmptyState title={words.emptyTitle}>{words.emptyText}</EmptyState>}
      />
    </>
  );
}
