import { Button, Drawer } from "antd";
import { useState } from "react";
import { type DirtyRow, type DirtyState, dirtyStates, intakeRoutes, type Load } from "#contract/intake";
import {
  BatchBar,
  type Column,
  Counts,
  DataTable,
  EmptyState,
  ErrorState,
  FilterChip,
  type IconName,
  QueryStrip,
  StateWord,
  TableTools,
  useAnswer,
  useFilters,
  useFormat,
  usePages,
  useTable,
  useText,
  useWords,
} from "#kit";
import { useDirtyChanges } from "./dirty-change.ts";
import { DirtyRowPanel } from "./dirty-row-panel.tsx";
import { dirtyWords } from "./dirty-words.ts";
import { dirtyFilters } from "./filters.ts";

const icons: Readonly<Record<DirtyState, IconName>> = {
  open: "fault",
  mended: "running",
  loaded: "check",
  returned: "leave",
};

/** The rejected rows one by one, filtered by column, rule and state; a row opens beside the list to be mended. */
export function DirtyTable({ load }: { load: Load }) {
  const words = useWords(dirtyWords);
  const [search, setSearch] = useFilters(dirtyFilters);
  const { load: _load, row: openRow, ...query } = search;
  const source = usePages(intakeRoutes.listDirty, { params: { id: load.id }, query });
  const table = useTable(
    "intake.dirty",
    useColumns((row) => setSearch({ row })),
  );
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const at = source.rows.findIndex(({ row }) => row === openRow);
  const opened = source.rows[at];
  const step = (by: number) => {
    const next = source.rows[at + by];
    return next ? () => setSearch({ row: next.row }) : undefined;
  };
  return (
    <>
      <States load={load} />
      <QueryStrip tools={<TableTools table={table} />}>
        <DirtyFilters load={load} />
      </QueryStrip>
      <DataTable
        label={words.what}
        table={table}
        source={source}
        keyOf={(row) => String(row.row)}
        nameOf={(row) => row.place.zh}
        currentKey={opened ? String(opened.row) : undefined}
        {...(load.may.mend ? { selection: { keys: chosen, onChange: setChosen } } : {})}
        empty={<EmptyState title={words.emptyTitle}>{words.emptyText}</EmptyState>}
      />
      <ChosenBar
        load={load}
        rows={source.rows.filter(({ row }) => chosen.has(String(row)))}
        onClear={() => setChosen(new Set())}
      />
      <Drawer
        open={opened !== undefined}
        size={560}
        destroyOnHidden
        title={opened ? <PanelTitle row={opened} /> : ""}
        onClose={() => setSearch({ row: undefined })}
      >
        {opened ? (
          <DirtyRowPanel
            key={`${opened.row} ${opened.state}`}
            load={load}
            row={opened}
            previous={step(-1)}
            next={step(1)}
          />
        ) : null}
      </Drawer>
    </>
  );
}

function PanelTitle({ row }: { row: DirtyRow }) {
  const text = useText();
  return (
    <span className="row g3">
      {text(row.place)} <DirtyStateWord state={row.state} />
    </span>
  );
}

function DirtyStateWord({ state, isLabel }: { state: DirtyState; isLabel?: boolean }) {
  const words = useWords(dirtyWords).states;
  return (
    <StateWord icon={icons[state]} tone={!isLabel && state === "open" ? "fault" : "plain"} light>
      {words[state]}
    </StateWord>
  );
}

function States({ load }: { load: Load }) {
  const words = useWords(dirtyWords);
  const format = useFormat();
  const [search, setSearch] = useFilters(dirtyFilters);
  const { data } = useAnswer(intakeRoutes.listDirty, { params: { id: load.id }, query: { limit: 1 } });
  return (
    <div style={{ marginTop: 20 }}>
      <Counts
        label={words.state}
        items={[
          {
            key: "all",
            label: words.all,
            count: load.rowsRejected === null ? null : format.number(load.rowsRejected),
            isOn: search.state === undefined,
            onPick: () => setSearch({ state: undefined, row: undefined }),
          },
          ...dirtyStates.map((state) => ({
            key: state,
            label: <DirtyStateWord state={state} isLabel />,
            count: data ? format.number(data.byState[state]) : null,
            isOn: search.state === state,
            onPick: () => setSearch({ state, row: undefined }),
          })),
        ]}
      />
    </div>
  );
}

function DirtyFilters({ load }: { load: Load }) {
  const words = useWords(dirtyWords);
  const text = useText();
  const format = useFormat();
  const [search, setSearch] = useFilters(dirtyFilters);
  const { data } = useAnswer(intakeRoutes.listDirty, { params: { id: load.id }, query: { limit: 1 } });
  const others = useAnswer(intakeRoutes.listLoads, { query: { hasDirty: "true", limit: 200 } });
  const rules = new Map((data?.byRule ?? []).map((group) => [group.rule, text(group.text)]));
  const fields = new Set((data?.byRule ?? []).flatMap(({ column }) => column ?? []));
  return (
    <>
      <FilterChip
        label={words.load}
        value={load.id}
        shown={words.loadChoice(load.resourceName, format.number(load.number))}
        search="here"
        choices={(others.data?.items ?? []).map((other) => ({
          value: other.id,
          label: words.loadChoice(other.resourceName, format.number(other.number)),
          note: words.loadCount(format.number(other.dirtyOpen)),
        }))}
        onChange={(picked) =>
          setSearch({ load: picked, column: undefined, rule: undefined, state: undefined, row: undefined })
        }
      />
      <FilterChip
        label={words.column}
        value={search.column}
        search="here"
        choices={load.columns
          .filter((column) => column.action === "load" && (fields.size === 0 || fields.has(column.field)))
          .map((column) => ({ value: column.field, label: text(column.name) }))}
        onChange={(column) => setSearch({ column, row: undefined })}
      />
      <FilterChip
        label={words.rule}
        value={search.rule}
        choices={[...rules].map(([value, label]) => ({ value, label: label.slice(0, 60) }))}
        onChange={(rule) => setSearch({ rule, row: undefined })}
      />
    </>
  );
}

function useColumns(onOpen: (row: number) => void): readonly Column<DirtyRow>[] {
  const words = useWords(dirtyWords);
  const text = useText();
  return [
    {
      key: "place",
      title: words.place,
      width: 170,
      render: (row) => (
        <button type="button" className="link-button" onClick={() => onOpen(row.row)}>
          {text(row.place)}
        </button>
      ),
    },
    {
      key: "column",
      title: words.column,
      width: "14%",
      render: (row) => (
        <Faults row={row} show={(fault) => (fault.columnName ? text(fault.columnName) : words.wholeRow)} />
      ),
    },
    {
      key: "value",
      title: words.value,
      width: "18%",
      render: (row) => (
        <Faults
          row={row}
          show={(fault) =>
            fault.column === null ? null : <span className="bad found-value">{fault.value ?? words.empty}</span>
          }
        />
      ),
    },
    { key: "why", title: words.why, render: (row) => <Faults row={row} show={(fault) => text(fault.text)} /> },
    { key: "mend", title: words.mend, render: (row) => <Faults row={row} show={(fault) => text(fault.mend)} /> },
    {
      key: "suggestion",
      title: words.suggestion,
      width: 120,
      render: (row) => <Faults row={row} show={(fault) => fault.suggestion ?? <span className="none">—</span>} />,
    },
    { key: "state", title: words.state, width: 120, render: (row) => <DirtyStateWord state={row.state} /> },
  ];
}

const faultsShown = 3;

/** The same member of each fault of a row, one under the other. */
function Faults({ row, show }: { row: DirtyRow; show: (fault: DirtyRow["faults"][number]) => React.ReactNode }) {
  const words = useWords(dirtyWords);
  const format = useFormat();
  const rest = row.faults.length - faultsShown;
  return (
    <>
      {row.faults.slice(0, faultsShown).map((fault) => (
        <span key={`${fault.column ?? ""} ${fault.rule}`} className="fault-line">
          {show(fault)}
        </span>
      ))}
      {rest > 0 ? <span className="t12 m">{words.more(format.number(rest))}</span> : null}
    </>
  );
}

/** What can be done with the chosen rows. */
function ChosenBar({ load, rows, onClear }: { load: Load; rows: readonly DirtyRow[]; onClear: () => void }) {
  const words = useWords(dirtyWords).batch;
  const changes = useDirtyChanges(load);
  const numbers = rows.map(({ row }) => row);
  const suggested = rows.filter((row) => row.faults.some(({ suggestion }) => suggestion !== null));
  const mended = rows.filter(({ state }) => state === "mended");
  const after = (done: unknown) => {
    if (done) onClear();
  };
  return (
    <>
      <BatchBar count={rows.length} onClear={onClear} note={mended.length === 0 ? words.noneMended : undefined}>
        <Button
          disabled={suggested.length === 0 || changes.isBusy}
          onClick={async () => void (await changes.adopt({ rows: numbers }))}
        >
          {words.adopt}
        </Button>
        <Button
          type="primary"
          disabled={mended.length === 0 || changes.isBusy}
          onClick={async () => after(await changes.retry(numbers))}
        >
          {words.retry}
        </Button>
        <Button disabled={changes.isBusy} onClick={async () => after(await changes.giveBack(numbers.length, numbers))}>
          {words.return}
        </Button>
      </BatchBar>
      {changes.problem ? <ErrorState error={changes.problem} /> : null}
    </>
  );
}
