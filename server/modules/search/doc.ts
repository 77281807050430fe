import type { Entry } from "./entry.ts";

/** The texts of an entry as they are shown. */
export type Doc = Pick<Entry, "name" | "nameEn" | "aliases" | "code" | "theme" | "abstract" | "items">;

export const docOf = ({ name, nameEn, aliases, code, theme, abstract, items }: Entry): Doc => ({
  name,
  nameEn,
  aliases,
  code,
  theme,
  abstract,
  items,
});
