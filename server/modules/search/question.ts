import type { Cutter } from "./cutting.ts";
import { everydayWords, isIdle, isWeak, sameWords } from "./everyday-words.ts";
import { fold, partsOf, piecesOf, stem } from "./fold.ts";
import { readPinyin, type Spelling, syllablesOf } from "./sound.ts";

/** One way an entry can answer a word. */
export type Alternative =
  | { readonly how: "text" | "synonym" | "spelling"; readonly text: string }
  | { readonly how: "pinyin" | "sound"; readonly spelling: Spelling }
  | { readonly how: "initials"; readonly initials: string }
  /** What a resource is about: an element, department or system that the word names. */
  | { readonly how: "about"; readonly term: string; readonly name: string; readonly kind: AboutKind };
export type AboutKind = "element" | "department" | "system";

export interface Word {
  /** Folded, as typed. */
  readonly text: string;
  /** How much of the need it carries. */
  readonly weight: number;
  readonly alternatives: readonly Alternative[];
}

export interface Question {
  /** Folded. */
  readonly text: string;
  readonly words: readonly Word[];
  /** The same with words put together again that were cut to single characters: a wrong character breaks its word. */
  readonly mended: readonly Word[];
  /** The same with compounds in their parts. */
  readonly finer: readonly Word[];
}

const mostWords = 8;

/** The words of a question, each with the ways it can be met; idle words count only where there is nothing else. */
export function readQuestion(asked: string, cutter: Cutter): Question {
  const text = fold(asked).trim();
  const runs = piecesOf(text).map((piece) => (piece.script === "han" ? cutter.cut(piece.text) : [piece.text]));
  const words = wordsOf(runs.flat());
  const isBroken = runs.some((run) => run.some((word) => isHan(word) && word.length === 1));
  const parts = runs.flat().flatMap((word) => (isHan(word) ? cutter.cutFiner(word) : [word]));
  return {
    text,
    words,
    mended: isBroken ? wordsOf(runs.flatMap(mend)) : words,
    finer: parts.length > runs.flat().length ? wordsOf(parts) : words,
  };
}

function wordsOf(cut: readonly string[]): Word[] {
  const distinct = [...new Set(cut)];
  const telling = distinct.filter((word) => !isIdle(word));
  const words = (telling.length > 0 ? telling : distinct).slice(0, mostWords);
  const hasStrong = words.some((word) => !isWeak(word));
  return words.map((word) => wordOf(word, hasStrong));
}

const longestMended = 4;

/** Single characters join their neighbours: 停车 厂 is 停车厂, 登 隔热 is 登隔热. */
function mend(run: readonly string[]): string[] {
  const mended: string[] = [];
  let isOpen = false;
  for (const word of run) {
    const last = mended.at(-1);
    const isSingle = word.length === 1 && !isIdle(word);
    const joins = last !== undefined && !isIdle(last) && !isIdle(word) && (isSingle || isOpen);
    if (joins && last.length + word.length <= longestMended) mended.splice(-1, 1, last + word);
    else mended.push(word);
    isOpen = isSingle;
  }
  return mended;
}

const isHan = (word: string) => /[\u3400-\u9fff]/.test(word);

function wordOf(word: string, hasStrong: boolean): Word {
  const weight = hasStrong && isWeak(word) ? 0.2 : Math.min(1, 0.45 + 0.14 * word.length);
  const synonyms = sameWords(word).map((text) => ({ how: "synonym" as const, text }));
  if (isHan(word)) return { text: word, weight, alternatives: [{ how: "text", text: word }, ...synonyms] };
  const text = partsOf(word).length > 1 ? word : stem(word);
  const spellings = readPinyin(word);
  const spelt = spellings.map((spelling) => ({ how: "pinyin" as const, spelling }));
  // Everyday words typed in pinyin mean what they mean in characters.
  const meant = spellings
    .flatMap(({ syllables, begun }) => (begun === "" ? everydayWithSound(syllables) : []))
    .flatMap((everyday) => sameWords(everyday))
    .map((same) => ({ how: "synonym" as const, text: same }));
  const initials = /^[a-z]{2,10}$/.test(word) ? [{ how: "initials" as const, initials: word }] : [];
  return { text: word, weight, alternatives: [{ how: "text", text }, ...synonyms, ...meant, ...spelt, ...initials] };
}

let bySound: Map<string, string[]> | undefined;

function everydayWithSound(syllables: readonly string[]): string[] {
  bySound ??= Map.groupBy(everydayWords, (word) => syllablesOf(word).join("'"));
  return bySound.get(syllables.join("'")) ?? [];
}

/** True where the word may be left out without losing the need. */
export const isOptional = ({ weight }: Word): boolean => weight <= 0.2;

/** The same sound in other characters, as an input method offers them. */
export function soundsOf(word: Word): Alternative[] {
  if (!/^[\u3400-\u9fff]{2,}$/.test(word.text)) return [];
  return [{ how: "sound", spelling: { syllables: syllablesOf(word.text), begun: "" } }];
}
