import { useFormat, useLanguage } from "#kit";
import { shortBasis } from "./basis-text.ts";

/** The hub's sentences as a clerk writes them: days by their weekday, the order by its short name. */
export function usePlainText(): (text: string) => string {
  const { language } = useLanguage();
  const format = useFormat();
  return (text) => shortBasis(text, language).replaceAll(/\b\d{4}-\d{2}-\d{2}\b/g, (day) => format.day(day));
}
