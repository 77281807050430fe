import {
  type ApplicationRow,
  applicationStateNames,
  applicationStates,
  requestKindNames,
  sharingRoutes,
} from "#contract/sharing";
import {
  AppLink,
  type Column,
  FilterChip,
  Moment,
  NameCell,
  useFilters,
  useFormat,
  usePages,
  useText,
  useWords,
} from "#kit";
import { DepartmentName } from "#shell";
import { applicationWords } from "./application-words.ts";
import { applicationFilters } from "./filters.ts";
import { ListPage } from "./list-page.tsx";
import { FileState } from "./state-tag.tsx";
import { useBasket } from "./use-basket.ts";

/** Applications of the department: filled in, signed, sent. */
export function ApplicationsScreen() {
  const words = useWords(applicationWords).list;
  const text = useText();
  const [search, setSearch] = useFilters(applicationFilters);
  const source = usePages(sharingRoutes.listApplications, { query: search });
  const { mayAsk, application } = useBasket();
  return (
    <ListPage
      id="applications"
      title={words.title}
      what={words.what}
      source={source}
      columns={useColumns()}
      keyOf={(row) => row.id}
      nameOf={(row) => row.title || row.number}
      hrefOf={(row) => `/sharing/applications/${row.id}`}
      isFiltered={Object.keys(search).length > 0}
      bare="/sharing/applications"
      actions={
        mayAsk ? (
          <AppLink href={application ? "/sharing/basket" : "/sharing"}>
            {application ? words.basket : words.find}
          </AppLink>
        ) : undefined
      }
      empty={{
        title: words.emptyTitle,
        text: words.emptyText,
        action: <AppLink href="/sharing">{words.find}</AppLink>,
      }}
    >
      <FilterChip
        label={words.state}
        value={search.state}
        choices={applicationStates.map((value) => ({ value, label: text(applicationStateNames[value]) }))}
        onChange={(state) => setSearch({ state: state as typeof search.state })}
      />
      <FilterChip
        label={words.mine}
        value={search.mine}
        choices={[{ value: "true", label: words.onlyMine }]}
        onChange={(mine) => setSearch({ mine: mine as typeof search.mine })}
      />
    </ListPage>
  );
}

function useColumns(): readonly Column<ApplicationRow>[] {
  const words = useWords(applicationWords).list;
  const text = useText();
  const format = useFormat();
  return [
    {
      key: "title",
      title: words.name,
      render: (row) => (
        <NameCell name={row.title || words.unnamed} href={`/sharing/applications/${row.id}`} code={row.number} />
      ),
    },
    {
      key: "department",
      title: words.department,
      width: "18%",
      render: (row) => <DepartmentName code={row.department} />,
    },
    { key: "kind", title: words.kind, width: 80, render: (row) => text(requestKindNames[row.kind]) },
    {
      key: "lines",
      title: words.lines,
      width: 100,
      isFigure: true,
      render: (row) => words.linesText(format.number(row.lineCount)),
    },
    {
      key: "requests",
      title: words.requests,
      width: 110,
      isFigure: true,
      render: (row) => words.requestsText(format.number(row.requests.length)),
    },
    {
      key: "state",
      title: words.state,
      width: 190,
      render: (row) => <FileState state={row.state} names={applicationStateNames} />,
    },
    {
      key: "by",
      title: words.by,
      width: 150,
      render: (row) => (
        <>
          <span className="l1">{row.by}</span>
          <span className="l2">
            <Moment at={row.createdAt} />
          </span>
        </>
      ),
    },
  ];
}
