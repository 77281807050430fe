import { graphRoutes } from "#contract/graph";
import type { RouteAnswer } from "#contract/route";
import {
  allOf,
  AnsweredPage,
  AppLink,
  type Column,
  DataTable,
  EmptyState,
  LinkIfThere,
  Note,
  PageHead,
  QueryStrip,
  Segments,
  TableTools,
  useAnswer,
  useFilters,
  useFormat,
  useTable,
  useText,
  useWords,
} from "#kit";
import { useDepartments } from "#shell";
import { islandFilters } from "./filters.ts";
import { placeWords } from "./place-words.ts";
import "./graph.css";

type Answer = RouteAnswer<typeof graphRoutes.isolation>;
type Row = Answer["departments"][number];

const spans = ["90", "365", "730"] as const;

/** How much of an island each department is, with the reason in words. */
export function IslandsScreen() {
  const words = useWords(placeWords).islands;
  const [{ days = "365" }] = useFilters(islandFilters);
  const answer = useAnswer(graphRoutes.isolation, { query: { days: Number(days) } }, { keepsLast: true });
  return (
    <div className="page">
      <AnsweredPage answer={answer} what={words.title} rows={8}>
        {(found) => <IslandsPage found={found} />}
      </AnsweredPage>
    </div>
  );
}

const mapOf = (code: string, side: "gives" | "gets"): string => `/graph?department=${code}&side=${side}&draw=all`;

function useColumns(): Column<Row>[] {
  const words = useWords(placeWords).islands;
  const format = useFormat();
  const text = useText();
  const { nameOf } = useDepartments();
  return [
    {
      key: "department",
      title: words.department,
      render: (row) => (
        <AppLink href={`/graph?department=${row.code}&draw=all`} className="l1">
          {nameOf(row.code)}
        </AppLink>
      ),
    },
    { key: "index", title: words.index, width: 190, render: (row) => <IndexBar index={row.index} /> },
    { key: "reason", title: words.reason, width: "34%", render: (row) => text(row.reason) },
    {
      key: "resources",
      title: words.resources,
      isFigure: true,
      width: 100,
      render: (row) => (
        <LinkIfThere href={`/catalog?department=${row.code}&hasData=true`}>
          {format.number(row.resourcesUsed)} / {format.number(row.resources)}
        </LinkIfThere>
      ),
    },
    {
      key: "givesTo",
      title: words.givesTo,
      isFigure: true,
      width: 110,
      render: (row) => <AppLink href={mapOf(row.code, "gives")}>{format.number(row.givesTo)}</AppLink>,
    },
    {
      key: "getsFrom",
      title: words.getsFrom,
      isFigure: true,
      width: 110,
      render: (row) => <AppLink href={mapOf(row.code, "gets")}>{format.number(row.getsFrom)}</AppLink>,
    },
    { key: "given", title: words.given, isFigure: true, width: 100, render: (row) => format.number(row.given) },
    { key: "got", title: words.got, isFigure: true, width: 100, render: (row) => format.number(row.got) },
  ];
}

/** A bar from nought to one; the figure stands beside it. */
function IndexBar({ index }: { index: number }) {
  return (
    <span className="row g2">
      <svg width="100" height="10" aria-hidden="true">
        <rect width="100" height="10" fill="var(--w-line)" />
        <rect width={index * 100} height="10" fill="var(--w-water5)" />
      </svg>
      {index.toFixed(2)}
    </span>
  );
}

function IslandsPage({ found }: { found: Answer }) {
  const all = useWords(placeWords);
  const words = all.islands;
  const format = useFormat();
  const [{ days = "365" }, setSearch] = useFilters(islandFilters);
  const table = useTable("graph.islands", useColumns());
  return (
    <>
      <PageHead
        title={words.title}
        note={`${words.note(format.number(found.departments.length), words.dayOptions[days])} · ${all.asOfNow(format.moment(found.asOf))}`}
        lede={words.lede}
      />
      <QueryStrip tools={<TableTools table={table} />}>
        <Segments
          label={all.unused.days}
          value={days}
          options={spans.map((value) => ({ value, label: words.dayOptions[value] }))}
          onChange={(value) => setSearch({ days: value })}
        />
      </QueryStrip>
      {found.partial ? <Note tone="fault">{all.partial}</Note> : null}
      <DataTable
        label={words.what}
        table={table}
        source={allOf(found.departments)}
        keyOf={(row) => row.code}
        nameOf={(row) => row.name}
        hrefOf={(row) => `/graph?department=${row.code}&draw=all`}
        empty={<EmptyState title={words.emptyTitle}>{words.emptyText}</EmptyState>}
      />
    </>
  );
}
