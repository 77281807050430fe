import type { Call } from "#kernel/call";
import type { ResourceCore } from "#catalog";
import { type CodeList, type Element, sqlCheckOf } from "#dictionary";
import { dayOf } from "./day.ts";
import type { QualityDeps } from "./deps.ts";
import { type Measures, measuresOf } from "./measures.ts";
import type { Rule } from "./rule.ts";
import { deriveRules } from "./rules.ts";
import { measuresOn } from "./store.ts";

type LastLoad = NonNullable<Awaited<ReturnType<QualityDeps["intake"]["lastLoad"]>>>;

/** The rules of a resource as they are now, and what they were made from. */
export interface Derived {
  readonly rules: readonly Rule[];
  readonly elements: ReadonlyMap<string, Element>;
  readonly measures: Measures;
  readonly load: LastLoad | undefined;
  /** `YYYY-MM-DD`. */
  readonly today: string;
}

export async function derive(call: Call, deps: QualityDeps, resource: ResourceCore): Promise<Derived> {
  const today = dayOf(call.now);
  const [elements, measures, lastLoad] = await Promise.all([
    deps.dictionary.elements(call),
    measuresAt(call, today),
    deps.intake.lastLoad(call, resource.id),
  ]);
  const load = lastLoad?.loadId === resource.loadId ? lastLoad : undefined;
  const rules = deriveRules({
    resource,
    elements,
    codeLists: await codeListsOf(call, deps, resource, elements),
    divisionAt: (check) => sqlCheckOf(check, "value", "_", deps.lake.dialect, today).divisionAt,
    hasDivisions: deps.registry.divisionTable() !== null,
    hasLoad: load !== undefined,
    measures,
  });
  return { rules, elements, measures, load, today };
}

export const measuresAt = async (call: Call, today: string): Promise<Measures> =>
  measuresOf(await measuresOn(call.db, today));

async function codeListsOf(
  call: Call,
  deps: QualityDeps,
  resource: ResourceCore,
  elements: ReadonlyMap<string, Element>,
): Promise<Map<string, CodeList>> {
  const ids = new Set(resource.items.flatMap((item) => elements.get(item.element ?? "")?.codeSet ?? []));
  const lists = new Map<string, CodeList>();
  for (const id of ids) {
    const list = await deps.dictionary.codeList(call, id);
    if (list) lists.set(id, list);
  }
  return lists;
}
