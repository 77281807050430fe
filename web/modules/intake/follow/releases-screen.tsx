import { Button, Drawer } from "antd";
import { agentRoutes, type HeldTable } from "#contract/intake-agents";
import {
  type Column,
  DataTable,
  EmptyState,
  FilterChip,
  Moment,
  NameCell,
  None,
  PageHead,
  QueryStrip,
  StateWord,
  TableTools,
  useAnswer,
  useFilters,
  useFormat,
  usePages,
  useTable,
  useWords,
} from "#kit";
import { DepartmentName } from "#shell";
import { releaseFilters } from "../filters.ts";
import { ReleaseForm } from "./release-form.tsx";
import { SignedRelease } from "./signed-release.tsx";
import { releaseWords } from "./release-words.ts";
import "./follow.css";

/** Tables that hold rows of data zones: which may be used outside, by whose word, and which wait. */
export function ReleasesScreen() {
  const words = useWords(releaseWords);
  const format = useFormat();
  const [{ open, ...query }, setSearch] = useFilters(releaseFilters);
  const source = usePages(agentRoutes.listHeldTables, { query });
  const table = useTable(
    "intake.releases",
    useColumns((held) => setSearch({ open: held.resourceId })),
  );
  const isFiltered = Object.keys(query).length > 0;
  return (
    <div className="page">
      <PageHead
        title={words.title}
        note={source.total === null ? undefined : words.note(format.number(source.total))}
        lede={words.lede}
        isRecord={false}
      />
      <QueryStrip tools={<TableTools table={table} />}>
        <ReleaseFilters />
      </QueryStrip>
      <DataTable
        label={words.what}
        table={table}
        source={source}
        keyOf={(held) => held.resourceId}
        nameOf={(held) => held.resourceName}
        empty={
          <EmptyState title={isFiltered ? words.nothingTitle : words.emptyTitle}>
            {isFiltered ? words.nothingText : words.emptyText}
          </EmptyState>
        }
      />
      <OpenTable id={open} onClose={() => setSearch({ open: undefined })} />
    </div>
  );
}

function ReleaseFilters() {
  const words = useWords(releaseWords);
  const [search, setSearch] = useFilters(releaseFilters);
  const { data } = useAnswer(agentRoutes.listZones, {});
  const zones = (data?.items ?? []).filter(({ isIsolated }) => isIsolated);
  return (
    <>
      <FilterChip
        label={words.zone}
        value={search.zoneId}
        choices={zones.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(zoneId) => setSearch({ zoneId })}
      />
      <FilterChip
        label={words.released}
        value={search.isReleased}
        choices={(["false", "true"] as const).map((value) => ({ value, label: words.isReleased[value] }))}
        onChange={(isReleased) => setSearch({ isReleased: isReleased as typeof search.isReleased })}
      />
    </>
  );
}

/** The release of one table, to be signed or to be read; asked for by itself, so that it opens by its address. */
function OpenTable({ id, onClose }: { id: string | undefined; onClose: () => void }) {
  const words = useWords(releaseWords);
  const format = useFormat();
  const { data } = useAnswer(
    agentRoutes.listHeldTables,
    { query: { resourceId: id, limit: 1 } },
    { isReady: id !== undefined },
  );
  const held = id === undefined ? undefined : data?.items[0];
  const title = held?.release
    ? words.readTitle(format.number(held.release.number))
    : words.releaseTitle(held?.resourceName ?? "");
  return (
    <Drawer open={held !== undefined} size={620} destroyOnHidden title={title} onClose={onClose}>
      {held?.release ? <SignedRelease held={held} release={held.release} onClose={onClose} /> : null}
      {held && !held.release ? <ReleaseForm held={held} onClose={onClose} /> : null}
    </Drawer>
  );
}

function useColumns(onOpen: (held: HeldTable) => void): readonly Column<HeldTable>[] {
  const words = useWords(releaseWords);
  const format = useFormat();
  return [
    {
      key: "table",
      title: words.table,
      render: (held) => <NameCell name={held.resourceName} href={`/catalog/${held.resourceId}`} note={held.zoneName} />,
    },
    {
      key: "department",
      title: words.department,
      width: 170,
      render: (held) => <DepartmentName code={held.department} isPlain />,
    },
    { key: "rows", title: words.rows, width: 110, isFigure: true, render: (held) => format.number(held.rowCount) },
    { key: "at", title: words.loadedAt, width: 130, render: (held) => <Moment at={held.loadedAt} /> },
    { key: "state", title: words.state, width: 200, render: (held) => <Standing held={held} /> },
    {
      key: "acts",
      title: words.acts,
      width: 130,
      render: (held) =>
        held.release || held.may.release ? (
          <Button size="small" type={held.release ? "default" : "primary"} onClick={() => onOpen(held)}>
            {held.release ? words.read : words.release}
            <span className="unseen"> {held.resourceName}</span>
          </Button>
        ) : (
          <None />
        ),
    },
  ];
}

function Standing({ held: { release } }: { held: HeldTable }) {
  const words = useWords(releaseWords);
  const format = useFormat();
  if (!release)
    return (
      <StateWord icon="lock" light>
        {words.isReleased.false}
      </StateWord>
    );
  return (
    <>
      <StateWord icon="check" tone="good" light>
        {words.number(format.number(release.number))}
      </StateWord>
      <span className="l2">
        {words.by(release.officerName)} <Moment at={release.at} />
      </span>
    </>
  );
}
