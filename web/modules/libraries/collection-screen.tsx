import { Button } from "antd";
import { useState } from "react";
import { type Collected, librariesRoutes } from "#contract/libraries";
import {
  allOf,
  AnsweredPage,
  AppLink,
  type Column,
  DataTable,
  EmptyState,
  ErrorState,
  FilterChip,
  PageHead,
  QueryStrip,
  stringifySearch,
  TableTools,
  useAnswer,
  useChange,
  useFilters,
  useFormat,
  useTable,
  useText,
  useWords,
} from "#kit";
import { DepartmentName, useHasRole } from "#shell";
import { CollectionHolders } from "./collection-holders.tsx";
import { collectionFilters } from "./filters.ts";
import { RunningJob } from "./running-job.tsx";
import { choiceWords } from "./choice-words.ts";
import "./libraries.css";

/** Which elements several departments collect, who could have them by sharing, and what the bureau decided (一数一源). */
export function CollectionScreen() {
  const words = useWords(choiceWords).collection;
  const [{ again }] = useFilters(collectionFilters);
  const query = { onlyAgain: again ? ("true" as const) : ("false" as const) };
  const answer = useAnswer(librariesRoutes.listCollection, { query }, { keepsLast: true });
  return (
    <div className="page">
      <AnsweredPage answer={answer} what={words.what} rows={8}>
        {({ items, checkedAt }) => <CollectionPage items={items} checkedAt={checkedAt} />}
      </AnsweredPage>
    </div>
  );
}

function CollectionPage({ items, checkedAt }: { items: readonly Collected[]; checkedAt: string | null }) {
  const words = useWords(choiceWords).collection;
  const format = useFormat();
  const [search, setSearch] = useFilters(collectionFilters);
  const hasRole = useHasRole();
  const check = useCheck();
  const hrefOf = ({ element }: Collected) =>
    `/libraries/collection${stringifySearch({ again: search.again, element })}`;
  const table = useTable("libraries.collection", useColumns(hrefOf));
  const chosen = items.find(({ element }) => element === search.element);
  const ordered = items.toSorted((a, b) => againOf(b) - againOf(a) || b.holders.length - a.holders.length);
  return (
    <>
      <PageHead
        title={words.title}
        note={
          checkedAt === null
            ? undefined
            : `${words.note(format.number(items.length))} · ${words.checked(format.moment(checkedAt))}`
        }
        actions={hasRole(["data-officer"]) ? check.button : undefined}
      />
      {check.problem ? <ErrorState error={check.problem} /> : null}
      {check.jobId === null ? null : <RunningJob key={check.jobId} jobId={check.jobId} />}
      <QueryStrip tools={<TableTools table={table} />}>
        <FilterChip
          label={words.onlyAgain}
          value={search.again}
          choices={[{ value: "1", label: words.yes }]}
          onChange={(again) => setSearch({ again: again === "1" ? "1" : undefined, element: undefined })}
        />
      </QueryStrip>
      {chosen ? <CollectionHolders collected={chosen} onClose={() => setSearch({ element: undefined })} /> : null}
      <DataTable
        label={words.what}
        table={table}
        source={allOf(ordered)}
        keyOf={({ element }) => element}
        nameOf={({ elementName }) => elementName.zh}
        hrefOf={hrefOf}
        currentKey={search.element}
        empty={<NothingCollected isFiltered={search.again !== undefined} isChecked={checkedAt !== null} />}
      />
      <p className="t12 m section">{words.basis}</p>
    </>
  );
}

function NothingCollected({ isFiltered, isChecked }: { isFiltered: boolean; isChecked: boolean }) {
  const words = useWords(choiceWords).collection;
  if (!isChecked) return <EmptyState title={words.neverTitle}>{words.neverText}</EmptyState>;
  if (isFiltered) return <EmptyState title={words.noneAgain}>{words.noneAgainText}</EmptyState>;
  return <EmptyState title={words.emptyTitle}>{words.emptyText}</EmptyState>;
}

const againOf = ({ holders }: Collected): number => holders.filter(({ isAgain }) => isAgain).length;

function useCheck() {
  const words = useWords(choiceWords).collection;
  const [jobId, setJobId] = useState<string | null>(null);
  const change = useChange(librariesRoutes.checkCollection, ["operations", "ledger"]);
  const start = async () => {
    const taken = await change.send({});
    if (taken) setJobId(taken.jobId);
  };
  return {
    jobId,
    problem: change.problem,
    button: (
      <Button size="small" loading={change.isSending} title={words.checkText} onClick={() => void start()}>
        {words.check}
      </Button>
    ),
  };
}

function useColumns(hrefOf: (row: Collected) => string): readonly Column<Collected>[] {
  const words = useWords(choiceWords).collection;
  const text = useText();
  const format = useFormat();
  return [
    {
      key: "element",
      title: words.element,
      render: (row) => (
        <>
          <AppLink href={hrefOf(row)} className="l1">
            {text(row.elementName)}
          </AppLink>
          <span className="l2 mono">{row.element}</span>
        </>
      ),
    },
    {
      key: "holders",
      title: words.holders,
      width: "40%",
      render: ({ holders }) => (
        <span className="wrap row g2">
          {[...new Set(holders.map(({ department }) => department))].map((code) => (
            <DepartmentName key={code} code={code} isPlain />
          ))}
        </span>
      ),
    },
    {
      key: "source",
      title: words.source,
      width: 180,
      render: ({ element, source }) =>
        source ? (
          <DepartmentName code={source.department} isPlain />
        ) : (
          <AppLink href={`/dictionary/elements/${element}?decide=1`}>{words.undecided}</AppLink>
        ),
    },
    {
      key: "again",
      title: words.again,
      width: 110,
      isFigure: true,
      render: (row) =>
        againOf(row) === 0 ? "0" : <b className="fault">{words.againCount(format.number(againOf(row)))}</b>,
    },
  ];
}
