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
import { setAsideOn } from "./appeals/store.ts";
import { readSchemes } from "./scheme-store.ts";
import { schemeOn } from "./schemes.ts";
import { measuresOn } from "./store.ts";
import { compileRule } from "./written/compile.ts";
import { rulesOn, versionsOf } from "./written/store.ts";
import { surroundingsOf } from "./written/surroundings.ts";
import { versionOn } from "./written/versions.ts";

type LastLoad = NonNullable<Awaited<ReturnType<QualityDeps["intake"]["lastLoad"]>>>;

/** The rules of a resource as they are now, and what they were made from. */
export interface Derived {
  readonly rules: readonly Rule[];
  readonly elements: ReadonlyMap<string, Element>;
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
  const derived = deriveRules({
    resource: { ...resource, items },
    elements,
    codeLists: await codeListsOf(call, deps, items, elements),
    divisionAt: (check) => sqlCheckOf(check, "value", "_", deps.lake.dialect, today).divisionAt,
    hasDivisions: deps.registry.divisionTable() !== null,
    departments: [...departments.keys()].toSorted(),
    hasLoad: load !== undefined,
    measures,
  });
  const written = await writtenRules(call, deps, resource, items, today, measures);
  const aside = new Set(await setAsideOn(call.db, resource.id, today));
  const rules = [...derived, ...written].map((rule) => (aside.has(rule.id) ? { ...rule, weight: 0 } : rule));
  return { rules, elements, items, measures, load, today };
}

/** The written rules in force on a day that can be put to the table as it is. */
async function writtenRules(
  call: Call,
  deps: QualityDeps,
  resource: ResourceCore,
  items: readonly ResourceItem[],
  today: string,
  { limits }: Measures,
): Promise<Rule[]> {
  const standing = await rulesOn(call.db, resource.id, today);
  const versions = await versionsOf(
    call.db,
    standing.map(({ id }) => id),
  );
  const current = standing.flatMap((rule) => {
    const version = versionOn(versions.get(rule.id) ?? [], today);
    return version ? [{ rule, version }] : [];
  });
  const definitions = current.map(({ version }) => version.definition);
  const around = await surroundingsOf(call, deps, resource, { items, definitions, sqlSeconds: limits.sqlSeconds });
  return current.flatMap(({ rule, version }) => compileRule(rule, version, around) ?? []);
}

/** From the start of a load with other columns to its end, items and table differ. */
export function itemsIn(items: readonly ResourceItem[], columns: readonly LakeColumn[]): ResourceItem[] {
  const kinds = new Map<string, string>(columns.map((column) => [column.name, column.type.kind]));
  return items.filter((item) => kinds.get(item.field) === item.type.kind);
}

/** With the dimension weights of the scheme in force, where it sets any. */
export async function measuresAt(call: Call, today: string): Promise<Measures> {
  const measures = measuresOf(await measuresOn(call.db, today));
  const { weights } = schemeOn(await readSchemes(call.db), today);
  return weights === null ? measures : { ...measures, dimensionWeights: weights };
}

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
