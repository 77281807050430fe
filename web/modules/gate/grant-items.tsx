import { LinkIfThere, None, PlainTable, Section, StateWord, useFormat, useWords } from "#kit";
import { dataWords } from "#shell";
import type { GrantFile } from "./grant-screen.tsx";
import { useItemNames } from "./item-names.ts";
import { termsWords } from "./terms-words.ts";

/** Which items, and how each of them is masked. */
export function GrantItems({ grant }: { grant: GrantFile }) {
  const words = useWords(termsWords).items;
  const { masks, gradeShort } = useWords(dataWords);
  const format = useFormat();
  const { items, nameOf } = useItemNames(grant.resource.id);
  const granted = grant.terms.items;
  return (
    <Section
      title={words.title}
      note={words.note(format.number(granted.length), format.number(Math.max(items.length, granted.length)))}
    >
      <PlainTable
        label={words.title}
        columns={[
          { title: words.item },
          { title: words.element, width: 120 },
          { title: words.grade, width: 70 },
          { title: words.mask, width: "38%" },
        ]}
        rows={granted.map(({ field, mask, reason }) => {
          const declared = items.find((item) => item.field === field);
          return {
            key: field,
            cells: [
              <span key="name">
                {nameOf(field)} <span className="mono m">{field}</span>
                {declared?.isKey ? <span className="m"> {words.key}</span> : null}
              </span>,
              declared?.element ? (
                <LinkIfThere key="element" href={`/dictionary/elements/${declared.element}`}>
                  {declared.element}
                </LinkIfThere>
              ) : (
                <None key="element" />
              ),
              declared ? gradeShort(declared.grade) : <None key="grade" />,
              mask === null ? (
                <span key="mask" className="s">
                  {words.asDemanded}
                </span>
              ) : mask === "unmasked" ? (
                <StateWord key="mask" icon="out" light>
                  {words.unmasked(reason)}
                </StateWord>
              ) : (
                words.masked(masks[mask])
              ),
            ],
          };
        })}
      />
    </Section>
  );
}
