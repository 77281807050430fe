import { intakeRoutes } from "#contract/intake";
import { followRoutes } from "#contract/intake-follow";
import { networkZones, registryRoutes } from "#contract/registry";
import {
  allOf,
  Answered,
  AppLink,
  type Column,
  DataTable,
  EmptyState,
  FilterChip,
  NameCell,
  Note,
  PageHead,
  QueryStrip,
  Section,
  TableTools,
  useAnswer,
  useFilters,
  useFormat,
  useTable,
  useWords,
} from "#kit";
import { DepartmentChip, DepartmentName, useHasRole } from "#shell";
import { zoneFilters } from "../filters.ts";
import { intakeReaders } from "../workers.ts";
import { Agents } from "./agents.tsx";
import { HealthWord } from "./parts.tsx";
import { usePlaceName, ZoneMap } from "./zone-map.tsx";
import { zoneWords } from "./zone-words.ts";
import { type PlacedSource, placedSources } from "./zones.ts";
import "./follow.css";

const most = 500;
const renewMs = 30_000;

/** Which source lies in which zone, through which connection it comes, and whether it comes well; the zones and their agents. */
export function ZonesScreen() {
  const words = useWords(zoneWords);
  const hasRole = useHasRole();
  if (hasRole(intakeReaders)) return <SourcesAndZones />;
  return (
    <div className="page">
      <PageHead title={words.title} />
      <Agents />
    </div>
  );
}

function SourcesAndZones() {
  const words = useWords(zoneWords);
  const format = useFormat();
  const [search] = useFilters(zoneFilters);
  const query = { department: search.department, limit: most };
  const sources = useAnswer(intakeRoutes.listSources, { query }, { keepsLast: true });
  const systems = useAnswer(registryRoutes.listSystems, { query: { limit: most } });
  const follows = useAnswer(followRoutes.listFollows, { query }, { every: renewMs, keepsLast: true });
  const isHere = sources.data && systems.data && follows.data;
  const placed = isHere
    ? placedSources(sources.data.items, systems.data.items, follows.data.items).filter(
        ({ place }) => search.zone === undefined || place === search.zone,
      )
    : undefined;
  const refetch = () => {
    sources.refetch();
    systems.refetch();
    follows.refetch();
  };
  return (
    <div className="page">
      <PageHead title={words.title} note={sources.data ? words.note(format.number(sources.data.total)) : undefined} />
      <ZoneFilters />
      <Answered
        answer={{ data: placed, error: sources.error ?? systems.error ?? follows.error, refetch }}
        what={words.what}
        rows={8}
      >
        {(found) => <Found placed={found} total={sources.data?.total ?? found.length} />}
      </Answered>
      <Agents />
    </div>
  );
}

function ZoneFilters() {
  const words = useWords(zoneWords);
  const nameOf = usePlaceName();
  const [search, setSearch] = useFilters(zoneFilters);
  return (
    <QueryStrip>
      <DepartmentChip value={search.department} onChange={(department) => setSearch({ department })} />
      <FilterChip
        label={words.zone}
        value={search.zone}
        choices={networkZones.map((zone) => ({ value: zone, label: nameOf(zone) }))}
        onChange={(zone) => setSearch({ zone: zone as typeof search.zone })}
      />
    </QueryStrip>
  );
}

function Found({ placed, total }: { placed: readonly PlacedSource[]; total: number }) {
  const words = useWords(zoneWords);
  const format = useFormat();
  const [search] = useFilters(zoneFilters);
  const isFiltered = Object.keys(search).length > 0;
  if (placed.length === 0)
    return isFiltered ? (
      <EmptyState title={words.nothingTitle}>{words.nothingText}</EmptyState>
    ) : (
      <EmptyState title={words.emptyTitle}>{words.emptyText}</EmptyState>
    );
  const count = (test: (one: PlacedSource) => boolean) => placed.filter(test).length;
  const sensitive = count(
    ({ place, source }) => place === "high-sensitivity" && source.connection !== null && source.zone === null,
  );
  const untold = count(({ place }) => place === "untold");
  return (
    <>
      <ZoneMap placed={placed} />
      {sensitive > 0 ? <Note>{words.sensitive(format.number(sensitive))}</Note> : null}
      {untold > 0 ? <p className="t12 s">{words.untoldNote(format.number(untold))}</p> : null}
      {total > most ? <p className="t12 s">{words.part(format.number(most), format.number(total))}</p> : null}
      <ZoneTable placed={placed} />
    </>
  );
}

function ZoneTable({ placed }: { placed: readonly PlacedSource[] }) {
  const words = useWords(zoneWords);
  const table = useTable("intake.zones", useColumns());
  return (
    <Section
      title={words.what}
      more={
        <span className="row g2">
          <TableTools table={table} />
        </span>
      }
    >
      <DataTable
        label={words.what}
        table={table}
        source={allOf(placed)}
        keyOf={(one) => one.source.id}
        nameOf={(one) => one.source.name}
        hrefOf={(one) => `/intake/sources/${one.source.id}`}
        empty={null}
      />
    </Section>
  );
}

function useColumns(): readonly Column<PlacedSource>[] {
  const words = useWords(zoneWords);
  const format = useFormat();
  const nameOf = usePlaceName();
  return [
    {
      key: "source",
      title: words.source,
      render: ({ source }) => (
        <NameCell
          name={source.name}
          href={`/intake/sources/${source.id}`}
          note={<DepartmentName code={source.department} isPlain />}
        />
      ),
    },
    { key: "zone", title: words.zone, width: 150, render: ({ place }) => nameOf(place) },
    {
      key: "system",
      title: words.system,
      width: 190,
      render: ({ system }) =>
        system ? (
          <AppLink href={`/registry/systems?department=${system.department}`}>{system.name}</AppLink>
        ) : (
          <span className="m">{words.noSystem}</span>
        ),
    },
    {
      key: "connection",
      title: words.connection,
      width: 260,
      render: ({ source: { connection, zone } }) =>
        connection ? (
          <>
            <span className="l1 mono break">
              {connection.host}:{connection.port}/{connection.database}
            </span>
            <span className="l2">{zone ? words.byAgent(zone.name) : words.direct}</span>
          </>
        ) : (
          <span className="m">{words.brought}</span>
        ),
    },
    {
      key: "followed",
      title: words.followed,
      width: 110,
      isFigure: true,
      render: ({ source, follows }) =>
        follows === 0 ? (
          <span className="m">{format.number(0)}</span>
        ) : (
          <AppLink href={`/intake/follows?sourceId=${source.id}`}>{format.number(follows)}</AppLink>
        ),
    },
    {
      key: "state",
      title: words.state,
      width: 120,
      render: ({ health }) =>
        health === null ? <span className="m">{words.notFollowed}</span> : <HealthWord health={health} />,
    },
  ];
}
