import type { DoubtfulPair } from "#contract/libraries";

/** The same folding as that of conflicts: case, spaces and punctuation say nothing. */
const foldedText = (text: string): string => text.replaceAll(/[\s\p{P}\p{S}]+/gu, "").toLowerCase();

/** How two values of one field stand to each other. */
export function likenessOf(left: string, right: string): DoubtfulPair["compared"][number]["likeness"] {
  if (left === right) return "equal";
  return foldedText(left) === foldedText(right) ? "written-differently" : "different";
}
