import type { Library } from "#contract/libraries";
import { AppLink, KeyValues, Section, useFormat, useText, useWords } from "#kit";
import { Button } from "antd";
import { librariesWords } from "./words.ts";

/** How records become one and which value survives, in words. */
export function LibraryRuleFacts({ library, onChange }: { library: Library; onChange: () => void }) {
  const words = useWords(librariesWords).library;
  const format = useFormat();
  const { reviewFrom, certainFrom, reviewLimit, smallCell } = library.rule;
  return (
    <Section
      title={words.rule}
      more={
        library.may.edit ? (
          <Button size="small" onClick={onChange}>
            {words.changeRule}
          </Button>
        ) : undefined
      }
    >
      <KeyValues
        items={[
          { key: words.reviewFrom, value: format.percent(reviewFrom) },
          { key: words.certainFrom, value: format.percent(certainFrom) },
          { key: words.reviewLimit, value: words.pairsUnit(format.number(reviewLimit)) },
          { key: words.smallCell, value: words.below(format.number(smallCell)) },
          { key: words.refresh, value: words.refreshModes[library.refresh] },
          { key: words.order, value: words.orderText },
        ]}
      />
    </Section>
  );
}

/** The fields of the model, which of them are compared, and the elements they stand on. */
export function LibraryModel({ library }: { library: Library }) {
  const words = useWords(librariesWords).library;
  const text = useText();
  return (
    <Section title={words.model}>
      <ul className="plain-list">
        {library.fields.map(({ field, name, elements, isMatched }) => (
          <li key={field}>
            <span>
              <AppLink href={`/dictionary/elements?q=${elements[0] ?? field}`}>{text(name)}</AppLink>
            </span>
            <span className="m">{isMatched ? words.matched : words.carried}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
