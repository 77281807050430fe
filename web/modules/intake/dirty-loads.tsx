import { intakeRoutes, type Load } from "#contract/intake";
import {
  AppLink,
  type Column,
  DataTable,
  EmptyState,
  Moment,
  NameCell,
  QueryStrip,
  TableTools,
  useFormat,
  usePages,
  useTable,
  useWords,
} from "#kit";
import { DepartmentName } from "#shell";
import { dirtyWords } from "./dirty-words.ts";
import { intakeWords } from "./words.ts";

/** Loads that still have rejected rows to be mended, of every resource. */
export function DirtyLoads() {
  const words = useWords(dirtyWords);
  const source = usePages(intakeRoutes.listLoads, { query: { hasDirty: "true" } });
  const table = useTable("intake.dirty-loads", useColumns());
  return (
    <>
      <QueryStrip tools={<TableTools table={table} />}>
        <span className="t13 s">{words.chooseTitle}</span>
      </QueryStrip>
      <DataTable
        label={words.what}
        table={table}
        source={source}
        keyOf={(load) => load.id}
        nameOf={(load) => load.resourceName}
        hrefOf={(load) => `/intake/dirty?load=${load.id}`}
        empty={
          <EmptyState title={words.noneTitle} action={<AppLink href="/intake/loads">{words.seeLoads}</AppLink>}>
            {words.noneText}
          </EmptyState>
        }
      />
    </>
  );
}

function useColumns(): readonly Column<Load>[] {
  const all = useWords(intakeWords);
  const words = all.loads;
  const format = useFormat();
  return [
    {
      key: "resource",
      title: words.resource,
      render: (load) => (
        <NameCell
          name={load.resourceName}
          href={`/intake/dirty?load=${load.id}`}
          note={
            <span className="break">
              {all.load(format.number(load.number))} · {load.fileName ?? load.table}
            </span>
          }
        />
      ),
    },
    {
      key: "department",
      title: words.department,
      width: 180,
      render: (load) => <DepartmentName code={load.department} isPlain />,
    },
    {
      key: "open",
      title: words.open,
      width: 110,
      isFigure: true,
      render: (load) => <b>{format.number(load.dirtyOpen)}</b>,
    },
    {
      key: "rejected",
      title: words.rejected,
      width: 110,
      isFigure: true,
      render: (load) => format.number(load.rowsRejected ?? 0),
    },
    {
      key: "loaded",
      title: words.loaded,
      width: 120,
      isFigure: true,
      render: (load) => format.number(load.rowsLoaded ?? 0),
    },
    { key: "at", title: words.at, width: 140, render: (load) => <Moment at={load.endedAt ?? load.createdAt} /> },
  ];
}
