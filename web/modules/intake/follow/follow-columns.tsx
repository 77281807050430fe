import type { Follow, Reconciliation } from "#contract/intake-follow";
import { AppLink, type Column, Moment, NameCell, useFormat, useText, useWords } from "#kit";
import { DepartmentName } from "#shell";
import { EqualWord, HealthWord, isTroubled, Lag, RunStateWord } from "./parts.tsx";
import { changesOf } from "./run-changes.ts";
import { useScheduleWords } from "./schedule-words.ts";
import { followWords } from "./words.ts";

/** Columns of the list of follows. */
export function useFollowColumns(): readonly Column<Follow>[] {
  const all = useWords(followWords);
  const words = all.list;
  const text = useText();
  const sayWhen = useScheduleWords();
  const hrefOf = (follow: Follow) => `/intake/follows/${follow.id}`;
  return [
    {
      key: "name",
      title: words.name,
      render: (follow) => (
        <NameCell
          name={follow.resourceName}
          href={hrefOf(follow)}
          note={
            <span className="break">
              {follow.sourceName} · <span className="mono">{follow.table}</span>
            </span>
          }
        />
      ),
    },
    {
      key: "department",
      title: words.department,
      width: 140,
      render: (follow) => <DepartmentName code={follow.department} isPlain />,
    },
    {
      key: "mode",
      title: words.mode,
      width: 170,
      render: (follow) => (
        <>
          <span className="l1">{all.modes[follow.plan.mode]}</span>
          <span className="l2">{sayWhen(follow)}</span>
        </>
      ),
    },
    {
      key: "state",
      title: words.state,
      width: 240,
      render: (follow) => (
        <>
          <HealthWord health={follow.health} />
          {follow.health === "well" ? null : (
            <span className={isTroubled(follow.health) ? "state-text" : "state-text m"}>{text(follow.text)}</span>
          )}
        </>
      ),
    },
    { key: "lag", title: words.lag, width: 150, render: (follow) => <Lag lag={follow.lag} lags={follow.lags} /> },
    { key: "last", title: words.last, width: 190, render: (follow) => <LastRun follow={follow} /> },
    {
      key: "reconciled",
      title: words.reconciled,
      width: 130,
      render: ({ lastReconciliation, ...follow }) => (
        <>
          <EqualWord result={lastReconciliation} href={numbersOf(follow.id, lastReconciliation)} />
          {lastReconciliation ? (
            <span className="l2">
              <Moment at={lastReconciliation.at} />
            </span>
          ) : null}
        </>
      ),
    },
    {
      key: "next",
      title: words.next,
      width: 120,
      isHidden: true,
      render: (follow) => <Moment at={follow.nextRunAt} />,
    },
  ];
}

/** Where the numbers of a reconciliation stand: on the page of its run, or of its follow. */
const numbersOf = (followId: string, result: Reconciliation | null): string =>
  result?.runId ? `/intake/runs/${result.runId}` : `/intake/follows/${followId}`;

function LastRun({ follow: { lastRun } }: { follow: Follow }) {
  const words = useWords(followWords).list;
  const format = useFormat();
  if (lastRun === null) return <span className="m">{words.never}</span>;
  const at = lastRun.endedAt ?? lastRun.startedAt;
  return (
    <>
      <AppLink href={`/intake/runs/${lastRun.id}`} className="row g2">
        <RunStateWord state={lastRun.state} />
        {at === null ? null : <Moment at={at} />}
      </AppLink>
      <span className="l2">
        {words.changes(format.number(changesOf(lastRun.counts)))}
        {lastRun.counts.rejected > 0 ? ` · ${words.rejected(format.number(lastRun.counts.rejected))}` : ""}
      </span>
    </>
  );
}
