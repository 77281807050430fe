import type { Call } from "#kernel/call";
import type { Entry } from "#search";
import type { Parts } from "./deps.ts";
import { allElements, findElement, type StoredElement } from "./element-store.ts";

const entryOf = ({ id, field, name, definition, synonyms, grade, standard }: StoredElement): Entry => ({
  kind: "element",
  ref: id,
  audience: "everyone",
  department: null,
  name: name.zh,
  nameEn: name.en,
  aliases: [...synonyms, field],
  code: id,
  theme: "",
  abstract: [definition.zh, standard].filter((text) => text !== "").join(" "),
  items: [],
  about: { department: null, system: null, elements: [] },
  grade,
});

/** After a change: the element is found by its new names from the same transaction on; a retired one no longer. */
export async function showElement(call: Call, { search }: Parts, id: string): Promise<void> {
  const element = await findElement(call.db, id);
  if (element?.status === "active") await search.put(call, [entryOf(element)]);
  else await search.remove(call, "element", id);
}

/** After a change of many: what is as it was writes nothing. */
export async function showElements(call: Call, { search }: Parts): Promise<void> {
  const elements = await allElements(call.db);
  await search.put(call, elements.filter(({ status }) => status === "active").map(entryOf));
  for (const { id } of elements.filter(({ status }) => status !== "active")) await search.remove(call, "element", id);
}
