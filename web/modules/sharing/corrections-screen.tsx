import { Button } from "antd";
import {
  type Correction,
  correctionStateNames,
  correctionStates,
  requestSides,
  sharingRoutes,
} from "#contract/sharing";
import {
  type Column,
  FilterChip,
  Moment,
  NameCell,
  Segments,
  useFilters,
  useGo,
  usePages,
  useText,
  useWords,
} from "#kit";
import { DepartmentChip, DepartmentName, useHasRole, useSession } from "#shell";
import { askers } from "./askers.ts";
import { correctionFilters } from "./filters.ts";
import { ListPage } from "./list-page.tsx";
import { matterWords } from "./matter-words.ts";
import { DueAndBasis, Parties, PromiseLeft, useCommitments } from "./promises.tsx";
import { FileState } from "./state-tag.tsx";
import { sharingWords } from "./words.ts";

/** Reports of wrong values, by who waits for whom. */
export function CorrectionsScreen() {
  const words = useWords(matterWords).corrections;
  const { sides } = useWords(sharingWords);
  const text = useText();
  const go = useGo();
  const hasRole = useHasRole();
  const { department } = useSession();
  const [search, setSearch] = useFilters(correctionFilters);
  const source = usePages(sharingRoutes.listCorrections, { query: search });
  const { side = "all", ...narrowed } = search;
  const create = hasRole([...askers, "hall-clerk"]) ? (
    <Button size="small" onClick={() => go("/sharing/corrections/new")}>
      {words.new}
    </Button>
  ) : undefined;
  return (
    <ListPage
      id="corrections"
      title={words.title}
      what={words.what}
      source={source}
      columns={useColumns()}
      keyOf={(row) => row.id}
      nameOf={(row) => row.number}
      hrefOf={(row) => `/sharing/corrections/${row.id}`}
      isFiltered={Object.keys(narrowed).length > 0}
      bare={`/sharing/corrections?side=${side}`}
      actions={create}
      above={
        department === null ? undefined : (
          <div style={{ marginTop: 8 }}>
            <Segments
              label={words.side}
              value={side}
              options={requestSides.map((value) => ({ value, label: sides[value] }))}
              onChange={(value) => setSearch({ side: value })}
            />
          </div>
        )
      }
      empty={{ title: words.emptyTitle, text: words.emptyText, action: create }}
    >
      <FilterChip
        label={words.state}
        value={search.state}
        choices={correctionStates.map((value) => ({ value, label: text(correctionStateNames[value]) }))}
        onChange={(state) => setSearch({ state: state as typeof search.state })}
      />
      <DepartmentChip label={words.provider} value={search.provider} onChange={(provider) => setSearch({ provider })} />
      {search.resource === undefined ? null : (
        <FilterChip
          label={words.resource}
          value={search.resource}
          choices={[]}
          shown={source.rows[0]?.resourceName ?? search.resource}
          onChange={(resource) => setSearch({ resource })}
        />
      )}
    </ListPage>
  );
}

function useColumns(): readonly Column<Correction>[] {
  const words = useWords(matterWords).corrections;
  const text = useText();
  const commitments = useCommitments();
  return [
    {
      key: "name",
      title: words.name,
      render: (row) => (
        <NameCell
          name={`${row.resourceName} · ${text(row.fieldName) || row.field}`}
          href={`/sharing/corrections/${row.id}`}
          code={row.number}
        />
      ),
    },
    {
      key: "parties",
      title: words.parties,
      width: "20%",
      render: (row) => (
        <Parties
          isOver={row.promise === null}
          waits={<DepartmentName code={row.department} isPlain />}
          owes={<DepartmentName code={row.provider} isPlain />}
        />
      ),
    },
    {
      key: "state",
      title: words.state,
      width: 120,
      render: (row) => <FileState state={row.state} names={correctionStateNames} />,
    },
    {
      key: "left",
      title: words.left,
      width: 190,
      render: (row) => (
        <PromiseLeft promise={row.promise} commitment={row.promise ? commitments.get(row.promise.id) : undefined} />
      ),
    },
    { key: "due", title: words.due, width: "20%", render: (row) => <DueAndBasis promise={row.promise} /> },
    { key: "at", title: words.at, width: 130, render: (row) => <Moment at={row.createdAt} /> },
  ];
}
