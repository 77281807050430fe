import type { ResourceItem } from "#contract/catalog";
import type { MaskName, ValueKind } from "#contract/dictionary";
import { type Elements, isPersonalItem, rankOf } from "./declaration.ts";

/** How one column of a sample is shown; null where its values may stand as they are. */
export interface ColumnPlan {
  readonly item: ResourceItem;
  readonly mask: MaskName | null;
}

/**
 * The mask of every column, for everybody. An item shows what its element's mask leaves; a personal item without a mask,
 * and any item graded important or core, shows nothing. Text and numbers that no element describes may hold anything, so
 * names, numbers and addresses inside them are masked as in free text.
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

/** Nothing at all before a mask that knows what it masks, that one before free text. */
const strictest = (masks: readonly (MaskName | null)[]): MaskName | null =>
  masks.find((mask) => mask === "all") ??
  masks.find((mask) => mask !== null && mask !== "free-text") ??
  masks.find((mask) => mask !== null) ??
  null;

/** Kinds of values that may carry a name, a telephone or an identity number although nobody has said so. */
const undescribed: ReadonlySet<ValueKind> = new Set(["text", "integer", "decimal", "number"]);

function maskOf(item: ResourceItem, elements: Elements): MaskName | null {
  const element = item.element === null ? undefined : elements.get(item.element);
  const rank = Math.max(rankOf(item.grade), element ? rankOf(element.grade) : 0);
  if (rank >= rankOf("important")) return "all";
  if (element?.mask) return element.mask;
  if (isPersonalItem(item, elements)) return "all";
  return element === undefined && undescribed.has(item.type.kind) ? "free-text" : null;
}
