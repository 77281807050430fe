import type { GoldenRecord } from "#contract/libraries";
import { LinkIfThere, None, PlainTable, Section, useFormat, useText, useWords } from "#kit";
import { recordWords } from "./record-words.ts";
import { ShownValue } from "./shown-value.tsx";

type Given = { readonly record: GoldenRecord };

/** Every field with whose value it is, from when, how many say the same, and how far to trust it. */
export function RecordFields({ record }: Given) {
  const words = useWords(recordWords).record;
  const text = useText();
  const format = useFormat();
  const resourceOf = (id: string) => record.members.find(({ resourceId }) => resourceId === id)?.resourceName ?? "";
  return (
    <Section title={words.fields} note={words.fieldsNote}>
      <PlainTable
        label={words.fields}
        isDense={false}
        columns={[
          { title: words.field, width: 170 },
          { title: words.value },
          { title: words.from },
          { title: words.at, width: 130 },
          { title: words.agree, isFigure: true, width: 80 },
          { title: words.trust, isFigure: true, width: 90 },
        ]}
        rows={record.fields.map((one) => ({
          key: one.field,
          cells: [
            text(one.name),
            <ShownValue key="value" shown={one.shown} />,
            <span key="from">
              {one.departmentName}{" "}
              <LinkIfThere href={`/catalog/${one.resourceId}`} className="t12 m">
                {resourceOf(one.resourceId)}
              </LinkIfThere>
            </span>,
            one.at === null ? <None key="at" /> : one.at.slice(0, 10),
            `${format.number(one.agreeing)} / ${format.number(one.holders)}`,
            format.percent(one.confidence),
          ],
        }))}
      />
    </Section>
  );
}

/** The records of sources that make it up, one column each. */
export function RecordMembers({ record }: Given) {
  const words = useWords(recordWords).record;
  const text = useText();
  const format = useFormat();
  const { members, fields } = record;
  return (
    <Section title={words.membersTitle} note={words.membersNote}>
      <PlainTable
        label={words.membersTable}
        keepsShape
        columns={[
          { title: words.field, width: 150 },
          ...members.map(({ departmentName, resourceName, row }, at) => ({
            title: `${at + 1}. ${departmentName} ${resourceName} ${words.row(format.number(row))}`,
          })),
        ]}
        rows={fields.map(({ field, name }) => ({
          key: field,
          cells: [text(name), ...members.map(({ key, values }) => <ShownValue key={key} shown={values[field]} />)],
        }))}
      />
    </Section>
  );
}

export function RecordHistory({ record }: Given) {
  const words = useWords(recordWords).record;
  const text = useText();
  const format = useFormat();
  const nameOf = (field: string) => {
    const own = record.fields.find((one) => one.field === field);
    return own ? text(own.name) : field;
  };
  return (
    <Section title={words.history} note={words.historyNote}>
      {record.history.length === 0 ? (
        <p className="t13 m">{words.noHistory}</p>
      ) : (
        <PlainTable
          label={words.history}
          columns={[{ title: words.field }, { title: words.value }, { title: words.from }, { title: words.until }]}
          rows={record.history.map((one) => ({
            key: `${one.field} ${one.until}`,
            cells: [
              nameOf(one.field),
              <ShownValue key="value" shown={one.shown} />,
              one.departmentName,
              format.instant(one.until),
            ],
          }))}
        />
      )}
    </Section>
  );
}
