import { Button } from "antd";
import type { Draft } from "#contract/intake";
import { Facts, Note, Section, useFormat, useGo, useText, useWords } from "#kit";
import type { StepProps } from "./draft-screen.tsx";
import { FoundRows } from "./found-rows.tsx";
import { FoundTables } from "./found-tables.tsx";
import { StepFoot, StepHead } from "./load-way.tsx";
import { ReadingOptions } from "./reading-options.tsx";
import { RowCount } from "./row-count.tsx";
import { tableName } from "./table-name.ts";
import { wayWords } from "./way-words.ts";
import { intakeWords } from "./words.ts";

/** What the hub has found: format and encoding, the tables inside, what to beware of, the first rows as they are. */
export function PreviewStep({ draft, saver, goTo }: StepProps) {
  const all = useWords(wayWords);
  const words = all.preview;
  const go = useGo();
  const isReading = saver.state === "saving";
  return (
    <>
      <StepHead step="preview" title={words.title} />
      <Found draft={draft} />
      {draft.inspection.tables.length > 1 || draft.table === null ? (
        <FoundTables draft={draft} isReading={isReading} onPick={(table) => void saver.save({ table })} />
      ) : null}
      {draft.text && draft.table !== null ? (
        <ReadingOptions
          text={draft.text}
          isDelimited={draft.inspection.format === "csv"}
          isReading={isReading}
          onChange={(text) => void saver.save({ text })}
        />
      ) : null}
      {isReading ? <output className="t13 s">{words.rereading}</output> : null}
      <Notices draft={draft} />
      {draft.table === null ? null : <FoundRows draft={draft} />}
      <StepFoot
        back={<Button onClick={() => go("/intake/new")}>{all.back}</Button>}
        why={draft.table === null ? words.chooseFirst : undefined}
        next={
          <Button type="primary" disabled={draft.table === null || isReading} onClick={() => goTo("mapping")}>
            {words.next}
          </Button>
        }
      />
    </>
  );
}

function Found({ draft: { inspection, ...draft } }: { draft: Draft }) {
  const words = useWords(wayWords).preview;
  const { formatName } = useWords(intakeWords);
  const format = useFormat();
  const table = inspection.tables.find(({ path }) => path === draft.table);
  return (
    <Facts
      items={[
        { key: words.format, value: formatName(inspection.format) },
        inspection.encoding === null ? null : { key: words.encoding, value: inspection.encoding },
        inspection.sizeBytes === null ? null : { key: words.size, value: format.bytes(inspection.sizeBytes) },
        table && inspection.tables.length > 1
          ? { key: words.table, value: tableName(table.name, words.outermost) }
          : null,
        table
          ? {
              key: words.rows,
              value:
                table.rowCount === null ? (
                  words.notCounted
                ) : (
                  <RowCount format={inspection.format} count={table.rowCount} />
                ),
            }
          : null,
        draft.columns.length > 0 ? { key: words.columns, value: format.number(draft.columns.length) } : null,
      ]}
    />
  );
}

/** What a person should know before loading: the reader's own notices, and what the columns show. */
function Notices({ draft: { inspection, columns } }: { draft: Draft }) {
  const words = useWords(wayWords).preview;
  const text = useText();
  const format = useFormat();
  const names = (found: Draft["columns"]) => found.map((column) => column.name).join("、");
  const empty = columns.filter((column) => column.emptyShare === 1);
  const noHeading = columns.filter((column) => column.heading === "");
  const renamed = columns.filter(
    (column) =>
      column.heading !== "" &&
      column.name !== column.heading &&
      columns.some((other) => other.position !== column.position && other.heading === column.heading),
  );
  const lines = [
    ...inspection.notices.map((notice) => ({ key: notice.code, line: text(notice.text) })),
    ...[
      { key: "empty", found: empty },
      { key: "noHeading", found: noHeading },
      { key: "renamed", found: renamed },
    ].flatMap(({ key, found }) =>
      found.length === 0
        ? []
        : [
            {
              key,
              line: words.suspects[key as keyof typeof words.suspects](format.number(found.length), names(found)),
            },
          ],
    ),
  ];
  if (lines.length === 0) return null;
  return (
    <Section title={words.notices}>
      <Note>
        <ul className="way-notices">
          {lines.map(({ key, line }) => (
            <li key={key} className="break">
              {line}
            </li>
          ))}
        </ul>
      </Note>
    </Section>
  );
}
