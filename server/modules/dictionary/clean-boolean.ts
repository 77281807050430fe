import { changed, cleanedAway, cleanedTo, halfWidth, isEmptyWord, quoted, refused, tidied } from "./cleaning.ts";
import type { Cleaned } from "./door.ts";

const yes = new Set(["true", "t", "yes", "y", "1", "1.0", "on", "是", "有", "对", "真", "√", "✓", "✔"]);
/** 无 stands here for “has not”, the opposite of 有, and not for a missing value. */
const no = new Set([
  "false",
  "f",
  "no",
  "n",
  "0",
  "0.0",
  "off",
  "否",
  "不是",
  "无",
  "无有",
  "没有",
  "错",
  "假",
  "×",
  "✗",
  "✘",
  "x",
]);

export function cleanBoolean(text: string): Cleaned {
  if (text === "true" || text === "false") return cleanedTo({ text, kinds: [] });
  const draft = halfWidth(tidied(text));
  if (draft.text === "") return cleanedAway(draft.kinds);
  const word = draft.text.toLowerCase();
  if (yes.has(word)) return cleanedTo(changed(draft, "true", "boolean-form"));
  if (no.has(word)) return cleanedTo(changed(draft, "false", "boolean-form"));
  if (isEmptyWord(draft.text)) return cleanedAway([...draft.kinds, "empty-word"]);
  return refused(
    "type.boolean",
    { zh: `“${quoted(draft.text)}”说不清是“是”还是“否”。`, en: `“${quoted(draft.text)}” is neither yes nor no.` },
    { zh: "请改成 是 或 否。", en: "Write yes or no." },
  );
}
