import { pinyin } from "pinyin-pro";
import { syllables } from "./syllables.ts";

/**
 * Syllables the way ears and keyboards mix them up: 平翘舌 (zh/z, ch/c, sh/s), 前后鼻音 (-ng/-n) and n/l are the same.
 * Tones are left out.
 */
export function looseSyllable(syllable: string): string {
  return syllable
    .replace(/^(?<hard>[zcs])h/, "$<hard>")
    .replace(/^l/, "n")
    .replace(/ng$/, "n");
}

/** Loose syllables of a run of Han characters, one for each character. */
export const syllablesOf = (han: string): string[] => spoken(han).map(looseSyllable);

/** First letters as people type them; `zh` is `z`. */
export const initialsOf = (han: string): string =>
  spoken(han)
    .map((syllable) => syllable.slice(0, 1))
    .join("");

let last: { readonly han: string; readonly spoken: string[] } | undefined;

function spoken(han: string): string[] {
  if (last?.han !== han) last = { han, spoken: pinyin(han, { toneType: "none", type: "array", v: true }) };
  return last.spoken;
}

const known = new Set(syllables.split(" "));
const loose = new Set([...known].map(looseSyllable));
const isSyllable = (text: string) => known.has(text) || loose.has(text);
const beginnings = new Set(
  [...known].flatMap((syllable) => syllable.split("").map((_, end) => syllable.slice(0, end + 1))),
);

export interface Spelling {
  /** Loose syllables. */
  readonly syllables: readonly string[];
  /** The beginning of one more, still being typed; empty where the last syllable is whole. */
  readonly begun: string;
}

const mostSyllables = 12;
const mostSpellings = 3;

/** The ways letters can be read as pinyin, fewest syllables first; none where they cannot. */
export function readPinyin(letters: string): Spelling[] {
  if (!/^[a-z]{2,60}$/.test(letters)) return [];
  const ends: Spelling[][] = [[{ syllables: [], begun: "" }]];
  for (let end = 1; end <= letters.length; end += 1) {
    const found: Spelling[] = [];
    for (let start = Math.max(0, end - 6); start < end; start += 1) {
      const part = letters.slice(start, end);
      if (!isSyllable(part)) continue;
      for (const before of ends[start] ?? []) {
        if (before.syllables.length < mostSyllables)
          found.push({ syllables: [...before.syllables, looseSyllable(part)], begun: "" });
      }
    }
    ends.push(best(found));
  }
  const whole = ends[letters.length] ?? [];
  return whole.length > 0 ? whole : begunSpellings(letters, ends);
}

/** `hunyindengj`: whole syllables and the beginning of the next. */
function begunSpellings(letters: string, ends: readonly Spelling[][]): Spelling[] {
  for (let start = letters.length - 1; start >= Math.max(2, letters.length - 5); start -= 1) {
    const begun = letters.slice(start);
    const before = ends[start] ?? [];
    if (before.length > 0 && beginnings.has(begun)) return before.map((spelling) => ({ ...spelling, begun }));
  }
  return [];
}

const best = (spellings: readonly Spelling[]): Spelling[] => {
  const distinct = new Map(spellings.map((spelling) => [spelling.syllables.join("'"), spelling]));
  return [...distinct.values()].toSorted((a, b) => a.syllables.length - b.syllables.length).slice(0, mostSpellings);
};
