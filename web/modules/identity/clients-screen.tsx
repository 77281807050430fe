import { Button, Drawer } from "antd";
import { useState } from "react";
import { identityRoutes, type ServiceClient } from "#contract/identity";
import {
  type Column,
  DataTable,
  EmptyState,
  ErrorState,
  Icon,
  Moment,
  NameCell,
  None,
  PageHead,
  QueryStrip,
  StateWord,
  TableTools,
  useChange,
  useConfirm,
  useFilters,
  useFormat,
  usePages,
  useTable,
  useToast,
  useWords,
  Why,
} from "#kit";
import { DepartmentName, useHasRole, type Secret, SecretOnce } from "#shell";
import { ClientForm } from "./client-form.tsx";
import { clientFilters } from "./filters.ts";
import { RoleTags } from "./role-tags.tsx";
import { identityWords } from "./words.ts";

/** Credentials of other systems that call the hub. */
export function ClientsScreen() {
  const words = useWords(identityWords);
  const format = useFormat();
  const hasRole = useHasRole();
  const [{ open }, setSearch] = useFilters(clientFilters);
  const [secret, setSecret] = useState<Secret | null>(null);
  const disable = useDisable();
  const source = usePages(identityRoutes.listClients, {});
  const table = useTable("identity.clients", useColumns(disable.start));
  const create = hasRole(["security-administrator"]) ? (
    <Button size="small" icon={<Icon name="plus" />} onClick={() => setSearch({ open: "new" })}>
      {words.clients.create}
    </Button>
  ) : (
    <Why icon="lock">{words.clients.mayNot}</Why>
  );
  const close = () => setSearch({ open: undefined });
  return (
    <div className="page">
      <PageHead
        title={words.clients.title}
        note={source.total === null ? undefined : words.clients.note(format.number(source.total))}
        actions={create}
      />
      <QueryStrip tools={<TableTools table={table} />}>{null}</QueryStrip>
      {disable.problem ? <ErrorState error={disable.problem} /> : null}
      <DataTable
        label={words.clients.what}
        table={table}
        source={source}
        keyOf={(client) => client.id}
        nameOf={(client) => client.name}
        empty={
          <EmptyState title={words.clients.emptyTitle} action={create}>
            {words.clients.emptyText}
          </EmptyState>
        }
      />
      <Drawer open={open === "new"} size={520} destroyOnHidden title={words.clients.createTitle} onClose={close}>
        <ClientForm
          onClose={close}
          onMade={(client) => {
            close();
            setSecret({
              title: words.secret.clientTitle(client.name),
              lines: [
                { label: words.secret.clientId, value: client.id },
                { label: words.secret.secret, value: client.secret },
              ],
            });
          }}
        />
      </Drawer>
      <SecretOnce secret={secret} onClose={() => setSecret(null)} />
    </div>
  );
}

function useDisable() {
  const words = useWords(identityWords).clients;
  const ask = useConfirm();
  const toast = useToast();
  const change = useChange(identityRoutes.disableClient, ["ledger"]);
  const start = async ({ id, name }: ServiceClient) => {
    const question = { title: words.disableAsk(name), text: words.disableText, action: words.disable, isDanger: true };
    if (!(await ask(question))) return;
    if (await change.send({ params: { id } })) toast(words.disabledDone(name));
  };
  return { start: (client: ServiceClient) => void start(client), problem: change.problem };
}

function useColumns(onDisable: (client: ServiceClient) => void): readonly Column<ServiceClient>[] {
  const words = useWords(identityWords).clients;
  return [
    { key: "name", title: words.name, render: (client) => <NameCell name={client.name} code={client.id} /> },
    {
      key: "department",
      title: words.department,
      width: 200,
      render: (client) => <DepartmentName code={client.department} />,
    },
    { key: "roles", title: words.roles, render: (client) => <RoleTags roles={client.roles} /> },
    {
      key: "state",
      title: words.state,
      width: 110,
      render: (client) => (
        <StateWord icon={client.isDisabled ? "retired" : "check"} light={!client.isDisabled}>
          {client.isDisabled ? words.disabled : words.active}
        </StateWord>
      ),
    },
    { key: "created", title: words.created, width: 140, render: (client) => <Moment at={client.createdAt} /> },
    {
      key: "used",
      title: words.lastUsed,
      width: 140,
      render: (client) =>
        client.lastUsedAt ? <Moment at={client.lastUsedAt} /> : <span className="m">{words.never}</span>,
    },
    {
      key: "disable",
      title: words.disable,
      width: 90,
      render: (client) =>
        client.isDisabled ? (
          <None />
        ) : (
          <Button size="small" danger onClick={() => onDisable(client)}>
            {words.disable}
            <span className="unseen"> {client.name}</span>
          </Button>
        ),
    },
  ];
}
