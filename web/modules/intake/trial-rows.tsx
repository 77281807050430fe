import type { CellFault, Trial } from "#contract/intake";
import type { Bilingual } from "#contract/text";
import { StateWord, useFormat, useText, useWords } from "#kit";
import { FoundValue } from "./found-rows.tsx";
import { wayWords } from "./way-words.ts";

/** Tried rows with what is wrong drawn at its cell and said at the end of the row's number. */
export function TrialRows({
  trial,
  rows,
  nameOf,
}: {
  trial: Trial;
  rows: Trial["rows"];
  nameOf: (field: string) => Bilingual | undefined;
}) {
  const words = useWords(wayWords).trial;
  const text = useText();
  const format = useFormat();
  if (rows.length === 0) return null;
  return (
    // A region that scrolls must be reachable by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className="table-scroll trial-scroll" aria-label={words.title} tabIndex={0}>
      <table className="table dense found-rows">
        <thead>
          <tr>
            <th scope="col" className="num">
              {words.row}
            </th>
            <th scope="col">{words.result}</th>
            {trial.fields.map((field) => (
              <th key={field} scope="col">
                {text(nameOf(field) ?? { zh: field, en: field })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.row}>
              <td className="num m">{format.number(row.row)}</td>
              <td className="verdict">
                <Verdict faults={row.faults} warnings={row.warnings} />
              </td>
              {trial.fields.map((field, index) => {
                const isBad = row.faults.some((fault) => fault.column === field);
                const isWarned = !isBad && row.warnings.some((fault) => fault.column === field);
                return (
                  <td key={field} className={isBad ? "bad-cell" : isWarned ? "warned-cell" : undefined}>
                    <FoundValue value={row.values[index] ?? null} />
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Verdict({ faults, warnings }: { faults: readonly CellFault[]; warnings: readonly CellFault[] }) {
  const words = useWords(wayWords).trial;
  const text = useText();
  const say = (fault: CellFault) => `${fault.columnName ? `${text(fault.columnName)} ` : ""}${text(fault.text)}`;
  if (faults.length + warnings.length === 0) return <span className="m">{words.fine}</span>;
  return (
    <>
      {faults.map((fault) => (
        <StateWord key={`${fault.column ?? ""} ${fault.rule}`} icon="fault" tone="fault">
          {say(fault)}
        </StateWord>
      ))}
      {warnings.map((fault) => (
        <StateWord key={`${fault.column ?? ""} ${fault.rule}`} icon="info" light>
          {say(fault)}
        </StateWord>
      ))}
    </>
  );
}
