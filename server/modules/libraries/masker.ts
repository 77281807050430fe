import type { LibraryField } from "#contract/libraries";
import type { Element, MaskValue } from "#dictionary";
import type { Call } from "#kernel/call";
import type { LibrariesParts } from "./parts.ts";
import { isHolder } from "./who.ts";

export interface Shown {
  readonly value: string | null;
  readonly isMasked: boolean;
}

/** Shows a value of a field to the reader; `holders` are the departments that have this very value themselves. */
export type Masker = (field: string, value: string, holders: readonly string[]) => Shown;

/**
 * Personal values are masked for everybody but the departments that hold them. Masks are those of the field's elements, the
 * strictest of them; a personal element without a mask, and data graded important or core, show nothing.
 */
export async function maskerOf(
  call: Call,
  { dictionary, maskValue }: Pick<LibrariesParts, "dictionary" | "maskValue">,
  fields: readonly LibraryField[],
): Promise<Masker> {
  const elements = new Map([...(await dictionary.elements(call)).values()].map((element) => [element.field, element]));
  const own = new Map(
    fields.map(({ field, elements: names }) => [field, names.flatMap((one) => elements.get(one) ?? [])]),
  );
  return (field, value, holders) => {
    if (isHolder(call.actor, holders)) return { value, isMasked: false };
    return shownBy(own.get(field) ?? [], value, maskValue);
  };
}

export function shownBy(elements: readonly Element[], value: string, maskValue: MaskValue): Shown {
  if (elements.some(({ grade }) => grade === "important" || grade === "core")) return { value: null, isMasked: true };
  const masks = elements.flatMap(({ mask }) => mask ?? []);
  const mask = masks.includes("all") ? "all" : masks[0];
  if (mask !== undefined) return { value: maskValue(mask, value), isMasked: true };
  const isPersonal = elements.some((one) => one.isPersonal || one.isSensitivePersonal);
  // Nobody has said what the field holds: that may be anything.
  if (isPersonal || elements.length === 0) return { value: null, isMasked: true };
  return { value, isMasked: false };
}
