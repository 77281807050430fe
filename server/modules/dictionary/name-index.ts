import { pinyin } from "pinyin-pro";
import type { Bilingual } from "#contract/text";
import {
  commonEndings,
  isOneSlipAway,
  keyOf,
  type NameVariant,
  pairsOf,
  similarity,
  stemOf,
  variantsOf,
  wordsOf,
} from "./column-name.ts";
import type { Element } from "./door.ts";
import { sharedNames } from "./pack/shared-names.ts";

/** What the name of a column says for an element. */
export interface NameEvidence {
  readonly element: string;
  /** How likely the element is by the name alone, 0 to 1. */
  readonly likelihood: number;
  readonly reason: Bilingual;
}

export interface NameIndex {
  /** The best evidence for each element the name speaks for at all. */
  evidenceOf(name: string, comment: string): ReadonlyMap<string, NameEvidence>;
}

interface Hit {
  readonly element: string;
  readonly likelihood: number;
  readonly how: keyof typeof phrases;
  readonly word: string;
}

const phrases = {
  name: { zh: "列名就是“{word}”", en: "The column is called {word}" },
  synonym: { zh: "列名是别名“{word}”", en: "The column's name is the synonym {word}" },
  spelling: { zh: "列名是“{word}”的全拼", en: "The column's name spells {word} in pinyin" },
  initials: { zh: "列名是“{word}”的拼音首字母", en: "The column's name has the pinyin initials of {word}" },
  ending: { zh: "列名以“{word}”结尾", en: "The column's name ends with {word}" },
  beginning: { zh: "列名以“{word}”开头", en: "The column's name begins with {word}" },
  words: { zh: "列名与“{word}”用词相近", en: "The column's name shares words with {word}" },
  likeness: { zh: "列名与“{word}”相似", en: "The column's name is like {word}" },
} as const;

interface Entry {
  readonly element: string;
  readonly word: string;
  readonly isName: boolean;
}

/** Built once per change of the dictionary; a few thousand words. */
export function createNameIndex(elements: readonly Element[]): NameIndex {
  const exact = new Map<string, Entry[]>();
  const spellings = new Map<string, Entry[]>();
  const initials = new Map<string, Entry[]>();
  for (const element of elements) {
    const own = [element.name.zh, element.field, element.name.en];
    for (const [at, word] of [...own, ...element.synonyms].entries()) {
      const entry = { element: element.id, word, isName: at < own.length };
      note(exact, keyOf(word), entry);
      if (!/\p{Script=Han}/u.test(word)) continue;
      note(spellings, spell(word, "all"), entry);
      note(initials, spell(word, "first"), entry);
    }
  }
  const latin = [...exact]
    .filter(([key]) => /^[a-z0-9]+$/.test(key))
    .map(([key, entries]) => ({ key, entries, words: new Set(entries.flatMap(({ word }) => wordsOf(word))) }));
  const han = [...exact]
    .filter(([key]) => /\p{Script=Han}{2}/u.test(key))
    .map(([key, entries]) => ({ key, entries, pairs: pairsOf(key), stem: pairsOf(stemOf(key)) }));

  function hitsOf({ key, weight }: NameVariant, whole: string): Hit[] {
    const hits = [
      ...exactHits(exact.get(key) ?? [], key),
      ...spelled(spellings.get(key), 0.9, "spelling"),
      ...spelled(initials.get(key), initialsLikelihood(key), "initials"),
    ];
    if (/\p{Script=Han}{2}/u.test(key)) hits.push(...partHits(exact, key), ...hanHits(han, key));
    else hits.push(...latinHits(latin, key, whole));
    return hits.map((hit) => ({ ...hit, likelihood: hit.likelihood * weight }));
  }

  return {
    evidenceOf(name, comment) {
      const best = new Map<string, NameEvidence>();
      const keep = (hit: Hit, isComment: boolean) => {
        const likelihood = isComment ? hit.likelihood * 0.97 : hit.likelihood;
        if (likelihood <= (best.get(hit.element)?.likelihood ?? 0.02)) return;
        best.set(hit.element, { element: hit.element, likelihood, reason: reasonOf(hit, isComment) });
      };
      for (const variant of variantsOf(name)) for (const hit of hitsOf(variant, name)) keep(hit, false);
      const head = comment.split(/[,，。;；:：\n(（]/)[0] ?? "";
      for (const variant of variantsOf(head)) for (const hit of hitsOf(variant, head)) keep(hit, true);
      return best;
    },
  };
}

function note(map: Map<string, Entry[]>, key: string, entry: Entry): void {
  if (key === "") return;
  const entries = map.get(key);
  if (!entries) map.set(key, [entry]);
  else if (!entries.some((known) => known.element === entry.element)) entries.push(entry);
}

const spell = (word: string, pattern: "all" | "first"): string =>
  keyOf(
    pinyin(word, {
      toneType: "none",
      type: "array",
      nonZh: "consecutive",
      v: true,
      ...(pattern === "first" ? { pattern } : {}),
    }).join(""),
  );

/** A name that several elements bear is worth less for each; the table of shared names says which is likelier. */
function exactHits(entries: readonly Entry[], key: string): Hit[] {
  return entries.map(({ element, word, isName }) => {
    const order = sharedNames[key]?.indexOf(element) ?? -1;
    const likelihood = (isName ? 0.95 : 0.92) - (order > 0 ? 0.2 * order : 0) - (commonEndings.has(key) ? 0.3 : 0);
    return { element, word, likelihood, how: isName ? "name" : "synonym" };
  });
}

function spelled(entries: readonly Entry[] | undefined, likelihood: number, how: Hit["how"]): Hit[] {
  const shared = entries?.length ?? 1;
  return (entries ?? []).map(({ element, word }) => ({ element, word, how, likelihood: likelihood / shared ** 0.6 }));
}

/** Two letters are the initials of very many words. */
const initialsLikelihood = (key: string): number =>
  key.length >= 5 ? 0.85 : ([0, 0, 0.3, 0.55, 0.75][key.length] ?? 0);

/** A Chinese name says at its end what the thing is: 申请人手机号码. */
function partHits(exact: ReadonlyMap<string, readonly Entry[]>, key: string): Hit[] {
  const hits: Hit[] = [];
  for (let at = 1; at <= key.length - 2; at += 1) {
    const ending = key.slice(at);
    const coverage = ending.length / key.length;
    for (const { element, word } of exact.get(ending) ?? []) {
      hits.push({ element, word, how: "ending", likelihood: 0.35 + 0.45 * coverage });
    }
    const beginning = key.slice(0, key.length - at);
    for (const { element, word } of exact.get(beginning) ?? []) {
      hits.push({ element, word, how: "beginning", likelihood: 0.15 + 0.4 * coverage });
    }
  }
  return hits;
}

interface HanName {
  readonly key: string;
  readonly entries: readonly Entry[];
  readonly pairs: ReadonlySet<string>;
  readonly stem: ReadonlySet<string>;
}

function hanHits(han: readonly HanName[], key: string): Hit[] {
  const pairs = pairsOf(key);
  const stem = pairsOf(stemOf(key));
  return han.flatMap((known) => {
    const likeness = known.key === key ? 0 : similarity(pairs, known.pairs);
    // Two names that share nothing but their ending are not alike.
    if (likeness < 0.5 || similarity(stem, known.stem) === 0) return [];
    return known.entries.map(({ element, word }) => ({ element, word, how: "likeness", likelihood: 0.7 * likeness }));
  });
}

interface LatinName {
  readonly key: string;
  readonly entries: readonly Entry[];
  readonly words: ReadonlySet<string>;
}

function latinHits(latin: readonly LatinName[], key: string, whole: string): Hit[] {
  const words = new Set(wordsOf(whole));
  return latin.flatMap((known) => {
    if (known.key === key) return [];
    const isSlip = key.length >= 5 && known.key.length >= 5 && isOneSlipAway(key, known.key);
    const shared = isSlip ? 0 : overlap(words, known.words);
    if (!isSlip && shared === 0) return [];
    const how = isSlip ? ("likeness" as const) : ("words" as const);
    return known.entries.map(({ element, word }) => ({ element, word, how, likelihood: isSlip ? 0.6 : 0.6 * shared }));
  });
}

/**
 * Share of words two names have in common (Dice), 0 below three in five. Names of one word say too little; where only a
 * common ending is shared (`date` and `birth_date`) it counts half.
 */
function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size + b.size < 3) return 0;
  const common = [...a].filter((word) => b.has(word));
  const share = (2 * common.length) / (a.size + b.size);
  if (share < 0.6) return 0;
  return common.every((word) => commonEndings.has(word)) ? share / 2 : share;
}

function reasonOf(hit: Hit, isComment: boolean): Bilingual {
  const phrase = phrases[hit.how];
  const zh = phrase.zh.replace("{word}", hit.word);
  const en = phrase.en.replace("{word}", hit.word);
  return isComment
    ? {
        zh: zh.replace("列名", "注释"),
        en: en.replace("column's name", "column's comment").replace("column is called", "comment says"),
      }
    : { zh, en };
}
