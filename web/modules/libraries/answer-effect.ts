import type { StandingAnswer } from "#contract/libraries";

export type Effect = "joined" | "parted" | "agreed" | "waiting" | "gone";

/** What an answer has come to since the latest run; one that says what the engine said has changed nothing. */
export function effectOf({ verdict, wasOne, isOne }: Pick<StandingAnswer, "verdict" | "wasOne" | "isOne">): Effect {
  if (isOne === null) return "gone";
  if (isOne !== (verdict === "same")) return "waiting";
  if (wasOne === null || wasOne === isOne) return "agreed";
  return isOne ? "joined" : "parted";
}
