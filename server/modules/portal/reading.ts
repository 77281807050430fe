import type { Resource } from "#contract/catalog";
import type { Assessment, OpeningTerms } from "#contract/portal-manage";
import { publicReader } from "#contract/gate";
import { dayOf } from "#contract/clock-days";
import { columnPlans } from "#catalog";
import type { Call } from "#kernel/call";
import { asHub } from "./as-public.ts";
import { assess } from "./assess.ts";
import { licences, rulesOn, themes } from "./lists-store.ts";
import type { PortalParts } from "./parts.ts";

/** Everything the assessment of these terms is told, read now. */
export async function assessTerms(
  parts: PortalParts,
  call: Call,
  resource: Resource,
  terms: OpeningTerms,
): Promise<Assessment> {
  const hub = asHub(call);
  const [elements, licenceList, themeList, rules] = await Promise.all([
    parts.dictionary.elements(hub),
    licences(call.db),
    themes(call.db),
    rulesOn(call.db, dayOf(call.now)),
  ]);
  const known = new Set(resource.items.map(({ field }) => field));
  const aggregation = await parts.gate.aggregationWarnings(hub, {
    department: publicReader,
    resource: resource.id,
    items: terms.items.map(({ field }) => field).filter((field) => known.has(field)),
  });
  const plans = columnPlans(resource.items, resource.items, elements);
  return assess(terms, {
    resource,
    aggregation,
    masked: new Set(plans.flatMap(({ item, mask }) => (mask === null || mask === "numbers" ? [] : [item.field]))),
    licences: new Map(licenceList.map((one) => [one.id, one])),
    themes: new Set(themeList.map(({ code }) => code)),
    smallCellBelow: rules.get("small-cell-below") ?? 5,
    highestGrade: rules.get("highest-open-grade") ?? 1,
  });
}
