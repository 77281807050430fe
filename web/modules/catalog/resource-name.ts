import { useLanguage } from "#kit";

interface Named {
  readonly name: string;
  readonly nameEn: string;
}

/** What a resource is called in the language of the screen; many have only a Chinese name. */
export function useResourceName(): (resource: Named) => string {
  const { language } = useLanguage();
  return ({ name, nameEn }) => (language === "en" && nameEn !== "" ? nameEn : name);
}

/** What an item is called; the field where it has no name in this language. */
export function useItemName(): (item: { readonly name: { zh: string; en: string }; readonly field: string }) => string {
  const { language } = useLanguage();
  return ({ name, field }) => (language === "en" ? name.en || name.zh || field : name.zh || name.en || field);
}
