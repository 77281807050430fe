import type { LibraryField } from "#contract/libraries";
import type { ResourceCore } from "#catalog";
import type { Element } from "#dictionary";

/** Field of the model → field of the resource. */
export type Mapping = Record<string, string>;

/**
 * How a resource fits a model: each field takes the item of its best element. Of several items with one element the key
 * comes first, then one that bears the element's own name: the others are about other people in the row. Null where a
 * required field finds none.
 */
export function mappingOf(
  fields: readonly LibraryField[],
  { items }: Pick<ResourceCore, "items">,
  elements: ReadonlyMap<string, Element>,
): Mapping | null {
  const mapping: Mapping = {};
  const taken = new Set<string>();
  for (const { field, elements: wanted, isRequired } of fields) {
    for (const name of wanted) {
      const fitting = items.filter(
        (item) => item.element !== null && elements.get(item.element)?.field === name && !taken.has(item.field),
      );
      const own = (item: (typeof items)[number]) => elements.get(item.element ?? "")?.name.zh === item.name.zh;
      const best =
        fitting.find(({ isKey }) => isKey) ??
        fitting.find(own) ??
        fitting.find((item) => item.field === name) ??
        fitting[0];
      if (!best) continue;
      mapping[field] = best.field;
      taken.add(best.field);
      break;
    }
    if (isRequired && mapping[field] === undefined) return null;
  }
  return mapping;
}

/** Elements whose being a key says whom rows are about. */
const telling = ["citizen_id", "credit_code", "taxpayer_number"] as const;

/**
 * True where the rows are about the model's subject and not about something that merely names it: the rows are not told
 * apart by a person's or firm's number that the model does not have.
 */
export function isAboutSubject(
  fields: readonly LibraryField[],
  { items }: Pick<ResourceCore, "items">,
  elements: ReadonlyMap<string, Element>,
): boolean {
  const own = new Set(fields.flatMap((one) => one.elements));
  const keys = new Set(
    items.flatMap(({ isKey, element }) => (isKey ? (elements.get(element ?? "")?.field ?? []) : [])),
  );
  return telling.every((field) => own.has(field) || !keys.has(field));
}
