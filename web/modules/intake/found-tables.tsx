import { Button } from "antd";
import { useState } from "react";
import type { Draft } from "#contract/intake";
import { PlainTable, SearchField, Section, StateWord, useFormat, useWords } from "#kit";
import { RowCount } from "./row-count.tsx";
import { tableName } from "./table-name.ts";
import { wayWords } from "./way-words.ts";

const searchFrom = 12;

/** Sheets, arrays inside JSON, tables of a database: which of them to load. */
export function FoundTables({
  draft,
  isReading,
  onPick,
}: {
  draft: Draft;
  isReading: boolean;
  onPick: (path: string) => void;
}) {
  const words = useWords(wayWords).preview;
  const format = useFormat();
  const [text, setText] = useState<string | undefined>();
  const { tables } = draft.inspection;
  const shown = tables.filter(
    ({ name, path }) =>
      text === undefined || `${name} ${path}`.toLowerCase().includes(text.toLowerCase()) || path === draft.table,
  );
  return (
    <Section title={words.tables} note={words.tablesNote(format.number(tables.length))}>
      {tables.length >= searchFrom ? (
        <SearchField label={words.search} placeholder={words.search} value={text} onSearch={setText} />
      ) : null}
      <div className="found-tables">
        <PlainTable
          label={words.tables}
          columns={[
            { title: words.table },
            { title: words.rows, width: 140, isFigure: true },
            { title: words.columns, width: 80, isFigure: true },
            { title: words.choose, width: 110 },
          ]}
          rows={shown.map((table) => ({
            key: table.path,
            ...(table.path === draft.table ? { tone: "current" as const } : {}),
            cells: [
              <span key="name" className="break">
                {tableName(table.name, words.outermost)}{" "}
                {table.path.startsWith("$") || table.name !== table.path ? (
                  <span className="mono m">{table.path}</span>
                ) : null}
              </span>,
              table.rowCount === null ? (
                <span key="rows" className="m">
                  {words.notCounted}
                </span>
              ) : (
                <RowCount key="rows" format={draft.inspection.format} count={table.rowCount} />
              ),
              table.columnCount === null ? "" : format.number(table.columnCount),
              table.path === draft.table ? (
                <StateWord key="do" icon="check" tone="good">
                  {words.chosen}
                </StateWord>
              ) : (
                <Button key="do" size="small" disabled={isReading} onClick={() => onPick(table.path)}>
                  {words.choose}
                  <span className="unseen"> {table.name}</span>
                </Button>
              ),
            ],
          }))}
        />
      </div>
    </Section>
  );
}
