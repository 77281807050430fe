import { ledgerRoutes, type LedgerEntry } from "#contract/ledger";
import {
  addressOf,
  type Column,
  DataTable,
  EmptyState,
  Icon,
  LinkIfThere,
  Moment,
  NameCell,
  None,
  PageHead,
  stringifySearch,
  TableTools,
  useAddressPart,
  useFilters,
  useFormat,
  usePages,
  useTable,
  useWords,
  Why,
} from "#kit";
import { DepartmentName, useActName, useHasRole } from "#shell";
import { EntryFilterStrip } from "./entry-filters.tsx";
import { EntryPanel } from "./entry-panel.tsx";
import { entryFilters, queryOf } from "./filters.ts";
import { hrefOfObject } from "./object-link.ts";
import { OutcomeWord } from "./outcome-word.tsx";
import "./ledger.css";
import { ledgerWords } from "./words.ts";

/** Who did what, on whose behalf, to what, when; the chosen entry stands beside the list. */
export function EntriesScreen() {
  const words = useWords(ledgerWords);
  const format = useFormat();
  const number = useAddressPart("number");
  const [search] = useFilters(entryFilters);
  const source = usePages(ledgerRoutes.listEntries, { query: queryOf(search) });
  const isOpen = number !== undefined;
  const table = useTable("ledger.entries", useColumns(stringifySearch(search)));
  const isFiltered = Object.keys(search).length > 0;
  const total = source.total === null ? undefined : format.number(source.total);
  return (
    <div className={isOpen ? "page ledger open" : "page ledger"}>
      <div className="ledger-list">
        <PageHead
          title={words.title}
          note={total === undefined ? undefined : isFiltered ? words.filteredNote(total) : words.note(total)}
          actions={<ExportLedger />}
        />
        <EntryFilterStrip tools={<TableTools table={table} />} />
        <DataTable
          label={words.what}
          table={
            isOpen ? { ...table, shown: table.shown.filter(({ key }) => key !== "owner" && key !== "rows") } : table
          }
          source={source}
          keyOf={(entry) => String(entry.number)}
          nameOf={(entry) => format.entry(entry.number)}
          hrefOf={(entry) => `/ledger/${entry.number}${stringifySearch(search)}`}
          currentKey={number}
          empty={
            isFiltered ? (
              <EmptyState title={words.nothingTitle}>{words.nothingText}</EmptyState>
            ) : (
              <EmptyState title={words.emptyTitle}>{words.emptyText}</EmptyState>
            )
          }
        />
      </div>
      {isOpen ? <EntryPanel number={Number(number)} /> : null}
    </div>
  );
}

/** The whole ledger can be larger than memory: an ordinary download, for those who may. */
export function ExportLedger() {
  const words = useWords(ledgerWords);
  const hasRole = useHasRole();
  if (!hasRole(["data-officer", "audit-administrator"])) return <Why icon="lock">{words.exportWhy}</Why>;
  return (
    <a className="chip" href={addressOf(ledgerRoutes.exportLedger, {})} download>
      <Icon name="download" />
      {words.export}
    </a>
  );
}

function useColumns(search: string): readonly Column<LedgerEntry>[] {
  const words = useWords(ledgerWords);
  const format = useFormat();
  const actName = useActName();
  const none = <None />;
  return [
    {
      key: "what",
      title: words.columns.what,
      render: (entry) => (
        <NameCell
          name={actName(entry.action)}
          href={`/ledger/${entry.number}${search}`}
          note={<span className="mono">{format.entry(entry.number)}</span>}
        />
      ),
    },
    {
      key: "object",
      title: words.columns.object,
      width: "24%",
      render: ({ object }) => {
        if (!object) return none;
        const href = hrefOfObject(object);
        return href ? <LinkIfThere href={href}>{object.name || object.id}</LinkIfThere> : object.name || object.id;
      },
    },
    {
      key: "who",
      title: words.columns.who,
      width: "16%",
      render: (entry) => (
        <>
          <span className="l1" style={{ fontSize: 13 }}>
            {entry.actor.name}
          </span>
          {entry.department ? (
            <span className="l2">
              <DepartmentName code={entry.department} isPlain />
            </span>
          ) : null}
        </>
      ),
    },
    {
      key: "owner",
      title: words.columns.owner,
      width: "12%",
      render: (entry) => (entry.owner ? <DepartmentName code={entry.owner} /> : none),
    },
    {
      key: "purpose",
      title: words.columns.purpose,
      isHidden: true,
      render: (entry) => entry.purpose ?? none,
    },
    {
      key: "rows",
      title: words.columns.rows,
      width: 90,
      isFigure: true,
      render: (entry) => (entry.rows === null ? none : format.number(entry.rows)),
    },
    {
      key: "outcome",
      title: words.columns.outcome,
      width: 90,
      render: (entry) => <OutcomeWord outcome={entry.outcome} />,
    },
    { key: "at", title: words.columns.at, width: 130, render: (entry) => <Moment at={entry.at} /> },
  ];
}
