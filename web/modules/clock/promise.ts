import type { Commitment } from "#contract/clock";
import type { PromiseFacts } from "#kit";

type State = PromiseFacts["state"];

const stateOf: Readonly<Record<Exclude<Commitment["colour"], "plain" | "none">, State>> = {
  red: "overdue",
  orange: "warning",
  blue: "reminder",
  paused: "paused",
};

/** The state every screen shows a commitment in: what has ended, then the colour of today. */
export function promiseStateOf({ state, colour, extendedDays }: Commitment): State {
  if (state === "met" || state === "dropped") return "met";
  if (state === "met-late") return "missed";
  if (colour === "plain" || colour === "none") return extendedDays > 0 ? "extended" : "on-time";
  return stateOf[colour];
}

/** A commitment as its bar: a day that was agreed has as many cells as working days lead to it. */
export function promiseOf(commitment: Commitment): PromiseFacts {
  const { usedDays, remainingDays, extendedDays } = commitment;
  const state = promiseStateOf(commitment);
  const whole = commitment.workingDays ?? Math.max(1, usedDays + Math.max(0, remainingDays ?? 0));
  const over = remainingDays === null ? Math.max(0, usedDays - whole) : Math.max(0, -remainingDays);
  return {
    state,
    limit: Math.max(1, whole - extendedDays),
    used: Math.min(usedDays, whole),
    extendedBy: extendedDays,
    ...(state === "overdue" || state === "missed" ? { overdueBy: over } : {}),
  };
}
