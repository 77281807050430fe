import type { DoubtfulPair } from "#contract/libraries";
import { endingFrom } from "./lake-tables.ts";

/** The same folding as that of conflicts: case, spaces and punctuation say nothing. */
const foldedText = (text: string): string => text.replaceAll(/[\s\p{P}\p{S}]+/gu, "").toLowerCase();

/** How two values of one field stand to each other; the rule is that of `saysTheSame`. */
export function likenessOf(
  left: string,
  right: string,
  isDivision: boolean,
): DoubtfulPair["compared"][number]["likeness"] {
  if (left === right) return "equal";
  const [a, b] = [foldedText(left), foldedText(right)];
  const isIn = isDivision ? a.startsWith(b) || b.startsWith(a) : a.endsWith(b) || b.endsWith(a);
  return a === b || (isIn && Math.min(a.length, b.length) >= endingFrom) ? "written-differently" : "different";
}
