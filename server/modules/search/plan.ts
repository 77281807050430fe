import type { searchStages } from "#contract/search";
import type { Db } from "#kernel/db/db";
import { stem } from "./fold.ts";
import { candidates, type Concept, conceptsOf, type HitFilter } from "./find-store.ts";
import { aboutTerms } from "./lexemes.ts";
import { type Alternative, isOptional, type Question, soundsOf, type Word } from "./question.ts";
import { mostSlips, slipsBetween } from "./slips.ts";
import { isKnownWord, wordsLike } from "./store.ts";
import { anyOf, type Asked, queryOf, queryOfWords, type Tier } from "./tsquery.ts";

export type Stage = (typeof searchStages)[number];

/** What is asked of the index, and which hits are worth scoring. */
export interface Plan {
  readonly question: Question;
  readonly stage: Stage;
  /** The whole of the hits; null where nothing can be asked. */
  readonly query: Asked | null;
  readonly numbers: readonly number[];
  /** How many hits there are, where one question has counted them; null where several share them. */
  readonly total: number | null;
}

/** Hits read for each question of each tier; a page is ranked from these. */
const mostOfTier = 80;
/** With fewer hits than this the next, more lenient stage is asked too. */
const enough = 6;
const mostConcepts = 12;

/**
 * Three stages, each more lenient, until there are enough hits: every word; every word or what sounds or is spelt like
 * it; some of the words.
 */
export async function planOf(db: Db, asked: Question, filter: HitFilter): Promise<Plan> {
  let question = await withAbout(db, asked, filter);
  const needed = question.words.filter((word) => !isOptional(word));
  const queries: Asked[] = [];
  const numbers = new Set<number>();
  const totals: number[] = [];
  const ask = async (...sets: readonly (readonly Word[])[]) => {
    const tiers = (["name", "anywhere"] satisfies Tier[]).map((tier) => {
      return anyOf(sets.map((words) => queryOfWords(words, tier)).filter((query) => query !== null));
    });
    const found = tiers.filter((query) => query !== null);
    const choice = await candidates(db, found, filter, mostOfTier);
    for (const number of choice.numbers) numbers.add(number);
    totals.push(choice.total);
    queries.push(...found.slice(-1));
  };
  const done = (stage: Stage): Plan => ({
    question,
    stage,
    query: anyOf(queries),
    numbers: [...numbers],
    total: totals.filter((total) => total > 0).length > 1 ? null : Math.max(0, ...totals),
  });
  await ask(needed);
  if (numbers.size >= enough || question.words.length === 0) return done("all");
  const exact = numbers.size;
  const similar = await similarWords(db, exact === 0 ? question.mended : question.words);
  const telling = similar.filter((word) => !isOptional(word));
  await ask(telling);
  // What the mended words find counts only where the cut ones found nothing.
  if (exact > 0 || numbers.size > 0) question = { ...question, words: similar };
  const stage = numbers.size > exact ? "similar" : "all";
  if (numbers.size >= enough) return done(stage);
  const before = numbers.size;
  if (before === 0) question = { ...question, words: question.finer };
  const some = before === 0 ? question.finer.filter((word) => !isOptional(word)) : telling;
  if (before === 0 && question.finer !== asked.words) await ask(some);
  if (some.length > 1) await askSome(some, ask, numbers);
  return done(numbers.size > before ? "some" : stage);
}

async function similarWords(db: Db, words: readonly Word[]): Promise<Word[]> {
  const list: Word[] = [];
  for (const word of words) list.push(await withSimilar(db, word));
  return list;
}

/** All but one word, then single words, until something is found. */
async function askSome(
  words: readonly Word[],
  ask: (...sets: readonly (readonly Word[])[]) => Promise<void>,
  numbers: ReadonlySet<number>,
): Promise<void> {
  for (let size = words.length - 1; size >= 1 && numbers.size < enough; size = size > 2 ? 2 : size - 1) {
    await ask(...subsets(words, size));
  }
}

/** At most 15 subsets of this size, those that carry the most first. */
function subsets(words: readonly Word[], size: number): Word[][] {
  const weight = (some: readonly Word[]) => some.reduce((sum, word) => sum + word.weight, 0);
  const build = (from: number, left: number): Word[][] =>
    left === 0
      ? [[]]
      : words.slice(from).flatMap((word, index) => build(from + index + 1, left - 1).map((rest) => [word, ...rest]));
  return build(0, size)
    .toSorted((a, b) => weight(b) - weight(a))
    .slice(0, 15);
}

/** A word that names an element, a department or a system also means what is about it. */
async function withAbout(db: Db, question: Question, { scope }: HitFilter): Promise<Question> {
  const names = question.words.map((word) => {
    if (isOptional(word)) return null;
    const ways = word.alternatives.filter(({ how }) => how === "text" || how === "synonym" || how === "pinyin");
    const queries = ways.map((way) => queryOf(way, "name")).filter((query) => query !== null);
    return queries.length === 0 ? null : queries.join(" | ");
  });
  const concepts = await conceptsOf(db, names, scope, mostConcepts);
  const words = question.words.map((word, index) => {
    const about = concepts
      .filter((concept) => concept.word === index && isMeant(word, concept))
      .map(({ kind, ref, name }): Alternative => ({ how: "about", kind, name, term: aboutTerms[kind](ref) }));
    return about.length === 0 ? word : { ...word, alternatives: [...word.alternatives, ...about] };
  });
  return { ...question, words };
}

/** How much of a name a word must be to mean the thing: 巡查 does not mean the element 巡查人员姓名. */
const leastShare = { element: 0.5, department: 0.35, system: 0.3 } as const;

export function isMeant(word: Word, { kind, names }: Pick<Concept, "kind" | "names">): boolean {
  return word.alternatives.some((way) => {
    const text = "text" in way ? way.text : "";
    const length = "spelling" in way ? way.spelling.syllables.length : text.length;
    return names
      .split("\n")
      .some((name) => name.includes(text) && length >= leastShare[kind] * name.length && name !== "");
  });
}

async function withSimilar(db: Db, word: Word): Promise<Word> {
  const similar = /^[a-z]{4,40}$/.test(word.text) ? await respelt(db, word.text) : soundsOf(word);
  return similar.length === 0 ? word : { ...word, alternatives: [...word.alternatives, ...similar] };
}

const mostRespelt = 4;

/** A word that is known, or begins one that is, is not misspelt. */
async function respelt(db: Db, word: string): Promise<Alternative[]> {
  if (await isKnownWord(db, stem(word))) return [];
  const most = mostSlips(word);
  return (await wordsLike(db, word, most))
    .map((known) => ({ known, slips: slipsBetween(word, known, most) }))
    .filter(({ slips }) => slips > 0 && slips <= most)
    .toSorted((a, b) => a.slips - b.slips)
    .slice(0, mostRespelt)
    .map(({ known }) => ({ how: "spelling", text: known }));
}
