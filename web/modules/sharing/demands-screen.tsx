import type { Demand } from "#contract/sharing";
import { demandStateNames, demandStates, sharingRoutes } from "#contract/sharing";
import {
  AppLink,
  type Column,
  FilterChip,
  Moment,
  NameCell,
  None,
  SearchField,
  useFilters,
  usePages,
  useText,
  useWords,
} from "#kit";
import { DepartmentChip, DepartmentName, usePlainText } from "#shell";
import { demandFilters } from "./filters.ts";
import { ListPage } from "./list-page.tsx";
import { needWords } from "./need-words.ts";
import { FileState } from "./state-tag.tsx";
import { sharingWords } from "./words.ts";

/** Needs that were registered, and how far each has come. */
export function DemandsScreen() {
  const words = useWords(needWords).list;
  const all = useWords(sharingWords).list;
  const text = useText();
  const [search, setSearch] = useFilters(demandFilters);
  const source = usePages(sharingRoutes.listDemands, { query: search });
  return (
    <ListPage
      id="demands"
      title={words.title}
      what={words.what}
      source={source}
      columns={useColumns()}
      keyOf={(demand) => demand.id}
      nameOf={(demand) => demand.need}
      hrefOf={(demand) => `/sharing/demands/${demand.id}`}
      isFiltered={Object.keys(search).length > 0}
      bare="/sharing/demands"
      actions={<AppLink href="/sharing">{words.register}</AppLink>}
      empty={{
        title: words.emptyTitle,
        text: words.emptyText,
        action: <AppLink href="/sharing">{words.register}</AppLink>,
      }}
    >
      <SearchField label={all.search} value={search.q} onSearch={(q) => setSearch({ q })} />
      <FilterChip
        label={words.state}
        value={search.state}
        choices={demandStates.map((value) => ({ value, label: text(demandStateNames[value]) }))}
        onChange={(state) => setSearch({ state: state as typeof search.state })}
      />
      <DepartmentChip
        label={words.department}
        value={search.department}
        onChange={(department) => setSearch({ department })}
      />
    </ListPage>
  );
}

function useColumns(): readonly Column<Demand>[] {
  const words = useWords(needWords).list;
  const text = useText();
  const plain = usePlainText();
  return [
    {
      key: "need",
      title: words.need,
      render: (demand) => <NameCell name={demand.need} href={`/sharing/demands/${demand.id}`} code={demand.number} />,
    },
    {
      key: "department",
      title: words.department,
      width: "16%",
      render: (demand) => <DepartmentName code={demand.department} />,
    },
    {
      key: "state",
      title: words.state,
      width: 150,
      render: (demand) => <FileState state={demand.state} names={demandStateNames} />,
    },
    {
      key: "waiting",
      title: words.waiting,
      width: "26%",
      render: (demand) => (demand.waiting === null ? <None /> : plain(text(demand.waiting))),
    },
    { key: "by", title: words.by, width: 130, render: (demand) => <Moment at={demand.createdAt} /> },
  ];
}
