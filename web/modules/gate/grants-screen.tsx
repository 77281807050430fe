import { gateModeNames, gateRoutes, type Grant, grantStates, grantStatusNames } from "#contract/gate";
import {
  AppLink,
  type Column,
  DataTable,
  Day,
  EmptyState,
  FilterChip,
  Moment,
  NameCell,
  None,
  PageHead,
  QueryStrip,
  Segments,
  TableTools,
  Tag,
  useFilters,
  useFormat,
  usePages,
  useTable,
  useText,
  useWords,
} from "#kit";
import { DepartmentChip, DepartmentName, useSession } from "#shell";
import { endings, grantFilters, sides } from "./filters.ts";
import { GrantStatusWord } from "./grant-status.tsx";
import { gateWords } from "./words.ts";

/** Who may receive what from whom, until when: grants to us and of our data. */
export function GrantsScreen() {
  const words = useWords(gateWords).list;
  const format = useFormat();
  const { department: own } = useSession();
  const [search] = useFilters(grantFilters);
  const source = usePages(gateRoutes.listGrants, {
    query: {
      state: search.state,
      resourceId: search.resourceId,
      department: search.side === "received" ? (own ?? undefined) : search.department,
      provider: search.side === "given" ? (own ?? undefined) : search.provider,
      endingWithinDays: search.ending,
    },
  });
  const table = useTable("gate.grants", useColumns());
  const isNarrowed = Object.keys(search).length > 0;
  return (
    <div className="page">
      <PageHead
        title={words.title}
        note={source.total === null ? undefined : words.note(format.number(source.total))}
        actions={
          <>
            <AppLink href="/gate/exports">{words.files}</AppLink>
            <AppLink href="/gate/why">{words.why}</AppLink>
          </>
        }
      />
      <Strip tools={<TableTools table={table} />} hasOwn={own !== null} />
      <DataTable
        label={words.title}
        table={table}
        source={source}
        keyOf={(grant) => grant.id}
        nameOf={(grant) => `${grant.resource.name} ${grant.code}`}
        hrefOf={(grant) => `/gate/grants/${grant.id}`}
        empty={
          isNarrowed ? (
            <EmptyState title={words.nothingTitle}>{words.nothingText}</EmptyState>
          ) : (
            <EmptyState title={words.emptyTitle} action={<AppLink href="/sharing">{words.emptyAction}</AppLink>}>
              {words.emptyText}
            </EmptyState>
          )
        }
      />
    </div>
  );
}

function Strip({ tools, hasOwn }: { tools: React.ReactNode; hasOwn: boolean }) {
  const words = useWords(gateWords).list;
  const text = useText();
  const [search, setSearch] = useFilters(grantFilters);
  return (
    <QueryStrip tools={tools}>
      {hasOwn ? (
        <Segments
          label={words.side}
          value={search.side ?? "all"}
          options={[
            { value: "all", label: words.sides.all },
            ...sides.map((value) => ({ value, label: words.sides[value] })),
          ]}
          onChange={(side) => setSearch({ side: side === "all" ? undefined : side })}
        />
      ) : null}
      {search.side === "received" ? null : (
        <DepartmentChip
          label={words.user}
          value={search.department}
          onChange={(department) => setSearch({ department })}
        />
      )}
      {search.side === "given" ? null : (
        <DepartmentChip
          label={words.provider}
          value={search.provider}
          onChange={(provider) => setSearch({ provider })}
        />
      )}
      <FilterChip
        label={words.state}
        value={search.state}
        choices={grantStates.map((value) => ({ value, label: text(grantStatusNames[value]) }))}
        onChange={(state) => setSearch({ state: state as typeof search.state })}
      />
      <FilterChip
        label={words.ending}
        value={search.ending}
        choices={endings.map((value) => ({ value, label: words.within(value) }))}
        onChange={(ending) => setSearch({ ending: ending as typeof search.ending })}
      />
    </QueryStrip>
  );
}

function useColumns(): readonly Column<Grant>[] {
  const words = useWords(gateWords).list;
  const text = useText();
  return [
    {
      key: "what",
      title: words.what,
      render: (grant) => (
        <NameCell
          name={grant.resource.name}
          href={`/gate/grants/${grant.id}`}
          code={grant.code}
          note={<span> {grant.terms.purpose}</span>}
        />
      ),
    },
    {
      key: "user",
      title: words.user,
      width: 150,
      render: (grant) => <DepartmentName code={grant.terms.department} />,
    },
    {
      key: "provider",
      title: words.provider,
      width: 150,
      render: (grant) => <DepartmentName code={grant.resource.department} />,
    },
    {
      key: "modes",
      title: words.modes,
      width: 150,
      render: (grant) => grant.terms.modes.map((mode) => text(gateModeNames[mode])).join(words.comma),
    },
    {
      key: "status",
      title: words.state,
      width: 120,
      render: (grant) => <GrantStatusWord status={grant.status} light />,
    },
    {
      key: "until",
      title: words.until,
      width: 120,
      render: ({ terms }) => (terms.validUntil === null ? <Tag>{words.noEnd}</Tag> : <Day on={terms.validUntil} />),
    },
    {
      key: "first",
      title: words.first,
      width: 120,
      render: (grant) =>
        grant.firstDeliveryAt === null ? (
          <span className="m">{words.never}</span>
        ) : grant.firstDeliveryEntry === null ? (
          <Moment at={grant.firstDeliveryAt} />
        ) : (
          <AppLink href={`/ledger/${grant.firstDeliveryEntry}`}>
            <Moment at={grant.firstDeliveryAt} />
          </AppLink>
        ),
    },
    {
      key: "request",
      title: words.request,
      width: 150,
      isHidden: true,
      render: ({ terms }) => terms.request?.title ?? <None />,
    },
    {
      key: "since",
      title: words.since,
      width: 120,
      isHidden: true,
      render: (grant) => <Moment at={grant.createdAt} />,
    },
  ];
}
