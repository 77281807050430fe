import { type ReactNode, useState } from "react";
import { clockRoutes, type Commitment } from "#contract/clock";
import {
  allOf,
  DataTable,
  EmptyState,
  PageHead,
  type RowSource,
  stringifySearch,
  TableTools,
  useAnswer,
  useFilters,
  useFormat,
  usePages,
  useTable,
  useText,
  useWords,
} from "#kit";
import { CommitmentPanel } from "./commitment-panel.tsx";
import { DeskBatch } from "./desk-batch.tsx";
import { useDeskColumns } from "./desk-columns.tsx";
import { DeskCounts, DeskStrip } from "./desk-filters.tsx";
import { useGroups } from "./desk-groups.tsx";
import { hrefOfCommitment, isNarrowed, queryOf } from "./desk-query.ts";
import { DueChart } from "./due-chart.tsx";
import { type DueDays, useDueDays } from "./due-days.ts";
import { exportDesk } from "./export-desk.ts";
import { deskFilters } from "./filters.ts";
import { useHasRoom } from "./wide.ts";
import { clockWords } from "./words.ts";
import "./clock.css";

/** All promises by working days left, the overdue first; the chosen one stands beside the list with its story. */
export function DeskScreen() {
  const words = useWords(clockWords).desk;
  const format = useFormat();
  const hasRoom = useHasRoom();
  const [search] = useFilters(deskFilters);
  const counts = useAnswer(
    clockRoutes.counts,
    { query: { kind: search.kind, department: search.owedBy } },
    { keepsLast: true, every: 60_000 },
  );
  const due = useDueDays(search.owedBy, search.kind);
  const isOpen = search.open !== undefined && hasRoom;
  return (
    <div className={isOpen ? "page desk open" : "page desk"}>
      <div className="desk-list">
        <PageHead
          title={words.title}
          note={counts.data ? words.note(format.number(counts.data.open), format.moment(counts.data.asOf)) : undefined}
        />
        <DeskCounts counts={counts.data} />
        <DueChart due={due} />
        <DeskList due={due} hasRoom={hasRoom} />
      </div>
      {isOpen && search.open ? <CommitmentPanel key={search.open} id={search.open} /> : null}
    </div>
  );
}

function DeskList({ due, hasRoom }: { due: DueDays | undefined; hasRoom: boolean }) {
  const words = useWords(clockWords).desk;
  const text = useText();
  const [search] = useFilters(deskFilters);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const query = queryOf(search);
  const pages = usePages(clockRoutes.listCommitments, { query }, { every: 60_000 });
  const source: RowSource<Commitment> = search.due === undefined ? pages : dueSource(due, search.due);
  const hrefOf = (id: string) => hrefOfCommitment(id, search, hasRoom);
  const table = useTable("clock.desk", useDeskColumns(hrefOf));
  const groupOf = useGroups();
  return (
    <>
      <DeskStrip
        tools={<TableTools table={table} onExport={() => exportDesk(query, words.columns, words.exportName, text)} />}
      />
      <DataTable
        label={words.what}
        table={table}
        source={source}
        keyOf={(commitment) => commitment.id}
        nameOf={(commitment) => commitment.subject.title}
        hrefOf={(commitment) => hrefOf(commitment.id)}
        currentKey={search.open}
        groupOf={groupOf}
        selection={{ keys: chosen, onChange: setChosen }}
        empty={<NothingHere isNarrowed={isNarrowed(search)} />}
      />
      <DeskBatch
        chosen={source.rows.filter(({ id }) => chosen.has(id))}
        onClear={() => setChosen(new Set())}
        key={stringifySearch(query)}
      />
    </>
  );
}

function NothingHere({ isNarrowed: isFiltered }: { isNarrowed: boolean }): ReactNode {
  const words = useWords(clockWords).desk;
  return isFiltered ? (
    <EmptyState title={words.nothingTitle}>{words.nothingText}</EmptyState>
  ) : (
    <EmptyState title={words.emptyTitle}>{words.emptyText}</EmptyState>
  );
}

/** The rows of one day as the chart has read them, so that its figure and the list are the same. */
const dueSource = (due: DueDays | undefined, day: string): RowSource<Commitment> => ({
  ...allOf(due?.days.find((one) => one.day === day)?.rows ?? []),
  isLoading: due === undefined,
});
