import type { Bilingual } from "#contract/text";
import type { Cleaned, CleaningKind } from "./door.ts";

/** What a step of cleaning makes of a text: the text and the kinds of change so far, each once. */
export interface Draft {
  readonly text: string;
  readonly kinds: readonly CleaningKind[];
}

export const changed = (draft: Draft, text: string, kind: CleaningKind): Draft =>
  text === draft.text ? draft : { text, kinds: draft.kinds.includes(kind) ? draft.kinds : [...draft.kinds, kind] };

export const cleanedTo = ({ text, kinds }: Draft): Cleaned => ({ ok: true, value: text, kinds });

export const cleanedAway = (kinds: readonly CleaningKind[]): Cleaned => ({ ok: true, value: null, kinds });

export const refused = (
  rule: string,
  text: Bilingual,
  mend: Bilingual,
  suggestion: string | null = null,
): Cleaned & { ok: false } => ({
  ok: false,
  rule,
  text,
  mend,
  suggestion,
});

/** A value as a sentence quotes it. */
export const quoted = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);

/** Anything that trimming, control characters or full-width forms may concern; ordinary text is let through by one test. */
const hasOddity = /^\s|\s$|[\p{Cc}\p{Cf}\u2028\u2029]/u;
/** Control and format characters but for those that end a line or set a tab. */
const invisible = /[^\P{Cc}\t\n\v\f\r\u0085]|\p{Cf}/gu;
const lineEnds = /[ \u3000]*[\t\n\v\f\r\u0085\u2028\u2029]+[ \u3000]*/g;
const outerSpace = /^[\s\u3000]+|[\s\u3000]+$/g;

/** Removes space around a text and what cannot be seen inside it; a line end or tab inside becomes one space. */
export function tidied(text: string): Draft {
  const draft: Draft = { text, kinds: [] };
  if (!hasOddity.test(text)) return draft;
  const visible = changed(draft, text.replaceAll(invisible, ""), "control-characters");
  const trimmed = changed(visible, visible.text.replaceAll(outerSpace, ""), "trimmed");
  return changed(trimmed, trimmed.text.replaceAll(lineEnds, " "), "control-characters");
}

const fullWidth = /[\uff01-\uff5e\u3000\u2010-\u2015\u2212\u30fb\u2027]/;

/** Full-width letters, digits and signs as ASCII; the many dashes as `-`, the middle dots as `·`. */
export function halfWidth(draft: Draft): Draft {
  if (!fullWidth.test(draft.text)) return draft;
  const text = draft.text
    .replaceAll(/[\uff01-\uff5e]/g, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0))
    .replaceAll("\u3000", " ")
    .replaceAll(/[\u2010-\u2015\u2212]/g, "-")
    .replaceAll(/[\u30fb\u2027]/g, "·");
  return changed(draft, text, "half-width");
}

/** Words written where no value is meant. */
const emptyWords = new Set(
  [
    "无",
    "無",
    "暂无",
    "空",
    "未填",
    "未填写",
    "不详",
    "未知",
    "null",
    "(null)",
    "<null>",
    "none",
    "nil",
    "nan",
    "n/a",
    "na",
    "#n/a",
  ].concat(["\\n", "-", "--", "---", "----", "/", "//", "\\", ".", "?", "??"]),
);

export const isEmptyWord = (text: string): boolean => text.length <= 6 && emptyWords.has(text.toLowerCase());
