import type { RowCondition } from "#contract/gate";
import { askedOf } from "./conditions.ts";
import type { Wanted } from "./delivery.ts";
import type { Plan } from "./plan.ts";
import { canonical } from "./question.ts";
import type { Denial } from "./refusals.ts";

/** Filters with their values as they are kept, or why one is wrong. */
export function readFilters(filters: readonly RowCondition[], items: readonly string[], plan: Plan): Wanted | Denial {
  const conditions: Wanted["conditions"][number][] = [];
  for (const filter of filters) {
    const asked = askedOf(filter, plan.grant.ownDivision);
    const item = plan.types.get(asked.item);
    const texts = asked.op === "in" ? asked.values : asked.op === "range" ? [asked.from ?? "", asked.to ?? ""] : [];
    const values: string[] = [];
    for (const text of item ? texts : []) {
      const found = item ? canonical(item, text) : { value: text };
      if ("denial" in found) return found.denial;
      values.push(found.value);
    }
    const [from = null, to = null] = values;
    conditions.push(asked.op === "in" ? { ...asked, values } : asked.op === "range" ? { ...asked, from, to } : asked);
  }
  return { items, conditions };
}
