import { type Appeal, appealStateNames, appealStates, qualityScoreRoutes } from "#contract/quality-scores";
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
  TableTools,
  useFilters,
  useFormat,
  usePages,
  useTable,
  useText,
  useWords,
} from "#kit";
import { DepartmentChip, DepartmentName } from "#shell";
import { appealFilters } from "./filters.ts";
import { scoreWords } from "./score-words.ts";
import "./quality.css";

/** Appeals against results of rules. */
export function AppealsScreen() {
  const words = useWords(scoreWords).appeals;
  const text = useText();
  const format = useFormat();
  const [search, setSearch] = useFilters(appealFilters);
  const source = usePages(qualityScoreRoutes.listAppeals, { query: search });
  const table = useTable("quality.appeals", useColumns());
  return (
    <div className="page">
      <PageHead
        title={words.title}
        note={source.total === null ? undefined : words.note(format.number(source.total))}
        lede={words.lede}
      />
      <QueryStrip tools={<TableTools table={table} />}>
        <DepartmentChip value={search.department} onChange={(department) => setSearch({ department })} />
        <FilterChip
          label={words.state}
          value={search.state}
          choices={appealStates.map((state) => ({ value: state, label: text(appealStateNames[state]) }))}
          onChange={(state) => setSearch({ state: state as typeof search.state })}
        />
      </QueryStrip>
      <DataTable
        label={words.title}
        table={table}
        source={source}
        keyOf={(appeal) => appeal.id}
        nameOf={(appeal) => text(appeal.ruleText)}
        hrefOf={(appeal) => `/quality/appeals/${appeal.id}`}
        empty={<EmptyState title={words.emptyTitle}>{words.emptyText}</EmptyState>}
      />
    </div>
  );
}

function useColumns(): readonly Column<Appeal>[] {
  const words = useWords(scoreWords).appeals;
  const text = useText();
  const format = useFormat();
  return [
    {
      key: "rule",
      title: words.rule,
      render: (appeal) => <NameCell name={text(appeal.ruleText)} href={`/quality/appeals/${appeal.id}`} />,
    },
    {
      key: "resource",
      title: words.resource,
      width: 200,
      render: (appeal) => <NameCell name={appeal.resourceName} href={`/quality/resources/${appeal.resourceId}`} />,
    },
    {
      key: "department",
      title: words.department,
      width: 140,
      render: (appeal) => <DepartmentName code={appeal.department} />,
    },
    { key: "state", title: words.state, width: 100, render: (appeal) => text(appealStateNames[appeal.state]) },
    {
      key: "claimed",
      title: words.claimed,
      width: 130,
      isFigure: true,
      render: (appeal) => `${format.number(appeal.claimed)} / ${format.number(appeal.failed)}`,
    },
    {
      key: "asked",
      title: words.asked,
      width: 180,
      render: (appeal) => (
        <>
          <Moment at={appeal.askedAt} /> <span className="m t12">{appeal.askedBy}</span>
        </>
      ),
    },
    { key: "due", title: words.due, width: 130, render: (appeal) => <Day on={appeal.dueOn} /> },
  ];
}
