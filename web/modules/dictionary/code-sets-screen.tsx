import { Button } from "antd";
import type { z } from "zod";
import { dictionaryRoutes } from "#contract/dictionary";
import {
  type Column,
  DataTable,
  EmptyState,
  Icon,
  NameCell,
  None,
  PageHead,
  QueryStrip,
  SearchField,
  TableTools,
  useFilters,
  useFormat,
  useGo,
  useLanguage,
  usePages,
  useTable,
  useWords,
} from "#kit";
import { useHasRole } from "#shell";
import { codeSetFilters } from "./filters.ts";
import { keepers } from "./keepers.ts";
import { codeSetWords } from "./code-set-words.ts";

type CodeSetRow = z.output<typeof dictionaryRoutes.listCodeSets.answer>["items"][number];

/** Every code set in its newest version. */
export function CodeSetsScreen() {
  const words = useWords(codeSetWords).list;
  const format = useFormat();
  const hasRole = useHasRole();
  const go = useGo();
  const [search, setSearch] = useFilters(codeSetFilters);
  const source = usePages(dictionaryRoutes.listCodeSets, { query: search });
  const table = useTable("dictionary.code-sets", useColumns());
  const create = hasRole(keepers) ? (
    <Button size="small" icon={<Icon name="plus" />} onClick={() => go("/dictionary/code-sets/new")}>
      {words.create}
    </Button>
  ) : undefined;
  return (
    <div className="page">
      <PageHead
        title={words.title}
        note={source.total === null ? undefined : words.note(format.number(source.total))}
        actions={create}
      />
      <QueryStrip tools={<TableTools table={table} />}>
        <SearchField
          label={words.search}
          placeholder={words.search}
          value={search.q}
          onSearch={(q) => setSearch({ q })}
        />
      </QueryStrip>
      <DataTable
        label={words.what}
        table={table}
        source={source}
        keyOf={(set) => set.id}
        nameOf={(set) => set.name.zh}
        hrefOf={(set) => `/dictionary/code-sets/${set.id}`}
        empty={
          search.q === undefined ? (
            <EmptyState title={words.emptyTitle} action={create}>
              {words.emptyText}
            </EmptyState>
          ) : (
            <EmptyState title={words.nothingTitle}>{words.nothingText}</EmptyState>
          )
        }
      />
    </div>
  );
}

function useColumns(): readonly Column<CodeSetRow>[] {
  const words = useWords(codeSetWords).list;
  const format = useFormat();
  const { language } = useLanguage();
  return [
    {
      key: "name",
      title: words.name,
      render: (set) => <NameCell name={set.name[language]} href={`/dictionary/code-sets/${set.id}`} code={set.id} />,
    },
    {
      key: "standard",
      title: words.standard,
      width: 260,
      render: (set) => set.standard || <None />,
    },
    { key: "count", title: words.count, width: 110, isFigure: true, render: (set) => format.number(set.codeCount) },
    { key: "version", title: words.version, width: 90, isFigure: true, render: (set) => format.number(set.version) },
    { key: "effective", title: words.effectiveOn, width: 180, render: (set) => format.date(set.effectiveOn) },
  ];
}
