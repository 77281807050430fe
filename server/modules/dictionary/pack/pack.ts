import type { CodeSetFields, ElementFields } from "#contract/dictionary";
import { entityCodeSets } from "./code-sets-entity.ts";
import { licenceCodeSets } from "./code-sets-licence.ts";
import { personCodeSets } from "./code-sets-person.ts";
import { placeCodeSets } from "./code-sets-place.ts";
import { standingCodeSets } from "./code-sets-standing.ts";
import { welfareCodeSets } from "./code-sets-welfare.ts";
import type { PackCodeSet } from "./code-set.ts";
import { contacts } from "./contacts.ts";
import type { PackElement } from "./element.ts";
import { entities } from "./entities.ts";
import { licences } from "./licences.ts";
import { money } from "./money.ts";
import { others } from "./others.ts";
import { personStates } from "./person-states.ts";
import { persons } from "./persons.ts";
import { places } from "./places.ts";
import { quantities } from "./quantities.ts";
import { sectors } from "./sectors.ts";
import { times } from "./times.ts";

const elements: readonly PackElement[] = [
  ...persons,
  ...personStates,
  ...entities,
  ...places,
  ...licences,
  ...times,
  ...money,
  ...sectors,
  ...contacts,
  ...quantities,
  ...others,
].toSorted((a, b) => a.id.localeCompare(b.id));

const codeSets: readonly PackCodeSet[] = [
  ...personCodeSets,
  ...standingCodeSets,
  ...entityCodeSets,
  ...placeCodeSets,
  ...licenceCodeSets,
  ...welfareCodeSets,
];

/** The data elements that ship with the hub, in the form of the contract. */
export const packElements: readonly (ElementFields & { readonly id: string })[] = elements.map((element) => ({
  id: element.id,
  field: element.field,
  name: both(element.name),
  definition: both(element.definition),
  category: element.category,
  type: element.type,
  codeSet: element.codeSet ?? null,
  check: element.check ?? null,
  mask: element.mask ?? null,
  grade: element.grade,
  isPersonal: element.person !== undefined,
  isSensitivePersonal: element.person === "sensitive",
  unit: element.unit ?? null,
  synonyms: words(element.also),
  standard: element.standard ?? "",
}));

export interface PackedCodeSet {
  readonly id: string;
  /** Oldest first. */
  readonly versions: readonly (CodeSetFields & { readonly effectiveOn: string })[];
}

/** The code sets that ship with the hub, with every version. */
export const packCodeSets: readonly PackedCodeSet[] = codeSets.map(({ id, name, standard, versions }) => ({
  id,
  versions: versions.map(({ effectiveOn, codes }) => ({
    name: both(name),
    standard,
    effectiveOn,
    codes: codes.map(([code, zh, en, also = ""]) => ({
      code,
      name: { zh, en },
      aliases: words(also),
      status: "active",
    })),
  })),
}));

function both([zh, en]: readonly [string, string]): { zh: string; en: string } {
  return { zh, en };
}

function words(text: string): string[] {
  return text.split(" ").filter((word) => word !== "");
}
