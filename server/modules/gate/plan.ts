import type { ValueKind, ValueType } from "#contract/dictionary";
import { publicReader, type SmallCells } from "#contract/gate";
import type { AskedCondition, ItemType } from "./conditions.ts";
import { grantedConditions, type ResourceFacts } from "./decide.ts";
import type { LiveGrant, LiveResource } from "./memory.ts";
import { compileMask, demandedMasks, type Elements, hides, type Mask, maskFor } from "./masks.ts";
import { isClosedToAll } from "./open-terms.ts";

/** One item on its way out. */
export interface PlanItem extends ItemType {
  readonly mask: Mask | null;
  /** True where the value that leaves is not the one that is kept. */
  readonly isMasked: boolean;
  /** Telephone and identity numbers inside its values are hidden, everything else leaves as it is. */
  readonly hidesNumbers: boolean;
  /** Left out where this count is small. */
  readonly cell: { readonly count: string; readonly below: number } | null;
  readonly element: string | null;
}

/** Everything about answering under one grant that does not depend on the question. */
export interface Plan {
  readonly grant: LiveGrant;
  readonly resource: LiveResource;
  readonly facts: ResourceFacts;
  /** Granted items that the serving table has, in the order of the grant. */
  readonly items: readonly PlanItem[];
  readonly fields: readonly string[];
  /** Every item of the resource by field, for conditions. */
  readonly types: ReadonlyMap<string, ItemType>;
  readonly keys: readonly PlanItem[];
  readonly conditions: readonly AskedCondition[];
  /** How every answer under it ends: grant and load, as JSON members. */
  readonly foot: string;
}

/** `demanded`: masks as the dictionary demands them, whatever the grant says, for people who only try. */
export type PlanFor = "client" | "person";

interface Kept {
  readonly resource: LiveResource;
  readonly elements: Elements;
  readonly plan: Plan;
}

/** Plans by grant, made again when the grant, the resource, its serving table or the dictionary has changed. */
export function createPlans() {
  const kept = { client: new WeakMap<LiveGrant, Kept>(), person: new WeakMap<LiveGrant, Kept>() };
  return (grant: LiveGrant, resource: LiveResource, elements: Elements, whom: PlanFor): Plan => {
    const known = kept[whom].get(grant);
    if (known && known.resource === resource && known.elements === elements) return known.plan;
    const plan = makePlan(grant, resource, elements, whom);
    kept[whom].set(grant, { resource, elements, plan });
    return plan;
  };
}

export function makePlan(grant: LiveGrant, resource: LiveResource, elements: Elements, whom: PlanFor): Plan {
  const { core, serving } = resource;
  const demanded = demandedMasks(core.items, elements);
  const served = new Map<string, ValueType>((serving?.columns ?? []).map(({ field, type }) => [field, type]));
  const declared = new Map(core.items.map((item) => [item.field, item]));
  const typeOf = (field: string): ValueType | undefined => served.get(field) ?? declared.get(field)?.type;
  const cells = cellsOf(grant.terms.smallCells);
  const planItem = (field: string, mask: ReturnType<typeof maskFor>): PlanItem => ({
    field,
    type: typeOf(field) ?? plainText,
    mask: compileMask(mask),
    isMasked: hides(mask),
    hidesNumbers: mask === "numbers",
    cell: cells.get(field) ?? null,
    element: declared.get(field)?.element ?? null,
  });
  const isForAll = grant.terms.department === publicReader;
  const asDemanded = isForAll || whom === "person";
  const items = grant.terms.items
    .filter(({ field, mask }) => {
      const item = declared.get(field);
      if (!item || (serving !== undefined && !served.has(field))) return false;
      // Marked personal or graded up since it was opened, it does not leave any more.
      return !(isForAll && isClosedToAll(item, mask));
    })
    .map((granted) => {
      const own = demanded.get(granted.field) ?? null;
      const isBare = asDemanded && granted.mask === "unmasked";
      return planItem(granted.field, maskFor(own, isBare ? { mask: null, reason: "" } : granted));
    });
  const fields = [...declared.keys()].filter((field) => serving === undefined || served.has(field));
  const kinds = new Map<string, ValueKind>(fields.map((field) => [field, (typeOf(field) ?? plainText).kind]));
  const keys = core.items.filter((item) => item.isKey && kinds.has(item.field));
  return {
    grant,
    resource,
    facts: {
      name: core.name,
      isWithdrawn: core.stage === "withdrawn",
      kinds,
      keys: keys.map((item) => item.field),
      masked: new Set(items.filter((item) => item.isMasked || item.cell !== null).map((item) => item.field)),
    },
    items,
    fields: items.map((item) => item.field),
    types: new Map(fields.map((field) => [field, { field, type: typeOf(field) ?? plainText }])),
    keys: keys.map((item) => planItem(item.field, null)),
    conditions: grantedConditions(grant),
    foot: `"grant":"${grant.code}","loadedAt":${JSON.stringify(serving?.loadedAt ?? null)}`,
  };
}

/** By column that may be left out: the count it goes with. */
function cellsOf(terms: SmallCells | undefined): Map<string, { count: string; below: number }> {
  const below = terms?.below ?? 0;
  return new Map(
    (terms?.counts ?? []).flatMap(({ field, hides: others }) =>
      [...others, field].map((one) => [one, { count: field, below }] as const),
    ),
  );
}

const plainText: ValueType = { kind: "text", maxLength: null, precision: null, scale: null };
