import type { Meaning } from "./meanings.ts";

/** One thing compared: the columns of the tables that mean it. */
export interface Field {
  readonly index: number;
  /** Heading in the first table that has it. */
  readonly name: string;
  readonly meaning: Meaning;
  /** Heading per table, null where a table has none. */
  readonly columns: readonly (string | null)[];
  /** Per table further headings whose texts are read on behind it: a title, then what describes it. */
  readonly also: readonly (readonly string[])[];
  /** Most values hold Chinese characters. */
  readonly isHan: boolean;
}

/** How a working row of `prepare.ts` names what it holds of a field. */
export const part = {
  /** Canonical text. */
  value: (field: Field, alias: string) => `${alias}.v${field.index}`,
  /** Group of frequency of the value, from 0 for the commonest. */
  bucket: (field: Field, alias: string) => `${alias}.q${field.index}`,
  /** One byte a character: Chinese texts compared as characters. */
  coded: (field: Field, alias: string) => `${alias}.h${field.index}`,
  /** Two bytes a syllable: how a Chinese text sounds. */
  sound: (field: Field, alias: string) => `${alias}.s${field.index}`,
  /** Numbers of an address in their order. */
  numbers: (field: Field, alias: string) => `${alias}.n${field.index}`,
  /** Parts of a Chinese address: division's code, county, township, road with number, home behind it. */
  division: (field: Field, alias: string) => `${alias}.c${field.index}`,
  county: (field: Field, alias: string) => `${alias}.x${field.index}`,
  township: (field: Field, alias: string) => `${alias}.o${field.index}`,
  spot: (field: Field, alias: string) => `${alias}.r${field.index}`,
  home: (field: Field, alias: string) => `${alias}.m${field.index}`,
  /** Codes of its words: a hash, and in the lowest twelve bits how much the word weighs. */
  words: (field: Field, alias: string) => `${alias}.t${field.index}`,
  /** What the words weigh together that rows share. */
  weight: (field: Field, alias: string) => `${alias}.u${field.index}`,
  /** Codes of the few rarest words that rows share, the rarest first. */
  rareWords: (field: Field, alias: string) => `${alias}.z${field.index}`,
  /** True where the check character is right. */
  isValid: (field: Field, alias: string) => `${alias}.w${field.index}`,
};

export const hasSound = (field: Field): boolean =>
  field.isHan && ["person-name", "given-name", "family-name", "entity-name"].includes(field.meaning);
/** Words in Chinese, as against a number in a column that also holds Chinese. */
export const isHanText = (field: Field): boolean => field.isHan && hanTexts.has(field.meaning);
const hanTexts: ReadonlySet<Meaning> = new Set([
  "person-name", "given-name", "family-name", "entity-name", "address", "place", "text",
]); // prettier-ignore
export const hasCoded = (field: Field): boolean => field.isHan;
export const hasNumbers = (field: Field): boolean => field.meaning === "address";
export const hasParts = (field: Field): boolean => field.meaning === "address" && field.isHan;
/** Sentences, compared by the words in them and how rare these are. */
export const hasWords = (field: Field): boolean => field.meaning === "text" && !field.isHan;
export const hasValidity = (field: Field): boolean => field.meaning === "citizen-id" || field.meaning === "credit-code";

/** Most fields a packed pattern has room for: four bits each. */
export const mostFields = 15;
export const bitsPerLevel = 4;
