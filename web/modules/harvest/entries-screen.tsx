import { type ExternalEntry, harvestRoutes } from "#contract/harvest";
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
  SearchField,
  TableTools,
  useAnswer,
  useFilters,
  usePages,
  useTable,
  useWords,
} from "#kit";
import { useHasRole } from "#shell";
import { entryFilters } from "./filters.ts";
import { keepers } from "./keepers.ts";
import { harvestWords } from "./words.ts";

/** Datasets of other portals, each with where it comes from and under which licence. */
export function EntriesScreen() {
  const all = useWords(harvestWords);
  const words = all.entries;
  const hasRole = useHasRole();
  const [search, setSearch] = useFilters(entryFilters);
  const source = usePages(harvestRoutes.entries, { query: search });
  const isKeeper = hasRole(keepers);
  const portals = useAnswer(harvestRoutes.sources, {}, { isReady: isKeeper });
  const table = useTable("harvest.entries", useColumns());
  return (
    <div className="page">
      <PageHead
        title={words.title}
        lede={words.lede}
        crumbs={isKeeper ? [{ label: all.sources.title, href: "/harvest" }] : []}
      />
      <QueryStrip tools={<TableTools table={table} />}>
        <SearchField
          label={words.search}
          placeholder={words.search}
          value={search.q}
          onSearch={(q) => setSearch({ q })}
        />
        {portals.data ? (
          <FilterChip
            label={words.source}
            value={search.sourceId}
            choices={portals.data.items.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(sourceId) => setSearch({ sourceId })}
          />
        ) : null}
      </QueryStrip>
      <DataTable
        label={words.what}
        table={table}
        source={source}
        keyOf={(entry) => entry.id}
        nameOf={(entry) => entry.title}
        hrefOf={(entry) => `/harvest/entries/${entry.id}`}
        empty={<EmptyState title={words.emptyTitle}>{words.emptyText}</EmptyState>}
      />
    </div>
  );
}

function useColumns(): readonly Column<ExternalEntry>[] {
  const words = useWords(harvestWords).entries;
  return [
    {
      key: "name",
      title: words.name,
      render: (entry) => (
        <NameCell name={entry.title} href={`/harvest/entries/${entry.id}`} note={entry.publisher || undefined} />
      ),
    },
    { key: "source", title: words.source, width: 180, render: ({ sourceName }) => sourceName },
    { key: "licence", title: words.licence, width: 180, render: ({ licence }) => licence || <None /> },
    {
      key: "formats",
      title: words.formats,
      width: 160,
      render: ({ distributions }) =>
        [...new Set(distributions.map(({ format }) => format))].filter((one) => one !== "").join("、") || <None />,
    },
    { key: "modified", title: words.modified, width: 140, render: ({ modifiedAt }) => <Moment at={modifiedAt} /> },
  ];
}
