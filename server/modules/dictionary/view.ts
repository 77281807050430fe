import type { CodeSet, DataElement, ElementFields } from "#contract/dictionary";
import type { Actor } from "#kernel/call";
import type { CodeSetVersion } from "./code-set-store.ts";
import type { Element } from "./door.ts";

/** Who keeps the dictionary: the bureau's data officers, and the hub when it installs the pack. */
export const keepers = ["data-officer"] as const;

const mayKeep = (actor: Actor): boolean =>
  actor.roles.includes("hub") || keepers.some((role) => actor.roles.includes(role));

export function elementView(actor: Actor, element: Element): DataElement {
  const edit = mayKeep(actor);
  const { id, status, source, version } = element;
  return {
    ...fieldsOf(element),
    id,
    status,
    source,
    version,
    may: { edit, decideSource: edit && status === "active" },
  };
}

export const codeSetView = (actor: Actor, version: CodeSetVersion): CodeSet => ({
  ...version,
  may: { edit: mayKeep(actor) },
});

/** What of an element people write. */
export const fieldsOf = (element: ElementFields): ElementFields => ({
  name: element.name,
  field: element.field,
  definition: element.definition,
  category: element.category,
  type: element.type,
  codeSet: element.codeSet,
  check: element.check,
  mask: element.mask,
  grade: element.grade,
  isPersonal: element.isPersonal,
  isSensitivePersonal: element.isSensitivePersonal,
  unit: element.unit,
  synonyms: element.synonyms,
  standard: element.standard,
});

/** The element as other modules see it. */
export const plainElement = (element: Element): Element => ({
  ...fieldsOf(element),
  id: element.id,
  status: element.status,
  source: element.source,
  version: element.version,
});
