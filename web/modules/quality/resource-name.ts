import { useLanguage } from "#kit";

/** A resource's name in the language of the screen. */
export function useResourceName(): (resource: { readonly name: string; readonly nameEn: string }) => string {
  const { language } = useLanguage();
  return ({ name, nameEn }) => (language === "en" && nameEn !== "" ? nameEn : name);
}
