import type { ResourceCore } from "#catalog";
import type { Surroundings } from "./compile.ts";
import { codeListKey } from "./compile.ts";
import type { Names } from "./sentences.ts";

/** What sentences call the things a definition names; what is unknown keeps its own name. */
export function namesIn(resource: Pick<ResourceCore, "items">, around: Surroundings): Names {
  const items = new Map(resource.items.map((item) => [item.field, item.name]));
  return {
    column: (field) => items.get(field) ?? { zh: field, en: field },
    other: (id) => around.others.get(id)?.name ?? id,
    codeSet(id) {
      const list =
        [...around.codeLists.values()].find((one) => one.id === id) ?? around.codeLists.get(codeListKey(id, null));
      return { name: list?.name ?? { zh: id, en: id }, version: list?.version ?? 1 };
    },
  };
}
