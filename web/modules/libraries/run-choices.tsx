import type { MatchingChoice } from "#contract/libraries";
import { PlainTable, Section, useFormat, useText, useWords } from "#kit";
import { portraitWords } from "./portrait-words.ts";
import { choiceWords } from "./choice-words.ts";

type Given = { readonly choice: MatchingChoice };

/** What the engine found by itself: meanings of columns, weights, groups, lines. */
export const RunChoices = ({ choice }: Given) => (
  <>
    <Weights choice={choice} />
    <Lines choice={choice} />
    <Groups choice={choice} />
    <Meanings choice={choice} />
  </>
);

function Weights({ choice }: Given) {
  const words = useWords(choiceWords).run;
  const text = useText();
  const format = useFormat();
  const bits = (value: number) => `${value > 0 ? "+" : ""}${format.score(value)}`;
  const widest = Math.max(0, ...choice.fields.map(({ levels }) => levels.length));
  return (
    <Section title={words.fields} note={words.fieldsNote}>
      <PlainTable
        label={words.fieldsTable}
        keepsShape
        columns={[
          { title: words.column },
          { title: words.rare, isFigure: true },
          { title: words.common, isFigure: true },
          ...Array.from({ length: widest }, (_, at) => ({
            title: words.likeness(format.number(at + 1)),
            isFigure: true,
          })),
          { title: words.differs, isFigure: true },
        ]}
        rows={choice.fields.map(({ name, weights, levels }) => ({
          key: name,
          cells: [
            name,
            bits(weights.equalRare),
            bits(weights.equalCommon),
            ...Array.from({ length: widest }, (_, at) => {
              const level = levels[at];
              return level ? (
                <span key={level.says.en}>
                  <span className="t12 m">{text(level.says)}</span> {bits(level.bits)}
                </span>
              ) : (
                ""
              );
            }),
            bits(weights.differs),
          ],
        }))}
      />
    </Section>
  );
}

function Lines({ choice }: Given) {
  const words = useWords(choiceWords).run;
  const format = useFormat();
  return (
    <Section title={words.thresholds}>
      <PlainTable
        label={words.thresholds}
        columns={[
          { title: words.threshold },
          { title: words.chance, isFigure: true },
          { title: words.pairs, isFigure: true },
          { title: words.precision, isFigure: true },
          { title: words.recall, isFigure: true },
        ]}
        rows={choice.thresholds.map((line) => ({
          key: line.name,
          cells: [
            words.names[line.name],
            format.percent(line.chance),
            format.number(line.pairs),
            format.percent(line.expectedPrecision),
            format.percent(line.expectedRecall),
          ],
        }))}
      />
    </Section>
  );
}

function Groups({ choice }: Given) {
  const words = useWords(choiceWords).run;
  const text = useText();
  const format = useFormat();
  return (
    <Section title={words.blocking} note={words.blockingNote(format.percent(choice.blockingRecall))}>
      <PlainTable
        label={words.blocking}
        columns={[{ title: words.group }, { title: words.pairs, isFigure: true, width: 140 }]}
        rows={choice.blocking.map(({ keys, pairs }) => ({
          key: keys.zh,
          cells: [text(keys), format.number(pairs)],
        }))}
      />
    </Section>
  );
}

function Meanings({ choice }: Given) {
  const words = useWords(choiceWords).run;
  const { meaning: meaningOf } = useWords(portraitWords);
  return (
    <Section title={words.meanings}>
      <PlainTable
        label={words.meanings}
        columns={[{ title: words.column }, { title: words.table }, { title: words.meaning }, { title: words.by }]}
        rows={choice.tables.flatMap(({ name, columns }) =>
          columns.map((column) => ({
            key: `${name}/${column.name}`,
            cells: [column.name, name, meaningOf(column.meaning), words.byWhat[column.by]],
          })),
        )}
      />
    </Section>
  );
}
