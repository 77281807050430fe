import { type Level, levelNames } from "#contract/clock";
import { PromiseWord, useText } from "#kit";

const stateOf = { blue: "reminder", orange: "warning", red: "overdue" } as const;

/** A rung of the ladder (督办) in the clock's own shapes and colours. */
export function LevelWord({ level }: { level: Level }) {
  const text = useText();
  return <PromiseWord state={stateOf[level]}>{text(levelNames[level])}</PromiseWord>;
}
