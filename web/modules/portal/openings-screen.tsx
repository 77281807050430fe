import { type Opening, openingStateNames, openingStates, portalManageRoutes } from "#contract/portal-manage";
import {
  AppLink,
  type Column,
  DataTable,
  EmptyState,
  FilterChip,
  Moment,
  NameCell,
  PageHead,
  QueryStrip,
  TableTools,
  Tag,
  useFilters,
  useFormat,
  usePages,
  useTable,
  useText,
  useWords,
} from "#kit";
import { DepartmentChip, DepartmentName } from "#shell";
import { openingFilters } from "./filters.ts";
import { OpeningFigures } from "./opening-figures.tsx";
import { portalWords } from "./words.ts";

/** What is open, and what waits to be opened. */
export function OpeningsScreen() {
  const words = useWords(portalWords).openings;
  const format = useFormat();
  const text = useText();
  const [search, setSearch] = useFilters(openingFilters);
  const source = usePages(portalManageRoutes.listOpenings, { query: search });
  const table = useTable("portal.openings", useColumns());
  return (
    <div className="page">
      <PageHead
        title={words.title}
        note={source.total === null ? undefined : words.note(format.number(source.total))}
        actions={
          <>
            <a href="/open">{words.site}</a>
            <AppLink href="/portal/publish">{words.start}</AppLink>
          </>
        }
      />
      <QueryStrip tools={<TableTools table={table} />}>
        <FilterChip
          label={words.state}
          value={search.state}
          choices={openingStates.map((value) => ({ value, label: text(openingStateNames[value]) }))}
          onChange={(state) => setSearch({ state: state as typeof search.state })}
        />
        <DepartmentChip
          label={words.department}
          value={search.department}
          onChange={(department) => setSearch({ department })}
        />
      </QueryStrip>
      <DataTable
        label={words.title}
        table={table}
        source={source}
        keyOf={(opening) => opening.id}
        nameOf={(opening) => opening.terms.title.zh}
        hrefOf={(opening) => `/portal/${opening.id}`}
        empty={<EmptyState title={words.emptyTitle}>{words.emptyText}</EmptyState>}
      />
      <OpeningFigures />
    </div>
  );
}

function useColumns(): readonly Column<Opening>[] {
  const words = useWords(portalWords).openings;
  const text = useText();
  const format = useFormat();
  return [
    {
      key: "name",
      title: words.name,
      render: (opening) => (
        <NameCell name={text(opening.terms.title)} href={`/portal/${opening.id}`} code={opening.code} />
      ),
    },
    {
      key: "state",
      title: words.state,
      width: 150,
      render: (opening) => (
        <>
          <Tag>{text(openingStateNames[opening.state])}</Tag>
          {opening.proposed === null ? null : <span className="t12 m">{words.change}</span>}
        </>
      ),
    },
    {
      key: "department",
      title: words.department,
      width: 160,
      render: (opening) => <DepartmentName code={opening.department} />,
    },
    { key: "rows", title: words.rows, width: 90, isFigure: true, render: (opening) => format.number(opening.rowCount) },
    {
      key: "uses",
      title: words.uses,
      width: 120,
      isFigure: true,
      render: (opening) => `${format.number(opening.downloads)} / ${format.number(opening.calls)}`,
    },
    { key: "since", title: words.since, width: 130, render: (opening) => <Moment at={opening.stateSince} /> },
  ];
}
