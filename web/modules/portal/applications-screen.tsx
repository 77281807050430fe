import { Button } from "antd";
import {
  applicationKindNames,
  applicationStates,
  type DerivedApplication,
  portalVisitorRoutes,
} from "#contract/portal-visitors";
import {
  AppLink,
  type Column,
  DataTable,
  EmptyState,
  ErrorState,
  FilterChip,
  PageHead,
  QueryStrip,
  TableTools,
  useChange,
  useFilters,
  useFormat,
  usePages,
  useTable,
  useText,
  useToast,
  useWords,
} from "#kit";
import { applicationFilters } from "./filters.ts";
import { portalWords } from "./words.ts";

type Decision = "listed" | "refused" | "removed";

/** What visitors have made of open data; looked at, then listed. */
export function ApplicationsScreen() {
  const words = useWords(portalWords).applications;
  const format = useFormat();
  const toast = useToast();
  const [search, setSearch] = useFilters(applicationFilters);
  const source = usePages(portalVisitorRoutes.listApplications, { query: search });
  const change = useChange(portalVisitorRoutes.decideApplication, ["ledger"]);
  const decide = async (id: string, decision: Decision) => {
    if (await change.send({ params: { id }, body: { decision } })) toast(words.done);
  };
  const table = useTable("portal.applications", useColumns(decide));
  return (
    <div className="page">
      <PageHead
        title={words.title}
        note={source.total === null ? undefined : words.note(format.number(source.total))}
      />
      <QueryStrip tools={<TableTools table={table} />}>
        <FilterChip
          label={words.state}
          value={search.state}
          choices={applicationStates.map((value) => ({ value, label: words.states[value] }))}
          onChange={(state) => setSearch({ state: state as typeof search.state })}
        />
      </QueryStrip>
      {change.problem === null ? null : <ErrorState error={change.problem} />}
      <DataTable
        label={words.title}
        table={table}
        source={source}
        keyOf={(application) => application.id}
        nameOf={(application) => application.title}
        empty={<EmptyState title={words.emptyTitle}>{words.emptyText}</EmptyState>}
      />
    </div>
  );
}

function useColumns(decide: (id: string, decision: Decision) => Promise<void>): readonly Column<DerivedApplication>[] {
  const words = useWords(portalWords).applications;
  const text = useText();
  return [
    {
      key: "what",
      title: words.what,
      render: (application) => (
        <div>
          <b>{application.title}</b> <span className="t12 m">{text(applicationKindNames[application.kind])}</span>
          <div className="t13">{application.body}</div>
          <div className="t12 m break">
            {application.author} · {application.url}
          </div>
        </div>
      ),
    },
    {
      key: "datasets",
      title: words.datasets,
      width: 220,
      render: (application) => (
        <>
          {application.datasets.map((dataset) => (
            <div key={dataset.id}>
              <AppLink href={`/portal/${dataset.id}`}>{dataset.title}</AppLink>
            </div>
          ))}
        </>
      ),
    },
    {
      key: "state",
      title: words.state,
      width: 190,
      render: ({ id, state, may }) => (
        <div className="row g2 wrap">
          <span>{words.states[state]}</span>
          {may.decide && state !== "listed" ? (
            <Button size="small" onClick={() => void decide(id, "listed")}>
              {words.list}
            </Button>
          ) : null}
          {may.decide && state === "waiting" ? (
            <Button size="small" onClick={() => void decide(id, "refused")}>
              {words.refuse}
            </Button>
          ) : null}
          {may.decide && state === "listed" ? (
            <Button size="small" onClick={() => void decide(id, "removed")}>
              {words.remove}
            </Button>
          ) : null}
        </div>
      ),
    },
  ];
}
