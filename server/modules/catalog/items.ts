import { isDeepStrictEqual } from "node:util";
import type { ResourceItem } from "#contract/catalog";
import { type Elements, isPersonalItem, rankOf } from "./declaration.ts";

/** The personal mark is derived: an item of a personal element has it, whoever forgot to set it. */
export const markPersonal = (items: readonly ResourceItem[], elements: Elements): ResourceItem[] =>
  items.map((item) => ({ ...item, isPersonal: isPersonalItem(item, elements) }));

/**
 * The items a load brings, in its order, with its elements and types: these decide how the values were read. What people
 * wrote about a column that is still there stays, unless the load says something else than the load before it did: then
 * somebody changed it in the mapping. A load that is repeated as it was therefore changes nothing, and a machine never
 * takes off a mark that protects.
 *
 * @param before Items of the load before, as it brought them; null where there was none.
 */
export function followColumns(
  current: readonly ResourceItem[],
  loaded: readonly ResourceItem[],
  before: readonly ResourceItem[] | null,
): ResourceItem[] {
  const written = new Map(current.map((item) => [item.field, item]));
  const earlier = new Map(before?.map((item) => [item.field, item]));
  return loaded.map((item) => {
    const old = written.get(item.field);
    return old ? followColumn(old, item, earlier.get(item.field)) : item;
  });
}

function followColumn(old: ResourceItem, item: ResourceItem, earlier: ResourceItem | undefined): ResourceItem {
  const followed = <Key extends "name" | "isKey" | "isMandatory" | "description">(key: Key): ResourceItem[Key] =>
    earlier && !isDeepStrictEqual(earlier[key], item[key]) ? item[key] : old[key];
  return {
    ...item,
    name: followed("name"),
    description: followed("description") || item.description,
    isKey: followed("isKey"),
    isMandatory: followed("isMandatory"),
    grade: rankOf(old.grade) > rankOf(item.grade) ? old.grade : item.grade,
    isPersonal: old.isPersonal || item.isPersonal,
  };
}
