import { Button, Drawer } from "antd";
import { type ReactNode, useState } from "react";
import { type Account, identityRoutes, roleNames, roles } from "#contract/identity";
import {
  type Column,
  DataTable,
  EmptyState,
  FilterChip,
  Icon,
  Moment,
  NameCell,
  PageHead,
  QueryStrip,
  SearchField,
  StateWord,
  TableTools,
  Tag,
  useFilters,
  useFormat,
  usePages,
  useTable,
  useText,
  useWords,
} from "#kit";
import { DepartmentName, useHasRole, type Secret, SecretOnce } from "#shell";
import { AccountPanel } from "./account-panel.tsx";
import { accountFilters } from "./filters.ts";
import { NewAccountForm } from "./new-account-form.tsx";
import { identityWords } from "./words.ts";

/** Accounts of the node. A panel beside the list manages one: roles, first password, disabling. */
export function AccountsScreen() {
  const words = useWords(identityWords).accounts;
  const format = useFormat();
  const [{ q, role, open }, setSearch] = useFilters(accountFilters);
  const [secret, setSecret] = useState<Secret | null>(null);
  const source = usePages(identityRoutes.listAccounts, { query: { q, role } });
  const table = useTable(
    "identity.accounts",
    useColumns((id) => setSearch({ open: id })),
  );
  const opened = source.rows.find((account) => account.id === open);
  const close = () => setSearch({ open: undefined });
  return (
    <div className="page">
      <PageHead
        title={words.title}
        note={source.total === null ? undefined : words.note(format.number(source.total))}
        actions={<CreateButton onCreate={() => setSearch({ open: "new" })} />}
      />
      <AccountFilters tools={<TableTools table={table} />} />
      <DataTable
        label={words.what}
        table={table}
        source={source}
        keyOf={(account) => account.id}
        nameOf={(account) => account.name}
        {...(opened ? { currentKey: opened.id } : {})}
        empty={
          <EmptyState title={q === undefined && role === undefined ? words.emptyTitle : words.nothingTitle}>
            {words.nothingText}
          </EmptyState>
        }
      />
      <AccountDrawer open={open} account={opened} onClose={close} onSecret={setSecret} />
      <SecretOnce secret={secret} onClose={() => setSecret(null)} />
    </div>
  );
}

function CreateButton({ onCreate }: { onCreate: () => void }) {
  const words = useWords(identityWords).accounts;
  const hasRole = useHasRole();
  if (!hasRole(["system-administrator"])) return null;
  return (
    <Button size="small" icon={<Icon name="plus" />} onClick={onCreate}>
      {words.create}
    </Button>
  );
}

function AccountFilters({ tools }: { tools: ReactNode }) {
  const words = useWords(identityWords).accounts;
  const text = useText();
  const [{ q, role }, setSearch] = useFilters(accountFilters);
  return (
    <QueryStrip tools={tools}>
      <SearchField
        label={words.search}
        placeholder={words.search}
        value={q}
        onSearch={(next) => setSearch({ q: next })}
      />
      <FilterChip
        label={words.role}
        value={role}
        choices={roles.map((value) => ({ value, label: text(roleNames[value]) }))}
        onChange={(next) => setSearch({ role: next as typeof role })}
      />
    </QueryStrip>
  );
}

/** The secret is shown after the drawer has closed: never one over the other. */
function AccountDrawer({
  open,
  account,
  onClose,
  onSecret,
}: {
  open: string | undefined;
  account: Account | undefined;
  onClose: () => void;
  onSecret: (secret: Secret) => void;
}) {
  const words = useWords(identityWords);
  const reveal = (name: string, value: string) => {
    onClose();
    onSecret({ title: words.secret.accountTitle(name), lines: [{ label: words.secret.password, value }] });
  };
  return (
    <Drawer
      open={open === "new" || account !== undefined}
      size={640}
      destroyOnHidden
      title={account ? words.account.title(account.name) : words.newAccount.title}
      onClose={onClose}
    >
      {open === "new" ? <NewAccountForm onMade={reveal} onClose={onClose} /> : null}
      {account ? <AccountPanel key={account.id} account={account} onSecret={reveal} /> : null}
    </Drawer>
  );
}

function useColumns(onOpen: (id: string) => void): readonly Column<Account>[] {
  const words = useWords(identityWords).accounts;
  const text = useText();
  return [
    {
      key: "name",
      title: words.name,
      width: 220,
      render: (account) => (
        <NameCell
          name={
            <>
              {account.name} {account.isDemo ? <Tag tone="ink">{words.demo}</Tag> : null}
            </>
          }
          code={account.login}
        />
      ),
    },
    {
      key: "roles",
      title: words.roles,
      render: (account) =>
        account.assignments.length === 0 ? (
          <span className="m">{words.noRoles}</span>
        ) : (
          <ul>
            {account.assignments.map((one) => (
              <li key={`${one.role} ${one.department}`}>
                {text(roleNames[one.role])}{" "}
                <span className="m">{one.department ? <DepartmentName code={one.department} isPlain /> : null}</span>
              </li>
            ))}
          </ul>
        ),
    },
    { key: "state", title: words.state, width: 150, render: (account) => <AccountState account={account} /> },
    {
      key: "seen",
      title: words.lastSignIn,
      width: 150,
      render: (account) =>
        account.lastSignInAt ? <Moment at={account.lastSignInAt} /> : <span className="m">{words.never}</span>,
    },
    {
      key: "created",
      title: words.created,
      width: 150,
      isHidden: true,
      render: (account) => <Moment at={account.createdAt} />,
    },
    {
      key: "manage",
      title: words.manage,
      width: 90,
      render: (account) => (
        <Button size="small" onClick={() => onOpen(account.id)}>
          {words.manage}
          <span className="unseen"> {account.name}</span>
        </Button>
      ),
    },
  ];
}

function AccountState({ account }: { account: Account }) {
  const words = useWords(identityWords).accounts;
  if (account.isDisabled) return <StateWord icon="retired">{words.disabled}</StateWord>;
  if (account.mustChangePassword) return <StateWord icon="key">{words.mustChange}</StateWord>;
  return (
    <StateWord icon="check" light>
      {words.active}
    </StateWord>
  );
}
