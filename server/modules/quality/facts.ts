import type { ResourceItem } from "#contract/catalog";
import type { Call } from "#kernel/call";
import type { LakeColumn } from "#kernel/lake/lake";
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
  /** The items the rules are made for. */
  readonly items: readonly ResourceItem[];
  readonly measures: Measures;
  /** The load that brought the rows, where it has its receipt. */
  readonly load: LastLoad | undefined;
  /** `YYYY-MM-DD`. */
  readonly today: string;
}

/** A standard table as a check finds it. */
export interface FoundTable {
  readonly columns: readonly LakeColumn[];
  readonly loadId: string | null;
}

/** @param found where rules are put to a table: what it does not hold, or holds in another type, cannot be judged in it */
export async function derive(
  call: Call,
  deps: QualityDeps,
  resource: ResourceCore,
  found?: FoundTable,
): Promise<Derived> {
  const today = dayOf(call.now);
  const [elements, measures, lastLoad, departments] = await Promise.all([
    deps.dictionary.elements(call),
    measuresAt(call, today),
    deps.intake.lastLoad(call, resource.id),
    deps.registry.departments(call),
  ]);
  const load = lastLoad?.loadId === (found ? found.loadId : resource.loadId) ? lastLoad : undefined;
  const items = found ? itemsIn(resource.items, found.columns) : resource.items;
  const rules = deriveRules({
    resource: { ...resource, items },
    elements,
    codeLists: await codeListsOf(call, deps, items, elements),
    divisionAt: (check) => sqlCheckOf(check, "value", "_", deps.lake.dialect, today).divisionAt,
    hasDivisions: deps.registry.divisionTable() !== null,
    departments: [...departments.keys()].toSorted(),
    hasLoad: load !== undefined,
    measures,
  });
  return { rules, items, measures, load, today };
}

/** From the start of a load with other columns to its end, items and table differ. */
function itemsIn(items: readonly ResourceItem[], columns: readonly LakeColumn[]): ResourceItem[] {
  const kinds = new Map<string, string>(columns.map((column) => [column.name, column.type.kind]));
  return items.filter((item) => kinds.get(item.field) === item.type.kind);
}

export const measuresAt = async (call: Call, today: string): Promise<Measures> =>
  measuresOf(await measuresOn(call.db, today));

async function codeListsOf(
  call: Call,
  deps: QualityDeps,
  items: readonly ResourceItem[],
  elements: ReadonlyMap<string, Element>,
): Promise<Map<string, CodeList>> {
  const ids = new Set(items.flatMap((item) => elements.get(item.element ?? "")?.codeSet ?? []));
  const lists = new Map<string, CodeList>();
  for (const id of ids) {
    const list = await deps.dictionary.codeList(call, id);
    if (list) lists.set(id, list);
  }
  return lists;
}
