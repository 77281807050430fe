import { clockRoutes } from "#contract/clock";
import type { RouteAnswer } from "#contract/route";
import {
  type Column,
  DataTable,
  Day,
  EmptyState,
  FilterChip,
  Moment,
  NameCell,
  PageHead,
  QueryStrip,
  StateWord,
  TableTools,
  useFilters,
  useFormat,
  usePages,
  useTable,
  useWords,
} from "#kit";
import { reminderFilters } from "./filters.ts";
import { Receipt } from "./reminders.tsx";
import { clockWords } from "./words.ts";

type Row = RouteAnswer<typeof clockRoutes.listReminders>["items"][number];

/** What the desk and the clock sent to me and my department; the receipt is given here. */
export function RemindersScreen() {
  const words = useWords(clockWords).list;
  const format = useFormat();
  const [{ unseen }, setSearch] = useFilters(reminderFilters);
  const source = usePages(clockRoutes.listReminders, { query: unseen ? { unseen: "true" } : {} });
  const table = useTable("clock.reminders", useColumns());
  return (
    <div className="page">
      <PageHead
        title={words.title}
        note={source.total === null ? undefined : words.note(format.number(source.total))}
      />
      <QueryStrip tools={<TableTools table={table} />}>
        <FilterChip
          label={words.unseen}
          value={unseen}
          choices={[{ value: "1", label: words.unseenOnly }]}
          onChange={(next) => setSearch({ unseen: next as typeof unseen })}
        />
      </QueryStrip>
      <DataTable
        label={words.what}
        table={table}
        source={source}
        keyOf={(row) => row.id}
        nameOf={(row) => row.title}
        hrefOf={(row) => `/clock/commitments/${row.commitment}`}
        empty={<EmptyState title={words.emptyTitle}>{words.emptyText}</EmptyState>}
      />
    </div>
  );
}

function useColumns(): readonly Column<Row>[] {
  const words = useWords(clockWords).list;
  return [
    {
      key: "what",
      title: words.columns.what,
      render: (row) => (
        <NameCell name={row.title} href={`/clock/commitments/${row.commitment}`} note={<span>{row.text}</span>} />
      ),
    },
    { key: "kind", title: words.columns.kind, width: 110, render: (row) => words.kinds[row.kind] },
    { key: "from", title: words.columns.from, width: 130, render: (row) => row.by },
    { key: "at", title: words.columns.at, width: 120, render: (row) => <Moment at={row.at} /> },
    { key: "due", title: words.columns.due, width: 104, render: (row) => <Day on={row.dueOn} /> },
    {
      key: "seen",
      title: words.columns.seen,
      width: 170,
      render: (row) =>
        row.seen ? (
          <StateWord icon="check" light>
            {words.seen(row.seen.by)}
          </StateWord>
        ) : (
          <Receipt reminder={row} />
        ),
    },
  ];
}
