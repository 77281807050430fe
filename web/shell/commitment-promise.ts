import type { Colour, Commitment } from "#contract/clock";
import type { PromiseFacts } from "#kit";

type State = PromiseFacts["state"];

const shades = {
  red: "overdue",
  orange: "warning",
  blue: "reminder",
  paused: "paused",
  none: "met",
} as const satisfies Record<Exclude<Colour, "plain">, State>;
const shadeOf: ReadonlyMap<string, State> = new Map(Object.entries(shades));

/** What a colour of the clock is called and drawn as; without a signal it is on time. */
export const promiseStateOfColour = (colour: string, isExtended = false): State =>
  shadeOf.get(colour) ?? (isExtended ? "extended" : "on-time");

/** The state every screen shows a commitment in: how it ended, else the colour of today. */
export function promiseStateOf({
  state,
  colour,
  extendedDays,
}: Pick<Commitment, "state" | "colour" | "extendedDays">): State {
  if (state === "met" || state === "dropped") return "met";
  if (state === "met-late") return "missed";
  return promiseStateOfColour(colour, extendedDays > 0);
}

/** A commitment as its bar: a day that was agreed has as many cells as working days lead to it. */
export function promiseOf(commitment: Commitment): PromiseFacts {
  const { workingDays, extendedDays, remainingDays, usedDays } = commitment;
  const whole = Math.max(1, workingDays ?? usedDays + Math.max(0, remainingDays ?? 0));
  const left = remainingDays ?? whole - usedDays;
  return {
    state: promiseStateOf(commitment),
    limit: Math.max(1, whole - extendedDays),
    extendedBy: extendedDays,
    used: whole - left,
    overdueBy: Math.max(0, -left),
  };
}
