import type { Entry } from "./entry.ts";

/** An entry for tests, named as the test needs it. */
export const entryNamed = (name: string, more: Partial<Entry> = {}): Entry => ({
  kind: "resource",
  ref: `ref of ${name}`,
  audience: "everyone",
  department: "D1",
  name,
  nameEn: "",
  aliases: [],
  code: "",
  theme: "",
  abstract: "",
  items: [],
  about: { department: "D1", system: null, elements: [] },
  ...more,
});
