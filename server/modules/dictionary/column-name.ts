/** A way to read the name of a column, and how much of the name it is. */
export interface NameVariant {
  /** Lower case, without spaces, underscores and punctuation. */
  readonly key: string;
  /** 0 to 1; 1 is the whole name. */
  readonly weight: number;
}

/** What names are compared by. */
export const keyOf = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, "");

const brackets = /[(（[【<《]([^)）\]】>》]*)[)）\]】>》]/g;

/**
 * The readings of a column name: whole, without what stands in brackets, behind a table's name, one language of two, without
 * the words in front (`stu_name` may be a `name`) and without the number behind (`手机号2`).
 */
export function variantsOf(name: string): NameVariant[] {
  const plain = name.normalize("NFKC").trim();
  const variants = new Map<string, number>();
  const note = (text: string, weight: number) => {
    const key = keyOf(text);
    if (key.length > 0 && weight > (variants.get(key) ?? 0)) variants.set(key, weight);
  };
  note(plain, 1);
  const bare = plain.replaceAll(brackets, " ");
  note(bare, 0.98);
  for (const [, inside = ""] of plain.matchAll(brackets)) note(inside, 0.8);
  note(bare.split(/[.:：]/).at(-1) ?? "", 0.97);
  for (const part of bare.split(/[\s/|\\、,，;；]+/)) note(part, 0.9);
  note(bare.replaceAll(/[^\p{Script=Han}]/gu, ""), 0.9);
  note(bare.replaceAll(/\p{Script=Han}+/gu, " "), 0.85);
  note(bare.replace(/[\s_]*\d+$/, ""), 0.93);
  const words = wordsOf(bare);
  for (let dropped = 1; dropped < words.length; dropped += 1)
    note(words.slice(dropped).join(""), 0.88 - 0.06 * dropped);
  return [...variants].map(([key, weight]) => ({ key, weight }));
}

/** The words of a Latin name: at underscores, spaces and where capitals begin. */
export const wordsOf = (name: string): string[] =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");

/** Dice coefficient of the pairs of neighbouring characters: 1 for equal texts, 0 for texts without a common pair. */
export function similarity(a: string, b: string): number {
  if (a === b) return 1;
  if (a.length < 2 || b.length < 2) return 0;
  const pairs = new Map<string, number>();
  for (const pair of pairsOf(a)) pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  let common = 0;
  for (const pair of pairsOf(b)) {
    const left = pairs.get(pair) ?? 0;
    if (left > 0) common += 1;
    pairs.set(pair, left - 1);
  }
  return (2 * common) / (a.length + b.length - 2);
}

const pairsOf = (text: string): string[] => Array.from({ length: text.length - 1 }, (_, at) => text.slice(at, at + 2));

/** True where one insertion, deletion, change or swap of neighbours makes one text of the other. */
export function isOneSlipAway(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (long.length - short.length > 1) return false;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  const [restShort, restLong] = [short.slice(at), long.slice(at)];
  if (short.length < long.length) return restShort === restLong.slice(1);
  const isChange = restShort.slice(1) === restLong.slice(1);
  const isSwap =
    restShort[0] === restLong[1] && restShort[1] === restLong[0] && restShort.slice(2) === restLong.slice(2);
  return isChange || isSwap;
}
