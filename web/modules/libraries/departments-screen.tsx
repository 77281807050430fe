import { type DepartmentPortrait, librariesRoutes } from "#contract/libraries";
import {
  allOf,
  AnsweredPage,
  AppLink,
  type Column,
  DataTable,
  EmptyState,
  None,
  PageHead,
  QueryStrip,
  TableTools,
  useAnswer,
  useFormat,
  useTable,
  useWords,
} from "#kit";
import { DepartmentName } from "#shell";
import { portraitWords } from "./portrait-words.ts";
import "./libraries.css";

/** What each department gives the libraries, how far it agrees with the authorities, and what it takes from them. */
export function DepartmentsScreen() {
  const words = useWords(portraitWords).departments;
  const answer = useAnswer(librariesRoutes.departmentPortraits, {});
  return (
    <div className="page">
      <AnsweredPage answer={answer} what={words.what} rows={8}>
        {({ items }) => <DepartmentsPage items={items} />}
      </AnsweredPage>
    </div>
  );
}

function DepartmentsPage({ items }: { items: readonly DepartmentPortrait[] }) {
  const words = useWords(portraitWords).departments;
  const format = useFormat();
  const table = useTable("libraries.departments", useColumns());
  const ordered = items.toSorted((a, b) => given(b) - given(a) || a.department.localeCompare(b.department));
  return (
    <>
      <PageHead title={words.title} note={words.note(format.number(items.length))} />
      <QueryStrip tools={<TableTools table={table} />}>{null}</QueryStrip>
      <DataTable
        label={words.what}
        table={table}
        source={allOf(ordered)}
        keyOf={({ department }) => department}
        nameOf={({ departmentName }) => departmentName}
        hrefOf={({ department }) => `/libraries/departments/${department}`}
        empty={
          <EmptyState title={words.emptyTitle} action={<AppLink href="/libraries">{words.toLibraries}</AppLink>}>
            {words.emptyText}
          </EmptyState>
        }
      />
    </>
  );
}

const given = ({ libraries }: DepartmentPortrait): number => libraries.reduce((sum, { rows }) => sum + rows, 0);

interface Agreement {
  readonly compared: number;
  readonly differing: number;
}

/** Share of compared values that differ, over all libraries; null where nothing was compared. */
function differingShare(lines: readonly Agreement[]): number | null {
  const compared = lines.reduce((sum, line) => sum + line.compared, 0);
  return compared === 0 ? null : lines.reduce((sum, line) => sum + line.differing, 0) / compared;
}

/** Percentage points since a month before; null where no run is that old. */
function changeSince({ libraries }: DepartmentPortrait): number | null {
  const [now, before] = [differingShare(libraries), differingShare(libraries.flatMap((one) => one.before ?? []))];
  return now === null || before === null ? null : (now - before) * 100;
}

function useColumns(): readonly Column<DepartmentPortrait>[] {
  const words = useWords(portraitWords).departments;
  const format = useFormat();
  return [
    {
      key: "department",
      title: words.department,
      render: ({ department }) => (
        <AppLink href={`/libraries/departments/${department}`} className="l1">
          <DepartmentName code={department} isPlain />
        </AppLink>
      ),
    },
    {
      key: "libraries",
      title: words.libraries,
      isFigure: true,
      width: 100,
      render: ({ libraries }) => format.number(libraries.length),
    },
    { key: "rows", title: words.rows, isFigure: true, width: 110, render: (row) => format.number(given(row)) },
    {
      key: "differing",
      title: words.differing,
      isFigure: true,
      width: 120,
      render: ({ libraries }) => {
        const share = differingShare(libraries);
        return share === null ? <None /> : format.percent(share);
      },
    },
    {
      key: "change",
      title: words.change,
      isFigure: true,
      width: 140,
      render: (row) => {
        const change = changeSince(row);
        if (change === null) return <span className="m">{words.noBefore}</span>;
        if (Math.abs(change) < 0.05) return words.same;
        return words.points(`${change > 0 ? "+" : ""}${format.score(change)}`);
      },
    },
    {
      key: "corrections",
      title: words.corrections,
      isFigure: true,
      width: 130,
      render: ({ corrections: { open, closed } }) => `${format.number(open)} / ${format.number(closed)}`,
    },
    { key: "reads", title: words.reads, isFigure: true, width: 110, render: ({ reads }) => format.number(reads) },
    {
      key: "again",
      title: words.again,
      isFigure: true,
      width: 90,
      render: ({ again }) => (again === 0 ? "0" : <b className="fault">{format.number(again)}</b>),
    },
  ];
}
