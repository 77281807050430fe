import type { Collected } from "#contract/libraries";
import {
  AppLink,
  LinkIfThere,
  NameCell,
  None,
  PlainTable,
  Section,
  StateWord,
  useFormat,
  useText,
  useWords,
} from "#kit";
import { choiceWords } from "./choice-words.ts";

/** Who holds one element, how much of it the source has too, whether the values agree; and the bureau's decision. */
export function CollectionHolders({ collected, onClose }: { collected: Collected; onClose: () => void }) {
  const words = useWords(choiceWords).collection;
  const text = useText();
  const format = useFormat();
  const { element, elementName, source, holders } = collected;
  return (
    <Section
      title={words.holdersOf(text(elementName))}
      isMajor
      more={
        <button type="button" className="chip" onClick={onClose}>
          {words.close}
        </button>
      }
    >
      <p className="row g4 wrap t13">
        <span>{source ? words.decidedBy(source.departmentName) : words.notYet}</span>
        <AppLink href={`/dictionary/elements/${element}?decide=1`}>{words.decide}</AppLink>
      </p>
      <PlainTable
        label={words.holdersOf(text(elementName))}
        isDense={false}
        columns={[
          { title: words.resource },
          { title: words.overlap, isFigure: true, width: 150 },
          { title: words.agreement, isFigure: true, width: 100 },
          { title: words.again, width: 220 },
        ]}
        rows={holders.map((one) => ({
          key: `${one.resourceId}/${one.field}`,
          cells: [
            <NameCell
              key="name"
              name={<LinkIfThere href={`/catalog/${one.resourceId}`}>{one.resourceName}</LinkIfThere>}
              note={`${one.departmentName} · ${one.field}`}
            />,
            one.overlap === null ? (
              <None key="overlap" />
            ) : (
              <span key="overlap">
                {format.percent(one.overlap)}{" "}
                <span className="t12 m">{words.sampled(format.number(one.sampled), words.by[one.by ?? "value"])}</span>
              </span>
            ),
            one.agreement === null ? <None key="agreement" /> : format.percent(one.agreement),
            <HolderState key="again" collected={collected} holder={one} />,
          ],
        }))}
      />
    </Section>
  );
}

function HolderState({
  collected: { source },
  holder,
}: {
  collected: Collected;
  holder: Collected["holders"][number];
}) {
  const words = useWords(choiceWords).collection;
  if (holder.isAgain)
    return (
      <StateWord icon="fault" tone="fault">
        {words.mayShare}
      </StateWord>
    );
  if (holder.overlap !== null || holder.sampled > 0) return <None />;
  const isDecided = source !== null && source.department === holder.department;
  return (
    <StateWord icon={isDecided ? "shield" : "minus"} light>
      {isDecided ? words.isSource : words.isMain}
    </StateWord>
  );
}
