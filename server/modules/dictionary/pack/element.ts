import type { CheckName, DataGrade, ElementCategory, MaskName, ValueType } from "#contract/dictionary";

/** An element of the shipped pack, written short. */
export interface PackElement {
  /** Given once and never used again for another element. */
  readonly id: `DE-${string}`;
  readonly field: string;
  readonly name: readonly [zh: string, en: string];
  readonly definition: readonly [zh: string, en: string];
  readonly category: ElementCategory;
  readonly type: ValueType;
  readonly codeSet?: `CS-${string}`;
  readonly check?: CheckName;
  readonly mask?: MaskName;
  /** General data, 1 to 4 (GB/T 43697-2024); the pack's own judgement, to be confirmed by the node. */
  readonly grade: DataGrade;
  /** `sensitive` by PIPL art. 28. */
  readonly person?: "personal" | "sensitive";
  readonly unit?: string;
  /** Other names of a column, separated by spaces: Chinese, English, pinyin initials where people use them. */
  readonly also: string;
  readonly standard?: string;
}

const typeOf = (kind: ValueType["kind"], rest: Partial<ValueType> = {}): ValueType => ({
  kind,
  maxLength: null,
  precision: null,
  scale: null,
  ...rest,
});

export const text = (maxLength: number): ValueType => typeOf("text", { maxLength });
export const decimal = (precision: number, scale: number): ValueType => typeOf("decimal", { precision, scale });
export const integer = typeOf("integer");
export const date = typeOf("date");
export const moment = typeOf("datetime");
