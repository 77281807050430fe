import { Button } from "antd";
import { intakeRoutes, type LoadState, type Source } from "#contract/intake";
import type { SourceStanding } from "#contract/intake-standing";
import {
  AppLink,
  type Column,
  DataTable,
  EmptyState,
  Icon,
  Moment,
  NameCell,
  None,
  PageHead,
  QueryStrip,
  SearchField,
  Section,
  StateWord,
  TableTools,
  Tag,
  useFilters,
  useFormat,
  useGo,
  usePages,
  useTable,
  useWords,
} from "#kit";
import { DepartmentChip, DepartmentName, useHasRole } from "#shell";
import { Drafts } from "./drafts.tsx";
import { sourceFilters } from "./filters.ts";
import { FollowAlerts } from "./follow/alerts.tsx";
import { HealthWord, Lag } from "./follow/parts.tsx";
import { followWords } from "./follow/words.ts";
import { LoadStateWord } from "./load-state.tsx";
import { addressOfPlace } from "./place-values.ts";
import { placeWords } from "./place-words.ts";
import { receiptWords } from "./receipt-words.ts";
import { intakeWords } from "./words.ts";
import { loaders } from "./workers.ts";

/** The page stays open all day: what stands on it is at most this old. */
const renewMs = 15_000;

/** Where loading starts: a new load, loads begun and left, and the registered sources. */
export function SourcesScreen() {
  const words = useWords(intakeWords).sources;
  const format = useFormat();
  const hasRole = useHasRole();
  const mayLoad = hasRole(loaders);
  const [search, setSearch] = useFilters(sourceFilters);
  const source = usePages(intakeRoutes.listSources, { query: search }, { every: renewMs });
  const table = useTable("intake.sources", useColumns());
  const isFiltered = Object.keys(search).length > 0;
  return (
    <div className="page">
      <PageHead
        title={words.title}
        note={source.total === null ? undefined : words.note(format.number(source.total))}
        actions={mayLoad ? <Actions /> : undefined}
      />
      <FollowAlerts />
      {mayLoad ? <Drafts /> : null}
      <Section title={words.list} note={words.listNote}>
        <QueryStrip tools={<TableTools table={table} />}>
          <SearchField
            label={words.search}
            placeholder={words.search}
            value={search.q}
            onSearch={(q) => setSearch({ q })}
          />
          <DepartmentChip value={search.department} onChange={(department) => setSearch({ department })} />
        </QueryStrip>
        <DataTable
          label={words.what}
          table={table}
          source={source}
          keyOf={(row) => row.id}
          nameOf={(row) => row.name}
          hrefOf={(row) => `/intake/sources/${row.id}`}
          empty={
            isFiltered ? (
              <EmptyState title={words.nothingTitle}>{words.nothingText}</EmptyState>
            ) : (
              <EmptyState title={words.emptyTitle} action={mayLoad ? <Actions /> : undefined}>
                {words.emptyText}
              </EmptyState>
            )
          }
        />
      </Section>
    </div>
  );
}

function Actions() {
  const words = useWords(intakeWords).sources;
  const places = useWords(placeWords);
  const go = useGo();
  return (
    <>
      <Button size="small" icon={<Icon name="plus" />} onClick={() => go("/intake/sources/new")}>
        {words.register}
      </Button>
      <Button size="small" icon={<Icon name="plus" />} onClick={() => go("/intake/places/new")}>
        {places.register}
      </Button>
      <Button size="small" type="primary" icon={<Icon name="upload" />} onClick={() => go("/intake/new")}>
        {words.start}
      </Button>
    </>
  );
}

function useColumns(): readonly Column<Source>[] {
  const all = useWords(intakeWords);
  const words = all.sources;
  const format = useFormat();
  return [
    {
      key: "name",
      title: words.name,
      render: (row) => (
        <NameCell
          name={
            <>
              {row.name} {row.isInvented ? <Tag tone="line">{all.invented}</Tag> : null}
            </>
          }
          href={`/intake/sources/${row.id}`}
          note={row.connection || row.place ? <AddressOf source={row} /> : undefined}
        />
      ),
    },
    {
      key: "health",
      title: words.follows,
      width: 110,
      render: (row) => <Standing source={row} />,
    },
    {
      key: "lag",
      title: words.lag,
      width: 140,
      render: ({ standing }) => (standing ? <Lag lag={standing.lag} lags={standing.lags} /> : <None />),
    },
    {
      key: "reconciled",
      title: words.reconciled,
      width: 120,
      render: ({ standing }) => (standing ? <Reconciled standing={standing} /> : <None />),
    },
    { key: "kind", title: words.kind, width: 150, render: (row) => all.kinds[row.kind] },
    {
      key: "department",
      title: words.department,
      width: 130,
      render: (row) => <DepartmentName code={row.department} />,
    },
    {
      key: "resources",
      title: words.resources,
      width: 120,
      isFigure: true,
      render: (row) =>
        row.resourceCount === 0 ? (
          <span className="m">{words.resourceCount("0")}</span>
        ) : (
          <AppLink href={`/intake/loads?sourceId=${row.id}`}>
            {words.resourceCount(format.number(row.resourceCount))}
          </AppLink>
        ),
    },
    { key: "last", title: words.last, width: 170, render: (row) => <LastLoad source={row} /> },
  ];
}

function AddressOf({ source: { connection, place } }: { source: Source }) {
  const address = connection
    ? `${connection.host}:${connection.port}/${connection.database}`
    : place && addressOfPlace(place);
  return address ? <span className="mono m">{address}</span> : null;
}

/** The worst of its follows, and the way to all of them. */
function Standing({ source: { id, standing } }: { source: Source }) {
  const words = useWords(intakeWords).sources;
  const format = useFormat();
  if (!standing) return <span className="m">{words.notFollowed}</span>;
  return (
    <>
      <HealthWord health={standing.health} />
      <AppLink href={`/intake/follows?sourceId=${id}`} className="l2">
        {words.followCount(format.number(standing.follows))}
      </AppLink>
    </>
  );
}

function Reconciled({ standing: { reconciled } }: { standing: SourceStanding }) {
  const words = useWords(intakeWords).sources;
  const follow = useWords(followWords);
  const format = useFormat();
  if (!reconciled) return <span className="m">{follow.notYet}</span>;
  const differing = reconciled.follows - reconciled.matching;
  return (
    <>
      <StateWord icon={differing === 0 ? "check" : "fault"} tone={differing === 0 ? "plain" : "fault"} light>
        {differing === 0 ? follow.equal : words.differing(format.number(differing))}
      </StateWord>
      <span className="l2">
        <Moment at={reconciled.at} />
      </span>
    </>
  );
}

function LastLoad({ source: { lastLoad } }: { source: Source }) {
  const all = useWords(intakeWords);
  const ends = useWords(receiptWords);
  const format = useFormat();
  if (!lastLoad) return <span className="m">{all.sources.never}</span>;
  const state = lastLoad.state as LoadState;
  return (
    <>
      <span className="row g2">
        <LoadStateWord state={state} />
        <AppLink href={`/intake/loads/${lastLoad.id}`}>
          {state === "published" ? all.rows(format.number(lastLoad.rowsLoaded)) : ends.receipt.what}
        </AppLink>
      </span>
      {lastLoad.endedAt === null ? null : (
        <span className="l2">
          <Moment at={lastLoad.endedAt} />
        </span>
      )}
    </>
  );
}
