import type { ResourceItem } from "#contract/catalog";
import type { MaskName } from "#contract/dictionary";
import { type Elements, isPersonalItem, rankOf } from "./declaration.ts";

/** How one column of a sample is shown; null where its values may stand as they are. */
export interface ColumnPlan {
  readonly item: ResourceItem;
  readonly mask: MaskName | null;
}

/**
 * The mask of every column, for everybody. An item shows what its element's mask leaves; a personal item without a mask,
 * and any item graded important or core, shows nothing. Text that no element describes may hold anything, so names,
 * numbers and addresses inside it are masked as in free text.
 */
export const columnPlans = (items: readonly ResourceItem[], elements: Elements): ColumnPlan[] =>
  items.map((item) => ({ item, mask: maskOf(item, elements) }));

function maskOf(item: ResourceItem, elements: Elements): MaskName | null {
  const element = item.element === null ? undefined : elements.get(item.element);
  if (rankOf(item.grade) >= rankOf("important") || (element && rankOf(element.grade) >= rankOf("important"))) {
    return "all";
  }
  if (element?.mask) return element.mask;
  if (isPersonalItem(item, elements)) return "all";
  return element === undefined && item.type.kind === "text" ? "free-text" : null;
}
