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

/** Words that end names of all kinds: behind another word they say little, and alone hardly more. */
export const commonEndings: ReadonlySet<string> = new Set(
  "id no name code type state status flag date time num number count sum total level class".split(" "),
);

const brackets = /[(（[【<《]([^)）\]】>》]*)[)）\]】>》]/g;

/** What programs call a column that has no name. */
const isPlaceholder = /^(?:col|column|field|f|c|v|var|列|字段|第|unnamed)[\s_:]*\d+列?$/i;

/**
 * The readings of a column name: whole, without what stands in brackets, behind a table's name, one language of two, without
 * the words in front (`stu_name` may be a `name`) and without the number behind (`手机号2`).
 */
export function variantsOf(name: string): NameVariant[] {
  const plain = name.normalize("NFKC").trim();
  if (isPlaceholder.test(plain)) return [];
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
  for (let dropped = 1; dropped < words.length; dropped += 1) {
    const rest = words.slice(dropped);
    note(rest.join(""), rest.length === 1 && commonEndings.has(rest[0] ?? "") ? 0.45 : 0.88 - 0.06 * dropped);
  }
  return [...variants].map(([key, weight]) => ({ key, weight }));
}

/** The words of a Latin name: at underscores, spaces and where capitals begin. */
export const wordsOf = (name: string): string[] =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");

/** Pairs of neighbouring characters. */
export const pairsOf = (text: string): ReadonlySet<string> =>
  new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2)));

/** Dice coefficient of two sets of pairs: 1 for equal texts, 0 for texts without a common pair. */
export function similarity(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return 0;
  let common = 0;
  for (const pair of a) if (b.has(pair)) common += 1;
  return (2 * common) / (a.size + b.size);
}

/** The same without the ending that says only what kind of thing it is: 编号, 时间, 名称. */
export const stemOf = (name: string): string =>
  name.replace(/(?:编号|编码|代码|号码|名称|时间|日期|类型|类别|状态|情况|金额|面积|地址|单位|人数|数量|号|码)$/, "");

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
