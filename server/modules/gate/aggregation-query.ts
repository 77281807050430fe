import type { ResourceItem } from "#contract/catalog";
import type { AggregationWarning, GrantItem } from "#contract/gate";
import type { ResourceCore } from "#catalog";
import { type Call, mayTouch } from "#kernel/call";
import { type Surface, type SurfaceItem, warningsOf } from "./aggregation.ts";
import { asHub } from "./memory.ts";
import { codeOfGrant } from "./grant-code.ts";
import { demandedMasks, type Elements, hides, maskFor } from "./masks.ts";
import type { GateParts } from "./parts.ts";
import { denialProblem, deny } from "./refusals.ts";
import { pageOfGrants } from "./store.ts";

const mostHeld = 500;
const sensitiveGrades: ReadonlySet<string> = new Set(["3", "4", "important", "core"]);
const traits = /birth|sex|gender|division|address|place|occupation|nation|ethnic|education|marital/;

/** The question for one application: what it would reveal with every living grant of the department. */
export async function aggregationWarnings(
  parts: GateParts,
  call: Call,
  asked: { readonly department: string; readonly resource: string; readonly items: readonly string[] },
): Promise<AggregationWarning[]> {
  const hub = { ...asHub(call, parts), db: call.db };
  const resource = await parts.catalog.find(hub, asked.resource);
  if (!resource) throw denialProblem(deny("resource-unknown", { resource: asked.resource }));
  const own = call.actor.department;
  const department = mayTouch(call.actor, asked.department) ? asked.department : (own ?? asked.department);
  const elements = await parts.dictionary.elements(hub);
  const rows = await pageOfGrants(
    hub.db,
    { departments: "all", department, states: ["prepared", "active", "suspended"] },
    mostHeld,
  );
  const held: Surface[] = [];
  for (const row of rows) {
    const core = await parts.catalog.resource(hub, row.resourceId);
    held.push(surfaceOf(core, row.terms.items, elements, { id: row.id, code: codeOfGrant(row.number) }));
  }
  const plain = asked.items.map((field): GrantItem => ({ field, mask: null, reason: "" }));
  return warningsOf(surfaceOf(resource, plain, elements, null), held);
}

function surfaceOf(
  core: ResourceCore,
  granted: readonly GrantItem[],
  elements: Elements,
  grant: Surface["grant"],
): Surface {
  const demanded = demandedMasks(core.items, elements);
  const byField = new Map(core.items.map((item) => [item.field, item]));
  const items = granted.flatMap((one) => {
    const item = byField.get(one.field);
    return item ? [surfaceItem(item, !hides(maskFor(demanded.get(one.field) ?? null, one)), elements)] : [];
  });
  return { grant, resourceId: core.id, resourceName: core.name, items };
}

function surfaceItem(item: ResourceItem, isVisible: boolean, elements: Elements): SurfaceItem {
  const element = item.element === null ? undefined : elements.get(item.element);
  const identifies = element?.check === "citizen-id" || element?.mask === "name" || element?.check === "mobile-phone";
  const isTrait = item.isPersonal && traits.test(element?.field ?? item.field);
  return {
    field: item.field,
    name: item.name,
    element: item.element,
    joins: item.isKey || (isVisible && (element?.check !== null || identifies)),
    names: isVisible && identifies,
    isSensitive: isVisible && !identifies && (element?.isSensitivePersonal === true || sensitiveGrades.has(item.grade)),
    isTrait: isVisible && isTrait,
  };
}
