import type { ExternalDataset } from "#contract/harvest";
import type { Entry } from "#search";

/** Found by everybody signed in, as a kind of its own; the abstract begins with where it comes from. */
export function searchEntry(id: string, sourceName: string, dataset: ExternalDataset): Entry {
  const { title, titleEn, abstract, publisher, theme, keywords, fields } = dataset;
  return {
    kind: "external",
    ref: id,
    audience: "everyone",
    department: null,
    name: title,
    nameEn: titleEn,
    aliases: [],
    code: "",
    theme,
    abstract: [`${sourceName}${publisher === "" ? "" : `：${publisher}`}`, keywords.join("、"), abstract.slice(0, 2000)]
      .filter((part) => part !== "")
      .join("。"),
    items: fields.slice(0, 100).map((field) => ({ zh: field, en: "", field: "" })),
    about: { department: null, system: null, elements: [] },
  };
}
