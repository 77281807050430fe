import { type GrantTermsInput, publicReader } from "#contract/gate";
import type { OpeningTerms } from "#contract/portal-manage";
import type { OpeningRow } from "./opening-store.ts";

/** The client under which the hub itself makes files of what is conditional. */
export const hubClient = "portal";

/** What everybody may have of a resource, in the gate's words. Where access is conditional, nobody is meant but the hub. */
export function openGrantTerms(
  { id, resourceId }: Pick<OpeningRow, "id" | "resourceId">,
  terms: OpeningTerms,
  { smallCellBelow, today }: { readonly smallCellBelow: number; readonly today: string },
): GrantTermsInput {
  return {
    department: publicReader,
    resourceId,
    clients: terms.access === "open" ? [] : [hubClient],
    items: terms.items.map(({ field, mask }) => ({ field, mask })),
    purpose: terms.access === "open" ? "向社会无条件开放" : "向社会有条件开放",
    scene: terms.title.zh,
    modes: ["api", "file"],
    validFrom: today,
    ...(terms.smallCells.length === 0
      ? {}
      : { smallCells: { below: Math.max(2, smallCellBelow), counts: terms.smallCells } }),
    request: { module: "portal", id, title: terms.title.zh },
  };
}
