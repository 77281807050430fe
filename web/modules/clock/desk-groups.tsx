import { clockRoutes, type Colour, type Commitment } from "#contract/clock";
import { PromiseWord, useAnswer, useFormat, useWords } from "#kit";
import { clockWords } from "./words.ts";

const stateOf = {
  red: "overdue",
  orange: "warning",
  blue: "reminder",
  plain: "on-time",
  paused: "paused",
  none: "met",
} as const satisfies Record<Colour, string>;

/** Rows of one colour stand under one heading, which says what the colour means by the rules in force. */
export function useGroups(): (commitment: Commitment) => { key: string; title: React.ReactNode } {
  const words = useWords(clockWords).desk.groups;
  const format = useFormat();
  const { data } = useAnswer(clockRoutes.getRules, {});
  const rules = data?.current.rules;
  const says = (colour: Colour): string => {
    if (colour === "orange") return rules ? words.orange(format.number(rules.orangeDays)) : "";
    if (colour === "blue")
      return rules ? words.blue(format.number(rules.orangeDays + 1), format.number(rules.blueDays)) : "";
    return words[colour];
  };
  return ({ colour }) => ({
    key: colour,
    title: (
      <span className="row g2">
        <PromiseWord state={stateOf[colour]} />
        {says(colour)}
      </span>
    ),
  });
}
