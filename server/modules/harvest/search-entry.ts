import type { ExternalDataset } from "#contract/harvest";
import type { Entry } from "#search";

/** Found by everybody signed in, as a kind of its own; the abstract begins with where it comes from and under which licence. */
export function searchEntry(id: string, sourceName: string, dataset: ExternalDataset): Entry {
  const { title, titleEn, abstract, publisher, theme, keywords, fields, licence } = dataset;
  const origin = [sourceName, publisher, licence].filter((part) => part !== "").join(" · ");
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
    abstract: [origin, keywords.join("、"), abstract.slice(0, 2000)].filter((part) => part !== "").join("。"),
    items: fields.slice(0, 100).map((field) => ({ zh: field, en: "", field: "" })),
    about: { department: null, system: null, elements: [] },
  };
}
