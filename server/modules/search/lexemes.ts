import { createHash } from "node:crypto";
import type { Entry } from "./entry.ts";
import { fold, type Piece, partsOf, piecesOf, stem } from "./fold.ts";
import { initialsOf, syllablesOf } from "./sound.ts";

/**
 * The terms of an entry in the inverted index. A mark in front keeps kinds of terms apart:
 *
 *   婚姻 hunyin   anywhere: pairs of neighbouring Han characters, Latin words
 *   ^婚姻         in a name; single Han characters only here
 *   %hun'yin      pairs of syllables of a name
 *   ~hy ~hyd      two and three initials of a name
 *   =…            a whole name
 *   @…            what it is about: a department, a system, an element
 *
 * Pairs instead of words: whatever stands inside a compound is found, however it would be cut.
 */
export function lexemesOf(entry: Entry): string[] {
  const terms = new Set<string>();
  for (const name of [entry.name, entry.nameEn, ...entry.aliases]) addName(terms, fold(name));
  for (const item of entry.items) for (const text of [item.zh, item.en, item.field]) addText(terms, fold(text));
  addText(terms, fold(entry.theme));
  addText(terms, fold(entry.abstract.slice(0, abstractLength)));
  addText(terms, fold(entry.code));
  for (const about of aboutOf(entry)) terms.add(about);
  return [...terms].filter((term) => term.length <= longestTerm);
}

const abstractLength = 200;
const longestTerm = 80;

export const aboutTerms = {
  department: (code: string) => `@d:${code}`,
  element: (id: string) => `@e:${id}`,
  system: (id: string) => `@s:${id}`,
} as const;

function aboutOf({ about }: Entry): string[] {
  return [
    ...(about.department === null ? [] : [aboutTerms.department(about.department)]),
    ...(about.system === null ? [] : [aboutTerms.system(about.system)]),
    ...about.elements.map(aboutTerms.element),
  ];
}

function addName(terms: Set<string>, name: string): void {
  if (name === "") return;
  terms.add(wholeTerm(name));
  for (const piece of piecesOf(name)) {
    for (const gram of gramsOf(piece)) terms.add(gram).add(`^${gram}`);
    if (piece.script === "latin") continue;
    for (const character of piece.text) terms.add(`^${character}`);
    for (const pair of pairs(syllablesOf(piece.text))) terms.add(`%${pair.join("'")}`);
    const initials = initialsOf(piece.text);
    for (const size of [2, 3]) for (const run of runs(initials, size)) terms.add(`~${run}`);
  }
}

function addText(terms: Set<string>, text: string): void {
  for (const piece of piecesOf(text)) for (const gram of gramsOf(piece)) terms.add(gram);
}

/** Pairs of Han characters; a Latin word in the singular, one with joints also joined (`wi-fi`, `wifi`) and in its parts. */
export function gramsOf({ script, text }: Pick<Piece, "script" | "text">): string[] {
  if (script === "han") return text.length === 1 ? [] : runs(text, 2);
  const parts = partsOf(text);
  return parts.length > 1 ? [text, parts.join(""), ...parts.map(stem)] : [stem(text)];
}

export const runs = (text: string, size: number): string[] =>
  Array.from({ length: Math.max(0, text.length - size + 1) }, (_, at) => text.slice(at, at + size));

export const pairs = (list: readonly string[]): [string, string][] =>
  list.slice(1).map((second, index) => [list[index] ?? "", second]);

/** A whole name as one term; spaces and signs do not count. */
export function wholeTerm(folded: string): string {
  const bare = folded.replaceAll(/[^\p{L}\p{N}]+/gu, "");
  return bare.length <= 24 ? `=${bare}` : `=${createHash("sha256").update(bare).digest("base64url").slice(0, 22)}`;
}

/** Latin words of the names, for correcting misspelt ones. */
export const latinWordsOf = (entry: Entry): string[] =>
  [entry.nameEn, entry.name, ...entry.aliases]
    .flatMap((name) => piecesOf(fold(name)))
    .flatMap((piece) => (piece.script === "latin" ? partsOf(piece.text) : []))
    .map(stem)
    .filter((word) => /^[a-z]{4,40}$/.test(word));
