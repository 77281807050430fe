import { ruleKindNames, type WrittenRule, writtenRuleStates, qualityRuleRoutes } from "#contract/quality-rules";
import {
  type Column,
  DataTable,
  Day,
  EmptyState,
  FilterChip,
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
import { ruleFilters } from "./filters.ts";
import { writtenKinds } from "./rule-kinds.ts";
import { ruleWords } from "./rule-words.ts";
import "./quality.css";

/** Rules somebody wrote, over all resources in scope. */
export function RulesScreen() {
  const words = useWords(ruleWords);
  const text = useText();
  const format = useFormat();
  const [search, setSearch] = useFilters(ruleFilters);
  const source = usePages(qualityRuleRoutes.listWrittenRules, { query: search });
  const table = useTable("quality.rules", useColumns());
  return (
    <div className="page">
      <PageHead
        title={words.list.title}
        note={source.total === null ? undefined : words.list.note(format.number(source.total))}
      />
      <QueryStrip tools={<TableTools table={table} />}>
        <DepartmentChip value={search.department} onChange={(department) => setSearch({ department })} />
        <FilterChip
          label={words.list.kind}
          value={search.kind}
          search="here"
          choices={writtenKinds.map((kind) => ({ value: kind, label: text(ruleKindNames[kind]) }))}
          onChange={(kind) => setSearch({ kind: kind as typeof search.kind })}
        />
        <FilterChip
          label={words.list.state}
          value={search.state}
          choices={writtenRuleStates.map((state) => ({ value: state, label: words.states[state] }))}
          onChange={(state) => setSearch({ state: state as typeof search.state })}
        />
      </QueryStrip>
      <DataTable
        label={words.list.title}
        table={table}
        source={source}
        keyOf={(rule) => rule.id}
        nameOf={(rule) => text(rule.current.text)}
        hrefOf={(rule) => `/quality/rules/${rule.id}`}
        empty={<EmptyState title={words.list.emptyTitle}>{words.list.emptyText}</EmptyState>}
      />
    </div>
  );
}

function useColumns(): readonly Column<WrittenRule>[] {
  const words = useWords(ruleWords);
  const text = useText();
  const format = useFormat();
  return [
    {
      key: "rule",
      title: words.list.rule,
      render: (rule) => <NameCell name={text(rule.current.text)} code={rule.rule} href={`/quality/rules/${rule.id}`} />,
    },
    { key: "kind", title: words.list.kind, width: 120, render: (rule) => text(ruleKindNames[rule.kind]) },
    {
      key: "resource",
      title: words.list.resource,
      width: 220,
      render: (rule) => <NameCell name={rule.resourceName} href={`/quality/resources/${rule.resourceId}/rules`} />,
    },
    {
      key: "department",
      title: words.list.department,
      width: 140,
      render: (rule) => <DepartmentName code={rule.department} />,
    },
    { key: "state", title: words.list.state, width: 100, render: (rule) => words.states[rule.state] },
    { key: "since", title: words.list.since, width: 130, render: (rule) => <Day on={rule.current.effectiveOn} /> },
    {
      key: "weight",
      title: words.list.weight,
      width: 70,
      isFigure: true,
      render: (rule) => format.score(rule.current.weight),
    },
  ];
}
