import { type Dispute, disputeStateNames, disputeStates, sharingRoutes } from "#contract/sharing";
import { type Column, FilterChip, Moment, NameCell, None, useFilters, usePages, useText, useWords } from "#kit";
import { DepartmentName, usePlainText } from "#shell";
import { disputeFilters } from "./filters.ts";
import { ListPage } from "./list-page.tsx";
import { matterWords } from "./matter-words.ts";
import { FileState } from "./state-tag.tsx";

/** Disputes by the step they are at (Order 809 art. 28). */
export function DisputesScreen() {
  const words = useWords(matterWords).disputes;
  const text = useText();
  const [search, setSearch] = useFilters(disputeFilters);
  const source = usePages(sharingRoutes.listDisputes, { query: search });
  return (
    <ListPage
      id="disputes"
      title={words.title}
      what={words.what}
      source={source}
      columns={useColumns()}
      keyOf={(row) => row.id}
      nameOf={(row) => row.number}
      hrefOf={(row) => `/sharing/disputes/${row.id}`}
      isFiltered={Object.keys(search).length > 0}
      bare="/sharing/disputes"
      empty={{ title: words.emptyTitle, text: words.emptyText }}
    >
      <FilterChip
        label={words.state}
        value={search.state}
        choices={disputeStates.map((value) => ({ value, label: text(disputeStateNames[value]) }))}
        onChange={(state) => setSearch({ state: state as typeof search.state })}
      />
    </ListPage>
  );
}

function useColumns(): readonly Column<Dispute>[] {
  const words = useWords(matterWords).disputes;
  const text = useText();
  const plain = usePlainText();
  return [
    {
      key: "name",
      title: words.name,
      render: (row) => (
        <NameCell
          name={row.claim}
          href={`/sharing/disputes/${row.id}`}
          code={row.number}
          note={<span> {row.requestNumber}</span>}
        />
      ),
    },
    {
      key: "parties",
      title: words.parties,
      width: "20%",
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
      width: 140,
      render: (row) => <FileState state={row.state} names={disputeStateNames} />,
    },
    {
      key: "waiting",
      title: words.waiting,
      width: "28%",
      render: (row) => (row.waiting === null ? <None /> : plain(text(row.waiting))),
    },
    { key: "opened", title: words.opened, width: 130, render: (row) => <Moment at={row.openedAt} /> },
  ];
}
