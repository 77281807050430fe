import type { CodeList } from "./door.ts";

/** Finds the code a text stands for: the code itself, a name, an alias. */
export interface CodeIndex {
  readonly isCode: (text: string) => boolean;
  /** Undefined where the text stands for no code, or for two. */
  readonly codeFor: (text: string) => string | undefined;
}

const indexes = new WeakMap<CodeList, CodeIndex>();

/** Built once per version of a code list. */
export function indexOf(list: CodeList): CodeIndex {
  const known = indexes.get(list);
  if (known) return known;
  const index = buildIndex(list);
  indexes.set(list, index);
  return index;
}

const keyOf = (text: string): string => text.replaceAll(/\s+/g, "").toLowerCase();

function buildIndex(list: CodeList): CodeIndex {
  const codes = new Set(list.codes.map((code) => code.code));
  const byText = new Map<string, string | null>();
  const note = (text: string, code: string) => {
    const key = keyOf(text);
    if (key !== "") byText.set(key, byText.has(key) && byText.get(key) !== code ? null : code);
  };
  for (const { code, name, aliases } of list.codes) {
    for (const text of [name.zh, name.en, ...aliases]) note(text, code);
  }
  // A code stands for itself, whatever names another one.
  for (const code of codes) byText.set(keyOf(code), code);
  const [first] = codes;
  const width = first !== undefined && [...codes].every((code) => code.length === first.length) ? first.length : null;

  const single = (text: string): string | undefined => byText.get(keyOf(text)) ?? padded(text);
  const padded = (text: string): string | undefined => {
    if (width === null || text.length >= width || !/^\d+$/.test(text)) return undefined;
    const full = text.padStart(width, "0");
    return codes.has(full) ? full : undefined;
  };
  return {
    isCode: (text) => codes.has(text),
    codeFor: (text) => single(text) ?? fromPair(text, single),
  };
}

/** `1-男`, `1 男`, `男（1）`: code and name together, where both mean the same. */
function fromPair(text: string, single: (text: string) => string | undefined): string | undefined {
  const pair = /^([^\s\-_:|、.()]+)[\s\-_:|、.(]+([^()]+?)\)?$/.exec(text);
  const [, left = "", right = ""] = pair ?? [];
  const code = single(left);
  return pair && code !== undefined && single(right) === code ? code : undefined;
}
