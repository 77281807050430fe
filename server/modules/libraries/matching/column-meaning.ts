import { createPackProposer, type PackProposal } from "#dictionary";
import { headerKey, meaningOfHeader } from "./header-words.ts";
import { isChecked, type Meaning } from "./meanings.ts";
import { type ColumnProfile, meaningOfValues } from "./value-shapes.ts";

/** What a column was taken for, and by what. */
export interface FoundMeaning {
  readonly column: string;
  readonly meaning: Meaning;
  /** Field of the shipped data element the column was recognised as, such as `household_address`; null for none. */
  readonly element: string | null;
  readonly by: "heading" | "dictionary" | "values";
}

/** A proposal weaker than this is left to the values. */
const likely = 0.6;

/** Names of persons and organisations by the fields of the pack; types and checks say the rest. */
const personNames =
  /(?:^|_)(?:person|legal_representative|guardian|head|spouse|contact|former|operator|holder)_name$|^legal_representative$/;
const entityNames = /(?:organisation|entity|employer|school|hospital|department|bank|station)_name$/;
const places = /(?:province|city|county|township|village|division)_name$/;

/** Times of processing say when a row was written, not what it is about. */
const isProcessing =
  /(?:updated|created|loaded|modified|changed)_(?:at|on)$|^(?:gxsj|cjsj|lrsj|update_?time|create_?time)$/i;

export function createMeaningFinder(today: string): (profile: ColumnProfile) => FoundMeaning {
  const propose = createPackProposer({ today, isDivision: () => true });
  return (profile) => {
    const { name, samples } = profile;
    const byValues = meaningOfValues(profile);
    const found = (meaning: Meaning, by: FoundMeaning["by"], element: string | null = null): FoundMeaning => ({
      column: name,
      meaning: byValues === "ignored" || isProcessing.test(name) ? "ignored" : refined(meaning, profile),
      element,
      by,
    });
    // What carries a check character or an at sign needs no heading.
    const [best] = propose({ name, comment: "", samples: samples.slice(0, 200) });
    const isKnown = best !== undefined && best.confidence >= likely;
    if (isChecked(byValues) || byValues === "email") return found(byValues, "values", isKnown ? best.field : null);
    const byHeader = meaningOfHeader(name);
    if (byHeader !== undefined) return found(byHeader, "heading", isKnown ? best.field : headerKey(name));
    const byElement = isKnown ? meaningOfElement(best) : undefined;
    if (isKnown && byElement !== undefined) return found(byElement, "dictionary", best.field);
    return found(byValues, "values", isKnown ? best.field : null);
  };
}

function meaningOfElement({ field, check, type }: PackProposal): Meaning | undefined {
  if (isProcessing.test(field)) return "ignored";
  if (check === "citizen-id" || check === "credit-code") return check;
  if (check === "phone" || check === "mobile-phone") return "phone";
  if (check === "email" || check === "postcode") return check;
  if (check !== null && type.kind === "text") return check === "division-code" ? "code" : "identifier";
  if (personNames.test(field)) return "person-name";
  if (entityNames.test(field)) return "entity-name";
  if (places.test(field)) return "place";
  if (field.endsWith("address")) return "address";
  if (type.kind === "date" || type.kind === "datetime") return "date";
  return undefined;
}

/** A heading is believed only as far as the values allow it. */
function refined(meaning: Meaning, { rows, filled, distinct, samples }: ColumnProfile): Meaning {
  if (meaning === "row-id") {
    const isUnique = filled === rows && distinct >= rows * 0.97;
    return isUnique ? "row-id" : distinct > filled * 0.3 ? "identifier" : "code";
  }
  if (meaning === "person-name") {
    const hasHan = samples.some((value) => /\p{Script=Han}/u.test(value));
    const isLong = samples.filter((value) => value.length > 30).length > samples.length * 0.3;
    const hasDigits = samples.filter((value) => /\d/.test(value)).length > samples.length * 0.3;
    if (!hasHan && (isLong || hasDigits)) return "text";
    if (samples.filter((value) => /(?:公司|合作社|厂|店|部)$/.test(value)).length > samples.length * 0.5)
      return "entity-name";
  }
  if (meaning === "citizen-id" && samples.filter((value) => /\d{6}/.test(value)).length < samples.length * 0.5)
    return "identifier";
  return meaning;
}
