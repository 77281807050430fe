import { Button } from "antd";
import {
  type DataElement,
  dataGrades,
  dictionaryRoutes,
  elementCategories,
  elementCategoryNames,
} from "#contract/dictionary";
import {
  AppLink,
  type Column,
  DataTable,
  downloadFile,
  EmptyState,
  ExportButton,
  FilterChip,
  Icon,
  NameCell,
  None,
  PageHead,
  QueryStrip,
  SearchField,
  StateWord,
  TableTools,
  useAnswer,
  useFilters,
  useFormat,
  useGo,
  useLanguage,
  usePages,
  useTable,
  useText,
  useWords,
} from "#kit";
import { DepartmentName, useHasRole, ValueTypeText } from "#shell";
import { elementFilters } from "./filters.ts";
import { keepers } from "./keepers.ts";
import { dictionaryWords } from "./words.ts";

/** Every data element: what it is called, what it holds, how it is checked and masked, and where its value comes from. */
export function ElementsScreen() {
  const words = useWords(dictionaryWords);
  const format = useFormat();
  const [search] = useFilters(elementFilters);
  const source = usePages(dictionaryRoutes.listElements, { query: search });
  const table = useTable("dictionary.elements", useColumns());
  const isFiltered = Object.keys(search).length > 0;
  return (
    <div className="page">
      <PageHead
        title={words.elements.title}
        note={source.total === null ? undefined : words.elements.note(format.number(source.total))}
        actions={<Actions />}
      />
      <QueryStrip
        tools={
          <>
            <TableTools table={table} />
            <ExportButton
              label={words.elements.exportCsv}
              onExport={() => downloadFile(dictionaryRoutes.exportElements, { query: { format: "csv" } })}
            />
            <ExportButton
              label={words.elements.exportJson}
              onExport={() => downloadFile(dictionaryRoutes.exportElements, { query: { format: "json" } })}
            />
          </>
        }
      >
        <ElementFilters />
      </QueryStrip>
      <DataTable
        label={words.elements.what}
        table={table}
        source={source}
        keyOf={(element) => element.id}
        nameOf={(element) => element.name.zh}
        hrefOf={(element) => `/dictionary/elements/${element.id}`}
        empty={
          isFiltered ? (
            <EmptyState title={words.elements.nothingTitle}>{words.elements.nothingText}</EmptyState>
          ) : (
            <EmptyState title={words.elements.emptyTitle} action={<Actions />}>
              {words.elements.emptyText}
            </EmptyState>
          )
        }
      />
    </div>
  );
}

function Actions() {
  const words = useWords(dictionaryWords).elements;
  const hasRole = useHasRole();
  const go = useGo();
  if (!hasRole(keepers)) return null;
  return (
    <>
      <Button size="small" icon={<Icon name="upload" />} onClick={() => go("/dictionary/elements/import")}>
        {words.import}
      </Button>
      <Button size="small" icon={<Icon name="plus" />} onClick={() => go("/dictionary/elements/new")}>
        {words.create}
      </Button>
    </>
  );
}

function ElementFilters() {
  const all = useWords(dictionaryWords);
  const words = all.elements;
  const text = useText();
  const [search, setSearch] = useFilters(elementFilters);
  return (
    <>
      <SearchField
        label={words.search}
        placeholder={words.search}
        value={search.q}
        onSearch={(q) => setSearch({ q })}
      />
      <FilterChip
        label={words.category}
        value={search.category}
        choices={elementCategories.map((value) => ({ value, label: text(elementCategoryNames[value]) }))}
        onChange={(category) => setSearch({ category: category as typeof search.category })}
      />
      <FilterChip
        label={words.grade}
        value={search.grade}
        choices={dataGrades.map((value) => ({ value, label: all.grade(value) }))}
        onChange={(grade) => setSearch({ grade: grade as typeof search.grade })}
      />
      <FilterChip
        label={words.hasSource}
        value={search.hasSource}
        choices={[
          { value: "true", label: words.withSource },
          { value: "false", label: words.withoutSource },
        ]}
        onChange={(hasSource) => setSearch({ hasSource: hasSource as typeof search.hasSource })}
      />
      <FilterChip
        label={words.status}
        value={search.status}
        choices={(["active", "retired"] as const).map((value) => ({ value, label: all.status[value] }))}
        onChange={(status) => setSearch({ status: status as typeof search.status })}
      />
    </>
  );
}

function useColumns(): readonly Column<DataElement>[] {
  const all = useWords(dictionaryWords);
  const words = all.elements;
  const text = useText();
  const { language } = useLanguage();
  const none = <None />;
  const { data: sets } = useAnswer(dictionaryRoutes.listCodeSets, { query: { limit: 500 } });
  const codeSets = new Map((sets?.items ?? []).map((set) => [set.id, set.name[language]]));
  return [
    {
      key: "name",
      title: words.name,
      render: (element) => (
        <NameCell
          name={element.name[language]}
          href={`/dictionary/elements/${element.id}`}
          code={element.id}
          note={<span className="mono m"> {element.field}</span>}
        />
      ),
    },
    {
      key: "category",
      title: words.category,
      width: 110,
      render: (element) => text(elementCategoryNames[element.category]),
    },
    { key: "type", title: words.type, width: 150, render: (element) => <ValueTypeText type={element.type} /> },
    {
      key: "check",
      title: words.check,
      width: 230,
      render: (element) =>
        element.codeSet ? (
          <AppLink href={`/dictionary/code-sets/${element.codeSet}`} title={element.codeSet}>
            {codeSets.get(element.codeSet) ?? element.codeSet}
          </AppLink>
        ) : element.check ? (
          all.checks[element.check]
        ) : (
          none
        ),
    },
    {
      key: "mask",
      title: words.mask,
      width: 90,
      render: (element) => (element.mask ? all.masks[element.mask] : none),
    },
    { key: "grade", title: words.grade, width: 80, render: (element) => all.gradeShort(element.grade) },
    {
      key: "source",
      title: words.source,
      width: 150,
      render: (element) =>
        element.source ? (
          <DepartmentName code={element.source.department} />
        ) : (
          <span className="m">{words.undecided}</span>
        ),
    },
    {
      key: "standard",
      title: words.standard,
      width: 170,
      isHidden: true,
      render: (element) => element.standard || none,
    },
    {
      key: "status",
      title: words.status,
      width: 100,
      isHidden: true,
      render: (element) => (
        <StateWord icon={element.status === "active" ? "check" : "retired"} light>
          {all.status[element.status]}
        </StateWord>
      ),
    },
  ];
}
