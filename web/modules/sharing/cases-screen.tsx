import { type Case, caseKindNames, caseKinds, caseStateNames, caseStates, sharingRoutes } from "#contract/sharing";
import { type Column, FilterChip, Moment, NameCell, None, useFilters, usePages, useText, useWords } from "#kit";
import { DepartmentName, usePlainText } from "#shell";
import { caseFilters } from "./filters.ts";
import { ListPage } from "./list-page.tsx";
import { matterWords } from "./matter-words.ts";
import { FileState } from "./state-tag.tsx";

/** Misuse that was found, and services that are to be stopped (Order 809 art. 27). */
export function CasesScreen() {
  const words = useWords(matterWords).cases;
  const text = useText();
  const [search, setSearch] = useFilters(caseFilters);
  const source = usePages(sharingRoutes.listCases, { query: search });
  return (
    <ListPage
      id="cases"
      title={words.title}
      what={words.what}
      source={source}
      columns={useColumns()}
      keyOf={(row) => row.id}
      nameOf={(row) => row.number}
      hrefOf={(row) => `/sharing/cases/${row.id}`}
      isFiltered={Object.keys(search).length > 0}
      bare="/sharing/cases"
      empty={{ title: words.emptyTitle, text: words.emptyText }}
    >
      <FilterChip
        label={words.kind}
        value={search.kind}
        choices={caseKinds.map((value) => ({ value, label: text(caseKindNames[value]) }))}
        onChange={(kind) => setSearch({ kind: kind as typeof search.kind })}
      />
      <FilterChip
        label={words.state}
        value={search.state}
        choices={caseStates.map((value) => ({ value, label: text(caseStateNames[value]) }))}
        onChange={(state) => setSearch({ state: state as typeof search.state })}
      />
    </ListPage>
  );
}

function useColumns(): readonly Column<Case>[] {
  const words = useWords(matterWords).cases;
  const text = useText();
  const plain = usePlainText();
  return [
    {
      key: "name",
      title: words.name,
      render: (row) => (
        <NameCell
          name={`${text(caseKindNames[row.kind])} · ${row.requestNumber}`}
          href={`/sharing/cases/${row.id}`}
          code={row.number}
        />
      ),
    },
    {
      key: "parties",
      title: words.parties,
      width: "22%",
      render: (row) => (
        <>
          <span className="l1">
            <DepartmentName code={row.department} isPlain />
          </span>
          <span className="l2">
            <DepartmentName code={row.provider} isPlain />
          </span>
        </>
      ),
    },
    {
      key: "state",
      title: words.state,
      width: 180,
      render: (row) => <FileState state={row.state} names={caseStateNames} />,
    },
    {
      key: "waiting",
      title: words.waiting,
      width: "30%",
      render: (row) => (row.waiting === null ? <None /> : plain(text(row.waiting))),
    },
    { key: "opened", title: words.opened, width: 130, render: (row) => <Moment at={row.openedAt} /> },
  ];
}
