import { Button } from "antd";
import { type Finding, findingStateNames, findingStates, sharingRoutes } from "#contract/sharing";
import {
  AppLink,
  type Column,
  DateChip,
  ErrorState,
  FilterChip,
  Moment,
  NameCell,
  useAnswer,
  useChange,
  useFilters,
  useFormat,
  usePages,
  useText,
  useToast,
  useWords,
} from "#kit";
import { DepartmentChip, DepartmentName, useHasRole, usePlainText } from "#shell";
import { findingFilters } from "./filters.ts";
import { FindingPanel } from "./finding-panel.tsx";
import { ListPage } from "./list-page.tsx";
import { recordWords } from "./record-words.ts";
import { FileState } from "./state-tag.tsx";
import "./sharing.css";

/** Leads the rules have found, each with its evidence; the department explains, the bureau decides. */
export function FindingsScreen() {
  const words = useWords(recordWords).findings;
  const text = useText();
  const [search, setSearch] = useFilters(findingFilters);
  const { open, ...narrowed } = search;
  const source = usePages(sharingRoutes.listFindings, { query: narrowed });
  const { data: rules } = useAnswer(sharingRoutes.listRules, {});
  const current = source.rows.find((row) => row.id === open);
  return (
    <>
      <ListPage
        id="findings"
        title={words.title}
        what={words.what}
        source={source}
        columns={useColumns((id) => setSearch({ open: id }))}
        keyOf={(row) => row.id}
        nameOf={(row) => text(row.title)}
        isFiltered={Object.keys(narrowed).length > 0}
        bare="/sharing/findings"
        actions={<Actions />}
        above={
          <>
            <p className="t13 s">{words.lede}</p>
            {current ? <FindingPanel finding={current} onClose={() => setSearch({ open: undefined })} /> : null}
          </>
        }
        empty={{ title: words.emptyTitle, text: words.emptyText }}
      >
        <FilterChip
          label={words.state}
          value={search.state}
          choices={findingStates.map((value) => ({ value, label: text(findingStateNames[value]) }))}
          onChange={(state) => setSearch({ state: state as typeof search.state })}
        />
        <FilterChip
          label={words.rule}
          value={search.rule}
          choices={(rules?.items ?? []).map((rule) => ({ value: rule.id, label: text(rule.title), note: rule.id }))}
          search="here"
          onChange={(rule) => setSearch({ rule })}
        />
        <DepartmentChip value={search.department} onChange={(department) => setSearch({ department })} />
        <DateChip
          label={words.foundOn}
          value={{ from: search.foundFrom, to: search.foundUntil }}
          onChange={({ from, to }) => setSearch({ foundFrom: from, foundUntil: to })}
        />
      </ListPage>
    </>
  );
}

function Actions() {
  const words = useWords(recordWords).findings;
  const format = useFormat();
  const toast = useToast();
  const hasRole = useHasRole();
  const run = useChange(sharingRoutes.runRules, ["ledger"]);
  const start = async () => {
    const taken = await run.send({});
    if (taken) toast(words.ran(format.number(taken.found), format.number(taken.gone), format.number(taken.open)));
  };
  return (
    <>
      <AppLink href="/sharing/findings/rules">{words.rules}</AppLink>
      {hasRole(["data-officer"]) ? (
        <Button size="small" loading={run.isSending} onClick={() => void start()}>
          {words.run}
        </Button>
      ) : null}
      {run.problem ? <ErrorState error={run.problem} /> : null}
    </>
  );
}

function useColumns(open: (id: string) => void): readonly Column<Finding>[] {
  const words = useWords(recordWords).findings;
  const text = useText();
  const plain = usePlainText();
  return [
    {
      key: "name",
      title: words.name,
      width: "30%",
      render: (row) => (
        <NameCell
          name={
            <button type="button" className="plain-button" onClick={() => open(row.id)}>
              {text(row.title)}
            </button>
          }
          note={`${row.article} · ${row.rule}`}
        />
      ),
    },
    {
      key: "department",
      title: words.department,
      width: "15%",
      render: (row) => <DepartmentName code={row.department} />,
    },
    { key: "summary", title: words.summary, render: (row) => plain(text(row.summary)) },
    {
      key: "state",
      title: words.state,
      width: 150,
      render: (row) => (
        <>
          <FileState state={row.state} names={findingStateNames} />
          {row.isGone ? <span className="l2">{words.gone}</span> : null}
        </>
      ),
    },
    { key: "found", title: words.found, width: 130, render: (row) => <Moment at={row.foundAt} /> },
  ];
}
