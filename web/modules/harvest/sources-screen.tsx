import { Button } from "antd";
import { harvestKindNames, harvestRoutes, type HarvestSource } from "#contract/harvest";
import {
  allOf,
  AppLink,
  type Column,
  DataTable,
  EmptyState,
  Icon,
  Moment,
  NameCell,
  PageHead,
  useAnswer,
  useFormat,
  useGo,
  useTable,
  useText,
  useWords,
} from "#kit";
import { useHasRole } from "#shell";
import { keepers } from "./keepers.ts";
import { RunStateWord } from "./run-state.tsx";
import { harvestWords } from "./words.ts";

/** Portals whose catalogs are read in, and what became of the last reading. */
export function SourcesScreen() {
  const words = useWords(harvestWords).sources;
  const answer = useAnswer(harvestRoutes.sources, {});
  const table = useTable("harvest.sources", useColumns());
  return (
    <div className="page">
      <PageHead title={words.title} lede={words.lede} actions={<Actions />} />
      <DataTable
        label={words.what}
        table={table}
        source={{ ...allOf(answer.data?.items ?? []), error: answer.error, isLoading: answer.isLoading }}
        keyOf={(row) => row.id}
        nameOf={(row) => row.name}
        hrefOf={(row) => `/harvest/sources/${row.id}`}
        empty={<EmptyState title={words.emptyTitle}>{words.emptyText}</EmptyState>}
      />
    </div>
  );
}

function Actions() {
  const words = useWords(harvestWords).sources;
  const hasRole = useHasRole();
  const go = useGo();
  return (
    <>
      <AppLink href="/harvest/entries">{words.entries}</AppLink>
      {hasRole(keepers) ? (
        <Button size="small" type="primary" icon={<Icon name="plus" />} onClick={() => go("/harvest/sources/new")}>
          {words.register}
        </Button>
      ) : null}
    </>
  );
}

function useColumns(): readonly Column<HarvestSource>[] {
  const words = useWords(harvestWords).sources;
  const text = useText();
  const format = useFormat();
  return [
    {
      key: "name",
      title: words.name,
      render: (row) => (
        <NameCell
          name={row.name}
          href={`/harvest/sources/${row.id}`}
          note={<span className="mono m">{row.url ?? row.fileName}</span>}
        />
      ),
    },
    { key: "kind", title: words.kind, width: 210, render: (row) => text(harvestKindNames[row.kind]) },
    { key: "count", title: words.count, width: 100, isFigure: true, render: (row) => format.number(row.entries) },
    {
      key: "every",
      title: words.every,
      width: 140,
      render: ({ everyDays }) => (everyDays === null ? words.byHand : words.days(format.number(everyDays))),
    },
    { key: "last", title: words.last, width: 300, render: ({ lastRun }) => <LastRun run={lastRun} /> },
  ];
}

function LastRun({ run }: { run: HarvestSource["lastRun"] }) {
  const words = useWords(harvestWords).sources;
  const format = useFormat();
  if (!run) return <span className="m">{words.never}</span>;
  const { created, changed, gone, refused } = run;
  return (
    <span className="row g2 wrap">
      <RunStateWord state={run.state} />
      <AppLink href={`/harvest/runs/${run.id}`}>
        {words.counts(format.number(created), format.number(changed), format.number(gone))}
      </AppLink>
      {refused === 0 ? null : <span>{words.refused(format.number(refused))}</span>}
      <span className="m t12">
        <Moment at={run.endedAt ?? run.createdAt} />
      </span>
    </span>
  );
}
