import type { Meaning } from "./meanings.ts";

/** One thing compared: the columns of the tables that mean it. */
export interface Field {
  readonly index: number;
  /** Heading in the first table that has it. */
  readonly name: string;
  readonly meaning: Meaning;
  /** Heading per table, null where a table has none. */
  readonly columns: readonly (string | null)[];
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
export const hasValidity = (field: Field): boolean => field.meaning === "citizen-id" || field.meaning === "credit-code";

/** Most fields a packed pattern has room for: four bits each. */
export const mostFields = 15;
export const bitsPerLevel = 4;
