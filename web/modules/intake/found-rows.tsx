import type { Draft } from "#contract/intake";
import { Section, useFormat, useWords } from "#kit";
import { ValueTypeText } from "#shell";
import { wayWords } from "./way-words.ts";

const longestTitle = 2000;

/** The first rows as found; a long value shows its beginning, and the rest on hover. */
export function FoundRows({ draft: { columns, rows } }: { draft: Draft }) {
  const words = useWords(wayWords).preview;
  const format = useFormat();
  const extent = words.firstRowsNote(format.number(rows.length), format.number(columns.length));
  return (
    <Section title={words.firstRows} note={rows.length === 0 ? undefined : extent}>
      {rows.length === 0 ? <p className="t13 s">{words.noRows}</p> : null}
      {/* A region that scrolls must be reachable by keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <section className="table-scroll" aria-label={extent} tabIndex={0}>
        <table className="table dense found-rows">
          <thead>
            <tr>
              <th scope="col" className="num">
                {words.row}
              </th>
              {columns.map((column) => (
                <th key={column.position} scope="col">
                  {column.name}
                  <small>
                    <ValueTypeText type={column.type} />
                  </small>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              // Rows as found have no identity but their place.
              // oxlint-disable-next-line react/no-array-index-key
              <tr key={index}>
                <td className="num m">{index + 1}</td>
                {columns.map((column, place) => (
                  <td key={column.position}>
                    <FoundValue value={row[place] ?? null} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Section>
  );
}

/** A value as found, or the word for none. */
export function FoundValue({ value }: { value: string | null }) {
  const words = useWords(wayWords).preview;
  if (value === null || value === "") return <span className="m">{words.empty}</span>;
  return (
    <span className="found-value" title={value.length > 40 ? value.slice(0, longestTitle) : undefined}>
      {value.slice(0, longestTitle)}
    </span>
  );
}
