import type { Bilingual } from "#contract/text";
import { bitsPerLevel, type Field, hasParts, hasWords, part } from "./field.ts";
import { bucketCount } from "./prepare.ts";
import { wordWeights } from "./words.ts";

/** A degree of likeness below equality. */
export interface Likeness {
  readonly says: Bilingual;
  /** Must hold for this likeness and all behind it: asked once, it ends most comparisons of rows that have nothing in common. */
  readonly gate?: string;
  /** SQL over rows `a` and `b` whose values are both there and differ. */
  readonly when: string;
}

/** How a field of two rows is compared: levels from 0. Zero says nothing: a value is missing. */
export interface Comparison {
  readonly field: Field;
  /** Best first; the first that holds counts. */
  readonly likenesses: readonly Likeness[];
  /** The level at which values are equal and of the commonest; rarer ones follow. */
  readonly equalFrom: number;
  readonly levelCount: number;
  /** SQL of the level of rows `a` and `b` whose values are both there and differ, where it is reckoned rather than asked step by step. */
  readonly reckoned?: string;
}

export const missing = 0;
export const differs = 1;

const says = (zh: string, en: string): Bilingual => ({ zh, en });

export function compareField(field: Field, fields: readonly Field[]): Comparison {
  if (hasWords(field)) return compareWords(field);
  const likenesses = likenessesOf(field, fields);
  const equalFrom = differs + 1 + likenesses.length;
  return { field, likenesses, equalFrom, levelCount: equalFrom + bucketCount };
}

/** Steps of likeness of two sentences. */
const wordSteps = 8;
const wordStep = 0.1;

/**
 * Two sentences are as alike as the words they share weigh against all their words (cosine of TF-IDF): `LN46A550` tells
 * more than `black`. Words that stand in one row only weigh nothing, since no other row could share them.
 */
function compareWords(field: Field): Comparison {
  const [a, b] = [part.words(field, "a"), part.words(field, "b")];
  const shared = `list_sum(list_transform(list_intersect(${a}, ${b}), lambda w: w % ${wordWeights}))`;
  const alike = `${shared} / sqrt(${part.weight(field, "a")} * ${part.weight(field, "b")})`;
  const likenesses = Array.from({ length: wordSteps }, (_, place) => {
    const from = Math.round((wordSteps - place) * wordStep * 100);
    return { says: says(`用词相合 ${from}% 以上`, `share at least ${from} % of their words by weight`), when: "false" };
  });
  const equalFrom = differs + 1 + wordSteps;
  return {
    field,
    likenesses,
    equalFrom,
    levelCount: equalFrom + bucketCount,
    reckoned: `${differs} + least(${wordSteps}, coalesce(floor(${alike} / ${wordStep}), 0))::integer`,
  };
}

/** The level of a likeness by its place, best first. */
export const levelOfLikeness = (comparison: Comparison, place: number): number => comparison.equalFrom - 1 - place;

function likenessesOf(field: Field, fields: readonly Field[]): Likeness[] {
  const a = part.value(field, "a");
  const b = part.value(field, "b");
  const slip = says("只差一处", "differ by one slip");
  switch (field.meaning) {
    case "citizen-id":
    case "credit-code": {
      // Two right check characters are two bearers, however near the numbers: spouses get theirs on one day.
      const oneWrong = `not (${part.isValid(field, "a")} and ${part.isValid(field, "b")})`;
      return [
        { says: slip, gate: oneWrong, when: withinEdits(a, b, 1) },
        { says: says("至少一个校验位不对", "differ, one of them with a wrong check character"), when: "true" },
      ];
    }
    case "person-name":
    case "given-name":
    case "family-name":
      return [...swapped(field, fields), ...(field.isHan ? hanName(field) : latinName(a, b))];
    case "entity-name":
      return field.isHan ? hanEntity(field) : latinName(a, b);
    case "date":
      return [
        {
          says: says("日月写颠倒或只差一位", "have day and month swapped or differ by one digit"),
          when: dateSlip(a, b),
        },
        {
          says: says("同年同月或同月同日", "share year and month, or month and day"),
          when: `(left(${a}, 6) = left(${b}, 6) or right(${a}, 4) = right(${b}, 4))`,
        },
        { says: says("同年", "share the year"), when: `left(${a}, 4) = left(${b}, 4)` },
      ];
    case "phone":
    case "postcode":
    case "identifier":
      return [
        { says: slip, when: withinEdits(a, b, 1) },
        { says: says("差两处", "differ by two slips"), when: `strlen(${a}) >= 6 and ${withinEdits(a, b, 2)}` },
      ];
    case "email":
      return [
        {
          says: says("@ 前相同", "share what stands before the @"),
          when: `split_part(${a}, '@', 1) = split_part(${b}, '@', 1)`,
        },
        { says: says("很相像", "are much alike"), when: `jaro_winkler_similarity(${a}, ${b}) >= 0.92` },
        { says: says("相像", "are alike"), when: `jaro_winkler_similarity(${a}, ${b}) >= 0.85` },
      ];
    case "house-number":
      return [{ says: slip, when: `strlen(${a}) > 1 and ${withinEdits(a, b, 1)}` }];
    case "address":
      return field.isHan ? hanAddress(field) : latinText(a, b);
    case "place":
      return field.isHan ? hanAddress(field).slice(-2) : latinText(a, b);
    case "text":
      return latinText(part.coded(field, "a"), part.coded(field, "b"));
    case "number":
      return [
        { says: says("相差不到 1%", "differ by less than 1 %"), when: relative(a, b, 0.01) },
        { says: says("相差不到 10%", "differ by less than 10 %"), when: relative(a, b, 0.1) },
        { says: says("相差不到 30%", "differ by less than 30 %"), when: relative(a, b, 0.3) },
      ];
    case "code":
    case "row-id":
    case "ignored":
      return [];
  }
}

/**
 * Edits with swaps of neighbours, with the beginning or the end left alone: lengths and ends are asked first, for they cost
 * a hundredth of the distance and nearly all pairs that differ fail there. A swap counts two without swaps and one with them,
 * so the distance that knows swaps, ten times dearer, is asked only where the other leaves it open.
 */
function withinEdits(a: string, b: string, edits: number): string {
  const isNear = `(levenshtein(${a}, ${b}) <= ${edits} or (levenshtein(${a}, ${b}) <= ${edits * 2} and damerau_levenshtein(${a}, ${b}) <= ${edits}))`;
  return `(abs(strlen(${a}) - strlen(${b})) <= ${edits} and (left(${a}, 2) = left(${b}, 2) or right(${a}, 2) = right(${b}, 2)) and ${isNear})`;
}

/** Of two texts of one length an edit is a place that differs, and a swap two of them. */
const dateSlip = (a: string, b: string): string =>
  `(strlen(${a}) = 8 and strlen(${b}) = 8 and (hamming(${a}, ${b}) = 1 or (hamming(${a}, ${b}) = 2 and damerau_levenshtein(${a}, ${b}) = 1) or (left(${a}, 4) = left(${b}, 4) and ${a}[5:6] = ${b}[7:8] and ${a}[7:8] = ${b}[5:6])))`;

const relative = (a: string, b: string, share: number): string =>
  `abs(try_cast(${a} as double) - try_cast(${b} as double)) <= ${share} * greatest(abs(try_cast(${a} as double)), abs(try_cast(${b} as double)))`;

const latinName = (a: string, b: string): Likeness[] => [
  {
    says: says("很相像", "are much alike"),
    gate: `jaro_winkler_similarity(${a}, ${b}) >= 0.7`,
    when: `(jaro_winkler_similarity(${a}, ${b}) >= 0.92 or ${withinEdits(a, b, 1)})`,
  },
  { says: says("相像", "are alike"), when: `jaro_winkler_similarity(${a}, ${b}) >= 0.8` },
  { says: says("有些相像", "are somewhat alike"), when: "true" },
];

const latinText = (a: string, b: string): Likeness[] => [
  {
    says: says("很相像", "are much alike"),
    gate: `jaro_winkler_similarity(${a}, ${b}) >= 0.82`,
    when: `jaro_winkler_similarity(${a}, ${b}) >= 0.92`,
  },
  { says: says("相像", "are alike"), when: "true" },
];

/** Given and family name in each other's column; said by the given name, the family name then says nothing. */
function swapped(field: Field, fields: readonly Field[]): Likeness[] {
  if (field.meaning !== "given-name") return [];
  const when = swapCondition(fields);
  return when === null
    ? []
    : [{ says: says("与姓对调后相同", "are equal with the family name in the other column"), when }];
}

export function swapCondition(fields: readonly Field[]): string | null {
  const given = fields.find(({ meaning }) => meaning === "given-name");
  const family = fields.find(({ meaning }) => meaning === "family-name");
  if (!given || !family) return null;
  return `(${part.value(given, "a")} = ${part.value(family, "b")} and ${part.value(family, "a")} = ${part.value(given, "b")})`;
}

function hanName(field: Field): Likeness[] {
  const [a, b] = [part.coded(field, "a"), part.coded(field, "b")];
  const [sa, sb] = [part.sound(field, "a"), part.sound(field, "b")];
  return [
    { says: says("同音", "sound the same"), when: `${sa} = ${sb}` },
    {
      says: says("只差一个字", "differ by one character"),
      when: `(greatest(strlen(${a}), strlen(${b})) >= 3 and levenshtein(${a}, ${b}) = 1)`,
    },
    { says: says("同姓", "share the first character"), when: `${a}[1] = ${b}[1]` },
  ];
}

function hanEntity(field: Field): Likeness[] {
  const [a, b] = [part.coded(field, "a"), part.coded(field, "b")];
  const [sa, sb] = [part.sound(field, "a"), part.sound(field, "b")];
  return [
    {
      says: says("同音，或一个是另一个的开头", "sound the same, or one begins the other"),
      when: `(${sa} = ${sb} or (least(strlen(${a}), strlen(${b})) >= 5 and (starts_with(${a}, ${b}) or starts_with(${b}, ${a}))))`,
    },
    { says: says("差一两个字", "differ by a character or two"), when: withinLevenshtein(a, b, 2) },
    { says: says("有些相像", "are somewhat alike"), when: `jaccard(${a}, ${b}) >= 0.6` },
  ];
}

const withinLevenshtein = (a: string, b: string, edits: number): string =>
  `(abs(strlen(${a}) - strlen(${b})) <= ${edits} and levenshtein(${a}, ${b}) <= ${edits})`;

/** Chinese addresses name the same place from the province or from the county on: what stands at the end tells most. */
function hanAddress(field: Field): Likeness[] {
  const [a, b] = [part.coded(field, "a"), part.coded(field, "b")];
  const [na, nb] =
    field.meaning === "address" ? [part.numbers(field, "a"), part.numbers(field, "b")] : ["null", "null"];
  return [
    ...(hasParts(field) ? addressParts(field) : []),
    {
      says: says("一个是另一个的结尾", "name the same place, one from a higher level on"),
      when: `(least(strlen(${a}), strlen(${b})) >= 6 and (ends_with(${a}, ${b}) or ends_with(${b}, ${a})))`,
    },
    {
      says: says("门牌数字相同、文字相像", "have the same numbers and similar words"),
      when: `(${na} = ${nb} and jaccard(${a}, ${b}) >= 0.6)`,
    },
    { says: says("文字很相像", "have much the same words"), when: `jaccard(${a}, ${b}) >= 0.8` },
    { says: says("文字相像", "have similar words"), when: `jaccard(${a}, ${b}) >= 0.6` },
  ];
}

/** Part by part: a division that one of them leaves out is no difference, one that both name is. */
function addressParts(field: Field): Likeness[] {
  const both = (of: (field: Field, alias: string) => string): [string, string] => [of(field, "a"), of(field, "b")];
  const [[ca, cb], [xa, xb], [oa, ob]] = [both(part.division), both(part.county), both(part.township)];
  const [[ra, rb], [ma, mb]] = [both(part.spot), both(part.home)];
  const agree = (a: string, b: string) => `coalesce(${a} = ${b}, true)`;
  const within = `coalesce(starts_with(${ca}, ${cb}) or starts_with(${cb}, ${ca}), true) and ${agree(xa, xb)} and ${agree(oa, ob)}`;
  return [
    {
      says: says("同一处，写法不同", "are one place, written differently"),
      when: `(${ra} = ${rb} and ${ma} is not distinct from ${mb} and ${within})`,
    },
    {
      says: says("同一门牌，一方没有写到户", "share road and number, one of them without the home"),
      when: `(${ra} = ${rb} and (${ma} is null or ${mb} is null) and ${within})`,
    },
  ];
}

/** The level of a pair `a`, `b` as a whole number. */
export function levelSql(comparison: Comparison, fields: readonly Field[]): string {
  const { field, likenesses, equalFrom, reckoned } = comparison;
  const a = part.value(field, "a");
  const b = part.value(field, "b");
  if (reckoned !== undefined)
    return `case when ${a} is null or ${b} is null then ${missing} when ${a} = ${b} then ${equalFrom} + ${part.bucket(field, "a")} else ${reckoned} end`;
  const swap = field.meaning === "family-name" ? swapCondition(fields) : null;
  const given = fields.find(({ meaning }) => meaning === "given-name");
  const notEqualGiven = given ? ` and ${part.value(given, "a")} <> ${part.value(given, "b")}` : "";
  return `case when ${a} is null or ${b} is null then ${missing}
    when ${a} = ${b} then ${equalFrom} + ${part.bucket(field, "a")}
    ${swap === null ? "" : `when ${swap}${notEqualGiven} then ${missing}`}
    ${likenesses
      .map(
        ({ gate, when }, place) =>
          `${gate === undefined ? "" : `when not (${gate}) then ${differs} `}when ${when} then ${levelOfLikeness(comparison, place)}`,
      )
      .join("\n    ")}
    else ${differs} end`;
}

/** All levels of a pair in one number, four bits each. */
export function patternSql(comparisons: readonly Comparison[]): string {
  const fields = comparisons.map(({ field }) => field);
  return comparisons
    .map((comparison, place) => `((${levelSql(comparison, fields)})::bigint << ${place * bitsPerLevel})`)
    .join(" | ");
}

/** The levels in a pattern column, by field. */
export const unpackSql = (pattern: string, count: number): string =>
  Array.from(
    { length: count },
    (_, place) => `((${pattern} >> ${place * bitsPerLevel}) & 15)::integer as l${place}`,
  ).join(", ");
