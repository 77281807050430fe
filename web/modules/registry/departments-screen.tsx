import { Button } from "antd";
import { type Department, divisionLevelNames, registryRoutes } from "#contract/registry";
import {
  AppLink,
  type Column,
  DataTable,
  EmptyState,
  FilterChip,
  Icon,
  NameCell,
  None,
  PageHead,
  QueryStrip,
  SearchField,
  StateWord,
  TableTools,
  Tag,
  useFilters,
  useFormat,
  useGo,
  useLanguage,
  usePages,
  useTable,
  useText,
  useWords,
} from "#kit";
import { useHasRole } from "#shell";
import { useDivisionChoices } from "./division-choices.ts";
import { departmentFilters } from "./filters.ts";
import { registrars } from "./registrars.ts";
import { registryWords } from "./words.ts";

/** Every department of the node, by name. */
export function DepartmentsScreen() {
  const words = useWords(registryWords).departments;
  const format = useFormat();
  const [search, setSearch] = useFilters(departmentFilters);
  const source = usePages(registryRoutes.listDepartments, { query: search });
  const table = useTable("registry.departments", useColumns());
  const divisions = useDivisionChoices(search.division);
  const isFiltered = search.q !== undefined || search.division !== undefined;
  return (
    <div className="page">
      <PageHead
        title={words.title}
        note={source.total === null ? undefined : words.note(format.number(source.total))}
        actions={<RegisterButton />}
      />
      <QueryStrip tools={<TableTools table={table} />}>
        <SearchField
          label={words.search}
          placeholder={words.search}
          value={search.q}
          onSearch={(q) => setSearch({ q })}
        />
        <FilterChip
          label={words.division}
          value={search.division}
          choices={divisions.choices}
          search={divisions.search}
          isSearching={divisions.isSearching}
          {...(divisions.nameOfChosen ? { shown: divisions.nameOfChosen } : {})}
          onChange={(division) => setSearch({ division })}
        />
      </QueryStrip>
      <DataTable
        label={words.what}
        table={table}
        source={source}
        keyOf={(department) => department.code}
        nameOf={(department) => department.name}
        hrefOf={(department) => `/registry/departments/${department.code}`}
        empty={
          isFiltered ? (
            <EmptyState title={words.nothingTitle}>{words.nothingText}</EmptyState>
          ) : (
            <EmptyState title={words.emptyTitle} action={<RegisterButton />}>
              {words.emptyText}
            </EmptyState>
          )
        }
      />
    </div>
  );
}

function RegisterButton() {
  const words = useWords(registryWords).departments;
  const hasRole = useHasRole();
  const go = useGo();
  if (!hasRole(registrars)) return null;
  return (
    <Button size="small" icon={<Icon name="plus" />} onClick={() => go("/registry/departments/new")}>
      {words.register}
    </Button>
  );
}

function useColumns(): readonly Column<Department>[] {
  const words = useWords(registryWords).departments;
  const text = useText();
  const format = useFormat();
  const { language } = useLanguage();
  return [
    {
      key: "name",
      title: words.name,
      render: (department) => (
        <NameCell
          name={
            <>
              {language === "en" && department.nameEn ? department.nameEn : department.name}{" "}
              {department.isInvented ? <Tag tone="line">{words.invented}</Tag> : null}
            </>
          }
          href={`/registry/departments/${department.code}`}
          code={department.code}
        />
      ),
    },
    {
      key: "division",
      title: words.division,
      width: 220,
      render: (department) => (
        <AppLink href={`/registry/divisions/${department.division}`}>{department.divisionName}</AppLink>
      ),
    },
    {
      key: "level",
      title: words.level,
      width: 120,
      render: (department) => text(divisionLevelNames[department.level]),
    },
    {
      key: "duties",
      title: words.duties,
      width: 110,
      isFigure: true,
      render: (department) => words.dutiesCount(format.number(department.duties.length)),
    },
    {
      key: "systems",
      title: words.systems,
      width: 110,
      isFigure: true,
      render: (department) => (
        <AppLink href={`/registry/systems?department=${department.code}`}>
          {words.systemsCount(format.number(department.systemCount))}
        </AppLink>
      ),
    },
    {
      key: "contact",
      title: words.contact,
      width: 200,
      isHidden: true,
      render: ({ contacts: [first] }) => (first ? `${first.name} ${first.phone}` : <None />),
    },
    {
      key: "status",
      title: words.status,
      width: 110,
      render: (department) => (
        <StateWord icon={department.status === "active" ? "check" : "retired"} light>
          {department.status === "active" ? words.active : words.closed}
        </StateWord>
      ),
    },
  ];
}
