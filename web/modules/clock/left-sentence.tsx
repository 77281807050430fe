import type { Commitment } from "#contract/clock";
import { useFormat, useWords } from "#kit";
import { fileWords } from "./file-words.ts";

/** `剩 1 个工作日`, `逾期 3 个工作日`. */
export function LeftSentence({ commitment }: { commitment: Commitment }) {
  const words = useWords(fileWords);
  const format = useFormat();
  const { remainingDays: left, state } = commitment;
  if (left === null) return null;
  const sentence =
    left < 0 ? words.overdue(format.number(-left)) : left === 0 ? words.dueToday : words.left(format.number(left));
  return (
    <span className="t13">
      {sentence}
      {state === "paused" ? words.whilePaused : ""}
    </span>
  );
}
