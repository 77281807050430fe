import type { ResourceItem } from "#contract/catalog";
import { type Elements, isPersonalItem, rankOf } from "./declaration.ts";

/** The personal mark is derived: an item of a personal element has it, whoever forgot to set it. */
export const markPersonal = (items: readonly ResourceItem[], elements: Elements): ResourceItem[] =>
  items.map((item) => ({ ...item, isPersonal: isPersonalItem(item, elements) }));

/**
 * The items a load brings, in its order and with its types. What people wrote about a column that is still there stays:
 * its description and English name where the load has none, and marks that protect it are never taken off by a machine.
 */
export function followColumns(existing: readonly ResourceItem[], loaded: readonly ResourceItem[]): ResourceItem[] {
  const earlier = new Map(existing.map((item) => [item.field, item]));
  return loaded.map((item) => {
    const old = earlier.get(item.field);
    if (!old) return item;
    return {
      ...item,
      name: { zh: item.name.zh, en: item.name.en === "" ? old.name.en : item.name.en },
      description: item.description === "" ? old.description : item.description,
      grade: rankOf(old.grade) > rankOf(item.grade) ? old.grade : item.grade,
      isPersonal: old.isPersonal || item.isPersonal,
    };
  });
}
