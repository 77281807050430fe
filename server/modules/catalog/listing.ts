import { pinyin } from "pinyin-pro";
import type { ResourceFields, Stage } from "#contract/catalog";
import type { DataGrade } from "#contract/dictionary";

export type Audience = "inside" | "outside";

/** One row of `catalog.listing`. */
export interface Listing {
  readonly resourceId: string;
  readonly audience: Audience;
  readonly department: string;
  readonly name: string;
  readonly nameEn: string;
  readonly sortKey: string;
  readonly abstract: string;
  readonly theme: string;
  readonly shareClass: string;
  readonly updateCycle: string;
  readonly grade: DataGrade;
  readonly stage: Stage;
  readonly itemCount: number;
  readonly mappedItemCount: number;
  readonly elements: string[];
  readonly searchText: string;
}

/** What lists show of a declaration to one of the two audiences. */
export function listingOf(
  resource: { readonly id: string; readonly code: string | null; readonly stage: Stage },
  audience: Audience,
  { fields, grade }: { readonly fields: ResourceFields; readonly grade: DataGrade },
): Listing {
  const mapped = fields.items.flatMap((item) => (item.element === null ? [] : [item.element]));
  const texts = [
    fields.name,
    fields.nameEn,
    resource.code ?? "",
    fields.theme,
    fields.abstract,
    ...fields.items.flatMap((item) => [item.name.zh, item.name.en, item.field]),
  ];
  return {
    resourceId: resource.id,
    audience,
    department: fields.department,
    name: fields.name,
    nameEn: fields.nameEn,
    sortKey: sortKeyOf(fields.name),
    abstract: fields.abstract,
    theme: fields.theme,
    shareClass: fields.shareClass,
    updateCycle: fields.updateCycle,
    grade,
    stage: resource.stage,
    itemCount: fields.items.length,
    mappedItemCount: mapped.length,
    elements: [...new Set(mapped)].toSorted(),
    // The line end keeps the end of one text and the beginning of the next from making a word together.
    searchText: foldText([...new Set(texts)].filter((text) => text !== "").join("\n")),
  };
}

/**
 * Pinyin with tones, then the characters: names that sound alike stay together. Only the beginning counts, because the
 * key travels in cursors; the resource's number makes the order total.
 */
function sortKeyOf(name: string): string {
  const beginning = Array.from(name).slice(0, 18).join("");
  const sound = pinyin(beginning, { toneType: "num", type: "array", nonZh: "consecutive" }).join(" ");
  return `${sound.toLowerCase()} ${beginning}`;
}

/** One spelling of a text for comparing: compatibility forms (full width) unified, lower case, no NUL, which PostgreSQL refuses. */
export const foldText = (text: string): string => text.normalize("NFKC").toLowerCase().replaceAll("\0", "");

/** The words of a question, folded; at most eight, so that a pasted page does not become a thousand conditions. */
export const wordsOf = (question: string): string[] =>
  [...new Set(foldText(question).split(/\s+/))].filter((word) => word !== "").slice(0, 8);
