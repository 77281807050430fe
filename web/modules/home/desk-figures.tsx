import { clockRoutes, type ColourCounts } from "#contract/clock";
import {
  Answered,
  isMissing,
  isRefused,
  LinkIfThere,
  PromiseWord,
  Section,
  useAnswer,
  useFormat,
  useWords,
} from "#kit";
import { homeWords } from "./words.ts";

const shades = [
  ["red", "overdue"],
  ["orange", "warning"],
  ["blue", "reminder"],
  ["paused", "paused"],
] as const satisfies readonly (readonly [keyof ColourCounts, string])[];

/** Open promises by colour, each leading to its rows on the desk; left out for those who see none. */
export function DeskFigures() {
  const words = useWords(homeWords);
  const format = useFormat();
  const answer = useAnswer(clockRoutes.counts, {});
  if (isMissing(answer.error) || isRefused(answer.error)) return null;
  return (
    <Section title={words.desk} note={answer.data ? words.deskNote(format.moment(answer.data.asOf)) : undefined}>
      <Answered answer={answer} what={words.desk}>
        {({ open, colours }) => (
          <dl className="sums">
            <div>
              <dt>{words.deskOpen}</dt>
              <dd>
                <LinkIfThere href="/clock">{format.number(open)}</LinkIfThere>
              </dd>
            </div>
            {shades.map(([colour, state]) => (
              <div key={colour}>
                <dt>
                  <PromiseWord state={state} />
                </dt>
                <dd>
                  <LinkIfThere href={`/clock?colour=${colour}`}>{format.number(colours[colour])}</LinkIfThere>
                </dd>
              </div>
            ))}
          </dl>
        )}
      </Answered>
    </Section>
  );
}
