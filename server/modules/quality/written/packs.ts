import type { ResourceItem } from "#contract/catalog";
import { RuleDefinition } from "#contract/quality-rules";
import type { Bilingual } from "#contract/text";
import type { Element } from "#dictionary";

/** A rule of a pack: its definition names columns by the field of their element, `$birth_date`. */
export interface PackRuleTemplate {
  readonly elements: string[];
  readonly text: Bilingual;
  readonly basis: string;
  readonly weight: number;
  readonly definition: { readonly kind: RuleDefinition["kind"] } & Readonly<Record<string, unknown>>;
}

/** The column for each element a template needs; null where the resource has none, or two, of one of them. */
export function columnsFor(
  { elements: needed }: Pick<PackRuleTemplate, "elements">,
  items: readonly ResourceItem[],
  elements: ReadonlyMap<string, Pick<Element, "field">>,
): Map<string, string> | null {
  const found = new Map<string, string>();
  for (const field of needed) {
    const columns = items.filter(({ element }) => element !== null && elements.get(element)?.field === field);
    const [column] = columns;
    if (!column || columns.length > 1) return null;
    found.set(field, column.field);
  }
  return found;
}

/** The template with the resource's columns in it. Fields are letters, digits and underscores: nothing needs quoting. */
export function filledIn({ definition }: PackRuleTemplate, columns: ReadonlyMap<string, string>): RuleDefinition {
  const text = JSON.stringify(definition).replaceAll(
    /\$([a-z][a-z0-9_]*)/g,
    (whole, field: string) => columns.get(field) ?? whole,
  );
  return RuleDefinition.parse(JSON.parse(text));
}
