import type { Load, MappedColumn } from "#contract/intake";
import { LinkIfThere, PlainTable, Section, Tag, useFormat, useText, useWords } from "#kit";
import { ValueTypeText } from "#shell";
import { receiptWords } from "./receipt-words.ts";

/** Which source column went into which field, as which element. */
export function MappedColumns({ load }: { load: Load }) {
  const words = useWords(receiptWords).receipt;
  const format = useFormat();
  const loaded = load.columns.filter((column) => column.action === "load");
  return (
    <Section
      title={words.mapping}
      note={words.mappingNote(format.number(loaded.length), format.number(load.columns.length - loaded.length))}
    >
      <PlainTable
        label={words.mapping}
        columns={[
          { title: words.sourceColumn, width: "26%" },
          { title: words.element },
          { title: words.field, width: "22%" },
          { title: words.type, width: 150 },
        ]}
        rows={load.columns.map((column) => ({
          key: String(column.position),
          cells: [
            column.source,
            <Element key="element" column={column} />,
            column.action === "skip" ? (
              ""
            ) : (
              <span key="field" className="mono">
                {column.field}
              </span>
            ),
            column.action === "skip" ? "" : <ValueTypeText key="type" type={column.type} />,
          ],
        }))}
      />
    </Section>
  );
}

function Element({ column }: { column: MappedColumn }) {
  const words = useWords(receiptWords).receipt;
  const text = useText();
  if (column.action === "skip") return <span className="m">{words.skipped}</span>;
  return (
    <span className="row g2 wrap">
      {column.element === null ? (
        <span className="m">{words.plain}</span>
      ) : (
        <LinkIfThere href={`/dictionary/elements/${column.element}`}>{text(column.name)}</LinkIfThere>
      )}
      {column.isKey ? <Tag>{words.key}</Tag> : null}
      {column.isMandatory ? <Tag>{words.mandatory}</Tag> : null}
    </span>
  );
}
