import { clockRoutes } from "#contract/clock";
import { Answered, Day, KeyValues, Section, useAnswer, useFormat, useText, useWords } from "#kit";
import { levelNames } from "#contract/clock";
import { ruleWords } from "./rule-words.ts";

/** How the clock counts here, in sentences: start, supplements, warnings, ladder, who is on duty. */
export function RulesInWords() {
  const words = useWords(ruleWords).rules;
  const text = useText();
  const format = useFormat();
  const answer = useAnswer(clockRoutes.getRules, {});
  return (
    <Section title={words.title} note={words.note} isMajor>
      <Answered answer={answer} what={words.title} rows={4}>
        {({ current, onDuty }) => {
          const { rules } = current;
          return (
            <KeyValues
              items={[
                { key: words.start, value: words.starts[rules.startRule] },
                { key: words.supplement, value: words.supplements[rules.supplementRule] },
                { key: words.warn, value: words.warnAt(format.percent(rules.warnShare), rules.officeOpens) },
                {
                  key: words.colours,
                  value: words.coloursAt(format.number(rules.blueDays), format.number(rules.orangeDays)),
                },
                {
                  key: words.ladder,
                  value: rules.ladder
                    .map(({ level, overdueDays }) => words.rung(format.number(overdueDays), text(levelNames[level])))
                    .join(words.comma),
                },
                { key: words.duty, value: onDuty ? words.onDuty(onDuty.name) : words.noDuty },
                {
                  key: words.since,
                  value: (
                    <>
                      <Day on={current.effectiveOn} /> · {current.source}
                    </>
                  ),
                },
              ]}
            />
          );
        }}
      </Answered>
    </Section>
  );
}
