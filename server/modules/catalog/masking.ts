import type { ResourceItem } from "#contract/catalog";
import type { MaskName, ValueKind } from "#contract/dictionary";
import type { MaskValue } from "#dictionary";
import { type Elements, isPersonalItem, rankOf } from "./declaration.ts";

/** A mask of the dictionary; `numbers` hides what looks like a person's number; null shows values as they are. */
export type ColumnMask = MaskName | "numbers" | null;

/** How one column of a sample is shown. */
export interface ColumnPlan {
  readonly item: ResourceItem;
  readonly mask: ColumnMask;
}

/**
 * The mask of every column, for everybody. An item shows what its element's mask leaves; a personal item without a mask,
 * and any item graded important or core, shows nothing. Where no element says what a column holds, its values are shown
 * except for what looks like a person's number in them.
 *
 * `current` is the working copy: what the department has meanwhile recognised as personal is masked at once, also for
 * those who still see the published version.
 */
export function columnPlans(
  items: readonly ResourceItem[],
  current: readonly ResourceItem[],
  elements: Elements,
): ColumnPlan[] {
  const now = new Map(current.map((item) => [item.field, item]));
  return items.map((item) => {
    const corrected = now.get(item.field);
    const masks = [...(corrected ? [maskOf(corrected, elements)] : []), maskOf(item, elements)];
    return { item, mask: strictest(masks) };
  });
}

/** Nothing at all before a mask that knows what it masks, that one before a guess. */
const strictest = (masks: readonly ColumnMask[]): ColumnMask =>
  masks.find((mask) => mask === "all") ??
  masks.find((mask) => mask !== null && mask !== "numbers") ??
  masks.find((mask) => mask !== null) ??
  null;

/** Kinds of values in which a telephone or identity number may stand although nobody has said so. */
const mayHoldNumbers: ReadonlySet<ValueKind> = new Set(["text", "integer", "decimal", "number"]);

function maskOf(item: ResourceItem, elements: Elements): ColumnMask {
  const element = item.element === null ? undefined : elements.get(item.element);
  const rank = Math.max(rankOf(item.grade), element ? rankOf(element.grade) : 0);
  if (rank >= rankOf("important")) return "all";
  if (element?.mask) return element.mask;
  if (isPersonalItem(item, elements)) return "all";
  return element === undefined && mayHoldNumbers.has(item.type.kind) ? "numbers" : null;
}

export const masked = (value: string, mask: ColumnMask, maskValue: MaskValue): string => {
  if (mask === null) return value;
  return mask === "numbers" ? maskNumbers(value, maskValue) : maskValue(mask, value);
};

/** A mobile number, also in groups; an identity number of 15 or 18; a card number. Digits of full width count as digits. */
const personsNumber =
  /(?<![0-9０-９])(?:[1１][3-9３-９][0-9０-９](?:[- ]?[0-9０-９]{4}){2}|[0-9０-９]{17}[Xx]|[0-9０-９]{15,19})(?![0-9０-９])/gu;

/** The same for PostgreSQL, whose regular expressions read it alike. */
export const personsNumberPattern = personsNumber.source;

/** The shortest of them. */
const fewestDigits = 11;

const maskNumbers = (text: string, maskValue: MaskValue): string =>
  text.length < fewestDigits
    ? text
    : text.replaceAll(personsNumber, (number) => maskValue(number.length < 15 ? "phone" : "citizen-id", number));
