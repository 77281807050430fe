import { gramsOf, pairs, runs } from "./lexemes.ts";
import type { Alternative, Word } from "./question.ts";
import { piecesOf } from "./fold.ts";

/** Where a word is looked for: in names, or anywhere. */
export type Tier = "name" | "anywhere";

const quoted = (term: string) => `'${term.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;

/** PostgreSQL's tsquery of an alternative; null where it cannot be met in this tier. */
export function queryOf(alternative: Alternative, tier: Tier): string | null {
  switch (alternative.how) {
    case "text":
    case "synonym":
    case "spelling":
      return textQuery(alternative.text, tier);
    case "pinyin":
    case "sound": {
      const { syllables, begun } = alternative.spelling;
      const terms = pairs(syllables).map((pair) => quoted(`%${pair.join("'")}`));
      const last = syllables.at(-1);
      if (begun !== "" && last !== undefined) terms.push(`${quoted(`%${last}'${begun}`)}:*`);
      // One syllable says nothing.
      return terms.length === 0 ? null : all(terms);
    }
    case "initials": {
      const { initials } = alternative;
      return all(runs(initials, Math.min(3, initials.length)).map((run) => quoted(`~${run}`)));
    }
    case "about":
      return tier === "anywhere" ? quoted(alternative.term) : null;
  }
}

function textQuery(text: string, tier: Tier): string | null {
  const mark = tier === "name" ? "^" : "";
  const terms = piecesOf(text).flatMap((piece) => {
    if (piece.script === "han") {
      // A single character is a term of names only.
      return piece.text.length === 1 ? [quoted(`^${piece.text}`)] : gramsOf(piece).map((gram) => quoted(mark + gram));
    }
    const whole = gramsOf(piece)[0] ?? piece.text;
    return [`${quoted(mark + whole)}${whole.length >= 3 ? ":*" : ""}`];
  });
  return terms.length === 0 ? null : all(terms);
}

const all = (terms: readonly string[]): string => `(${terms.join(" & ")})`;
const any = (terms: readonly string[]): string => `(${terms.join(" | ")})`;

/**
 * Queries that are all to be met. Apart they cost less than one query with `&` between them: the index goes from hit to hit of
 * the rarest, where of one it would look at every hit of half its terms.
 */
export type Asked = readonly string[];

/** Each of these words in one of its ways; null where a word has no way in this tier. */
export function queryOfWords(words: readonly Word[], tier: Tier): Asked | null {
  const parts: string[] = [];
  for (const { alternatives } of words) {
    const ways = alternatives.map((alternative) => queryOf(alternative, tier)).filter((way) => way !== null);
    if (ways.length === 0) return null;
    parts.push(any(ways));
  }
  return parts.length === 0 ? null : parts;
}

/** Any of these; one alone stays in its parts. */
export function anyOf(queries: readonly Asked[]): Asked | null {
  const [first, ...others] = queries;
  return first === undefined || others.length === 0 ? (first ?? null) : [any(queries.map(all))];
}
