import type { DoubtfulPair, Library, LibraryField, MemberRecord } from "#contract/libraries";
import { Icon, Section, useFormat, useText, useWords } from "#kit";
import { recordWords } from "./record-words.ts";
import { ShownValue } from "./shown-value.tsx";

/** Two records side by side, what differs marked field by field, and what the engine goes by in words. */
export function PairView({ library, pair }: { library: Library; pair: DoubtfulPair }) {
  const words = useWords(recordWords).review;
  const format = useFormat();
  const { left, right } = pair;
  return (
    <section className="pair" aria-label={words.what} data-pair={pair.id}>
      <p className="row g4 wrap t13 pair-chance">
        <b>{words.chance(format.percent(pair.chance))}</b>
        {pair.areOne === null ? null : <span>{pair.areOne ? words.one : words.two}</span>}
        <span className="m">{words.masked}</span>
      </p>
      {left && right ? (
        <SideBySide fields={library.fields} pair={pair} left={left} right={right} />
      ) : (
        <p className="t13 fault">{words.gone}</p>
      )}
      <Reasons fields={library.fields} pair={pair} />
    </section>
  );
}

function SideBySide({
  fields,
  pair,
  left,
  right,
}: {
  fields: readonly LibraryField[];
  pair: DoubtfulPair;
  left: MemberRecord;
  right: MemberRecord;
}) {
  const words = useWords(recordWords).review;
  const text = useText();
  const said = new Map(pair.compared.map(({ field, likeness }) => [field, likeness]));
  const filled = fields.filter(({ field }) => left.values[field] ?? right.values[field]);
  return (
    <table className="table plain pair-table" aria-label={words.what}>
      <thead>
        <tr>
          <th scope="col">{words.field}</th>
          <th scope="col">
            <RecordHead record={left} />
          </th>
          <th scope="col">
            <RecordHead record={right} />
          </th>
        </tr>
      </thead>
      <tbody>
        {filled.map(({ field, name }) => {
          const likeness = said.get(field) ?? "one";
          return (
            <tr key={field} className={`is-${likeness}`}>
              <th scope="row">
                {text(name)}
                <span className="pair-mark">
                  <Icon name={likeness === "equal" ? "check" : likeness === "one" ? "minus" : "fault"} />
                  {words.likeness[likeness]}
                </span>
              </th>
              <td>
                <ShownValue shown={left.values[field]} />
              </td>
              <td>
                <ShownValue shown={right.values[field]} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function RecordHead({ record }: { record: MemberRecord }) {
  const words = useWords(recordWords).review;
  const format = useFormat();
  return (
    <>
      {record.departmentName}
      <small>
        {record.resourceName} {words.row(format.number(record.row))}
      </small>
      <small>{record.writtenAt === null ? words.noTime : words.writtenAt(record.writtenAt.slice(0, 10))}</small>
    </>
  );
}

const barOf = (bits: number) => `${Math.min(100, Math.abs(bits) * 4)}%`;

/** What each field says, the weightiest first; a bar beside each figure. */
function Reasons({ fields, pair }: { fields: readonly LibraryField[]; pair: DoubtfulPair }) {
  const words = useWords(recordWords).review;
  const text = useText();
  const format = useFormat();
  const nameOf = (field: string) => {
    const own = fields.find((one) => one.field === field);
    return own ? text(own.name) : field;
  };
  return (
    <Section title={words.reasons} note={words.reasonsNote}>
      {pair.reasons.length === 0 ? <p className="t13 m">{words.noReasons}</p> : null}
      <ul className="pair-reasons">
        {pair.reasons.map(({ field, text: says, bits }) => (
          <li key={field}>
            <span>
              <b>{nameOf(field)}</b> {text(says)}
            </span>
            <span className={bits < 0 ? "bits against" : "bits"}>
              <i style={{ width: barOf(bits) }} />
            </span>
            <span className="num">{words.bits(`${bits > 0 ? "+" : ""}${format.score(bits)}`)}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
