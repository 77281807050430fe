import { Jieba } from "@node-rs/jieba";
import { dict } from "@node-rs/jieba/dict.js";
import { everydayWords } from "./everyday-words.ts";

/** Cuts Chinese questions into words. Loaded at the first question (57 MB, a third of a second), then about 1 µs a character. */
export interface Cutter {
  cut(han: string): string[];
  /** Compounds in their parts: 公交路线 is 公交 and 路线. */
  cutFiner(han: string): string[];
  /** Names and other names of data elements are words. */
  learn(terms: readonly string[]): void;
  /** True until the terms that are stored have been learnt. */
  readonly isNew: boolean;
}

const longestWord = 10;

export function createCutter(): Cutter {
  let jieba: Jieba | undefined;
  let waiting: string[] = [...everydayWords];
  const known = new Set<string>();
  const open = () => {
    jieba ??= Jieba.withDict(dict);
    const fresh = waiting.filter((word) => isWord(word) && !known.has(word));
    for (const word of fresh) known.add(word);
    if (fresh.length > 0) jieba.loadDict(Buffer.from(`${fresh.map((word) => `${word} 20000 n`).join("\n")}\n`));
    waiting = [];
    return jieba;
  };
  let isNew = true;
  return {
    get isNew() {
      return isNew;
    },
    // Without guessing at words it does not know: a guess hides the words inside.
    cut: (han) => (han.length < 2 ? [han] : open().cut(han, false)),
    cutFiner: (han) => (han.length < 4 ? [han] : finer(han, open().cutForSearch(han, false))),
    learn(terms) {
      waiting.push(...terms);
      isNew = false;
    },
  };
}

/** The longest parts that follow each other from the beginning, the whole not among them. */
function finer(whole: string, parts: readonly string[]): string[] {
  const smaller = parts.filter((part) => part !== whole).toSorted((a, b) => b.length - a.length);
  const list: string[] = [];
  for (let at = 0; at < whole.length;) {
    const part = smaller.find((one) => whole.startsWith(one, at));
    if (part === undefined) return [whole];
    list.push(part);
    at += part.length;
  }
  return list;
}

const isWord = (text: string) => text.length <= longestWord && /^[\u3400-\u9fff]{2,}$/.test(text);
