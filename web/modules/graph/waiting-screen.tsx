import type { Commitment } from "#contract/clock";
import {
  allOf,
  AppLink,
  type Column,
  DataTable,
  Day,
  EmptyState,
  ErrorState,
  LoadingState,
  PageHead,
  PlainTable,
  PromiseBar,
  Section,
  TableTools,
  useFilters,
  useFormat,
  useTable,
  useText,
  useWords,
} from "#kit";
import { promiseOf, useDepartments } from "#shell";
import { waitingFilters } from "./filters.ts";
import { placeWords } from "./place-words.ts";
import { useWaits, type Wait, type Waits } from "./waiting.ts";

/** Who is waiting for whom, gathered by the two departments; a pair opens into its promises. */
export function WaitingScreen() {
  const words = useWords(placeWords).waiting;
  const { data, error, refetch } = useWaits();
  return (
    <div className="page">
      {data ? (
        <WaitingPage found={data} />
      ) : (
        <>
          <PageHead title={words.title} />
          {error ? <ErrorState error={error} retry={refetch} /> : <LoadingState what={words.what} rows={8} />}
        </>
      )}
    </div>
  );
}

const addressOf = ({ from, to }: Wait): string => `/graph/waiting?from=${from}&to=${to}`;

function WaitingPage({ found }: { found: Waits }) {
  const words = useWords(placeWords).waiting;
  const format = useFormat();
  const [{ from, to }] = useFilters(waitingFilters);
  const table = useTable("graph.waiting", useColumns());
  const chosen = found.waits.find((wait) => wait.from === from && wait.to === to);
  const rows = found.waits.reduce((sum, wait) => sum + wait.rows.length, 0);
  return (
    <>
      <PageHead
        title={words.title}
        note={words.note(format.number(found.waits.length), format.number(rows))}
        lede={words.lede}
        actions={<AppLink href="/clock">{words.all}</AppLink>}
      />
      {found.read < found.total ? (
        <p className="t13 m">{words.cut(format.number(found.read), format.number(found.total))}</p>
      ) : null}
      <div className="strip no-print">
        <span className="sp" />
        <TableTools table={table} />
      </div>
      <DataTable
        label={words.what}
        table={table}
        source={allOf(found.waits)}
        keyOf={(wait) => `${wait.from}|${wait.to}`}
        nameOf={(wait) => `${wait.fromName} → ${wait.toName}`}
        hrefOf={addressOf}
        currentKey={`${from ?? ""}|${to ?? ""}`}
        empty={<EmptyState title={words.emptyTitle}>{words.emptyText}</EmptyState>}
      />
      {chosen ? <Promises wait={chosen} /> : null}
    </>
  );
}

function useColumns(): Column<Wait>[] {
  const words = useWords(placeWords).waiting;
  const format = useFormat();
  const left = useLeft();
  const { nameOf } = useDepartments();
  return [
    {
      key: "from",
      title: words.from,
      render: (wait) => (
        <AppLink href={addressOf(wait)} className="l1">
          {nameOf(wait.from)}
        </AppLink>
      ),
    },
    { key: "to", title: words.to, render: (wait) => nameOf(wait.to) },
    { key: "count", title: words.count, isFigure: true, width: 90, render: (wait) => format.number(wait.rows.length) },
    {
      key: "worst",
      title: words.worst,
      width: "34%",
      render: ({ rows: [first] }) => (first ? <Waiting commitment={first} left={left(first)} /> : null),
    },
    { key: "due", title: words.due, width: 130, render: ({ rows: [first] }) => <Day on={first?.dueOn ?? null} /> },
  ];
}

function useLeft(): (commitment: Commitment) => string {
  const words = useWords(placeWords).waiting;
  const format = useFormat();
  return ({ remainingDays, state }) => {
    if (state === "paused" || remainingDays === null) return words.paused;
    if (remainingDays < 0) return words.overdue(format.number(-remainingDays));
    return remainingDays === 0 ? words.dueToday : words.left(format.number(remainingDays));
  };
}

const Waiting = ({ commitment, left }: { commitment: Commitment; left: string }) => (
  <span className="row g2 wrap">
    <PromiseBar facts={promiseOf(commitment)} />
    <span className="t12 m">{left}</span>
  </span>
);

function Promises({ wait }: { wait: Wait }) {
  const words = useWords(placeWords).waiting;
  const text = useText();
  const left = useLeft();
  const title = `${wait.fromName} → ${wait.toName}`;
  return (
    <Section isMajor title={title}>
      <PlainTable
        label={title}
        columns={[
          { title: words.subject },
          { title: words.worst, width: "30%" },
          { title: words.due, width: 130 },
          { title: words.basis, width: "24%" },
        ]}
        rows={wait.rows.map((row) => ({
          key: row.id,
          cells: [
            <AppLink key="subject" href={`/clock/commitments/${row.id}`}>
              {row.subject.title} · {text(row.kindName)}
            </AppLink>,
            <Waiting key="left" commitment={row} left={left(row)} />,
            <Day key="due" on={row.dueOn} />,
            row.basis,
          ],
        }))}
      />
    </Section>
  );
}
