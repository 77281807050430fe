import { Button, Drawer } from "antd";
import { type DepartmentSystem, networkZoneNames, registryRoutes } from "#contract/registry";
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
  Tag,
  useFilters,
  useFormat,
  usePages,
  useTable,
  useText,
  useWords,
} from "#kit";
import { DepartmentChip, DepartmentName, useHasRole } from "#shell";
import { systemFilters } from "./filters.ts";
import { systemRegistrars } from "./registrars.ts";
import { SystemForm } from "./system-form.tsx";
import { registryWords } from "./words.ts";

/** Departments' systems: where data comes from. A form beside the list registers and edits. */
export function SystemsScreen() {
  const words = useWords(registryWords).systems;
  const format = useFormat();
  const hasRole = useHasRole();
  const [{ q, department, open }, setSearch] = useFilters(systemFilters);
  const source = usePages(registryRoutes.listSystems, { query: { q, department } });
  const table = useTable(
    "registry.systems",
    useColumns((id) => setSearch({ open: id })),
  );
  const opened = open === "new" ? null : source.rows.find((system) => system.id === open);
  const close = () => setSearch({ open: undefined });
  const register = hasRole(systemRegistrars) ? (
    <Button size="small" icon={<Icon name="plus" />} onClick={() => setSearch({ open: "new" })}>
      {words.register}
    </Button>
  ) : undefined;
  return (
    <div className="page">
      <PageHead
        title={words.title}
        note={source.total === null ? undefined : words.note(format.number(source.total))}
        actions={register}
      />
      <QueryStrip tools={<TableTools table={table} />}>
        <SearchField
          label={words.search}
          placeholder={words.search}
          value={q}
          onSearch={(text) => setSearch({ q: text })}
        />
        <DepartmentChip
          label={words.department}
          value={department}
          onChange={(code) => setSearch({ department: code })}
        />
      </QueryStrip>
      <DataTable
        label={words.what}
        table={table}
        source={source}
        keyOf={(system) => system.id}
        nameOf={(system) => system.name}
        empty={
          q === undefined && department === undefined ? (
            <EmptyState title={words.emptyTitle} action={register}>
              {words.emptyText}
            </EmptyState>
          ) : (
            <EmptyState title={words.nothingTitle} action={register}>
              {words.nothingText}
            </EmptyState>
          )
        }
      />
      <Drawer
        open={open === "new" || opened !== undefined}
        size={520}
        destroyOnHidden
        title={opened ? words.editTitle(opened.name) : words.register}
        onClose={close}
      >
        <SystemForm system={opened ?? null} department={department ?? ""} onClose={close} />
      </Drawer>
    </div>
  );
}

function useColumns(onOpen: (id: string) => void): readonly Column<DepartmentSystem>[] {
  const words = useWords(registryWords).systems;
  const text = useText();
  return [
    {
      key: "name",
      title: words.name,
      render: (system) => (
        <NameCell
          name={
            <>
              {system.name} {system.isCritical ? <Tag tone="water">{words.isCritical}</Tag> : null}
            </>
          }
          note={system.description === "" ? undefined : system.description}
        />
      ),
    },
    {
      key: "department",
      title: words.department,
      width: 260,
      render: (system) => <DepartmentName code={system.department} />,
    },
    { key: "zone", title: words.zone, width: 180, render: (system) => text(networkZoneNames[system.zone]) },
    {
      key: "edit",
      title: words.edit,
      width: 90,
      render: (system) =>
        system.may.edit ? (
          <Button size="small" onClick={() => onOpen(system.id)}>
            {words.edit}
            <span className="unseen"> {system.name}</span>
          </Button>
        ) : (
          <None />
        ),
    },
  ];
}
