import type { ReactNode } from "react";
import {
  AppLink,
  DataTable,
  EmptyState,
  PageHead,
  type Pages,
  QueryStrip,
  TableTools,
  type Column,
  useFormat,
  useTable,
  useWords,
} from "#kit";
import { sharingWords } from "./words.ts";

/** A list of files: title and exact count, filters, rows, and what to do where there is none. */
export function ListPage<Row>({
  id,
  title,
  what,
  source,
  columns,
  hrefOf,
  keyOf,
  nameOf,
  isFiltered,
  bare,
  empty,
  actions,
  above,
  children,
}: {
  /** Under which its columns are kept on this machine. */
  id: string;
  title: string;
  what: string;
  source: Pages<Row>;
  columns: readonly Column<Row>[];
  hrefOf?: (row: Row) => string;
  keyOf: (row: Row) => string;
  nameOf: (row: Row) => string;
  isFiltered: boolean;
  /** Address of the list without conditions. */
  bare: string;
  empty: { readonly title: string; readonly text: string; readonly action?: ReactNode };
  actions?: ReactNode;
  /** Between the title and the filters. */
  above?: ReactNode;
  /** The filters. */
  children: ReactNode;
}) {
  const words = useWords(sharingWords).list;
  const format = useFormat();
  const table = useTable(`sharing.${id}`, columns);
  return (
    <div className="page">
      <PageHead
        title={title}
        note={source.total === null ? undefined : words.note(format.number(source.total), isFiltered)}
        actions={actions}
      />
      {above}
      <QueryStrip tools={<TableTools table={table} />}>{children}</QueryStrip>
      <DataTable
        label={what}
        table={table}
        source={source}
        keyOf={keyOf}
        nameOf={nameOf}
        {...(hrefOf ? { hrefOf } : {})}
        empty={
          isFiltered ? (
            <EmptyState title={words.nothingTitle} action={<AppLink href={bare}>{words.seeAll}</AppLink>}>
              {words.nothingText}
            </EmptyState>
          ) : (
            <EmptyState title={empty.title} action={empty.action}>
              {empty.text}
            </EmptyState>
          )
        }
      />
    </div>
  );
}
