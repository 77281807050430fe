import type { DatasetFilter, DatasetQuery, PublicDataset } from "#contract/portal";
import type { Call } from "#kernel/call";
import { everyDataset } from "../everything.ts";
import { type DoorsParts, mostAtOnce } from "../parts.ts";
import { type Arguments, listIn, numberIn, textIn } from "./arguments.ts";
import { badSearch } from "./errors.ts";
import { idOfName } from "../derived-id.ts";
import { groupName, organizationName, packageOf } from "./shapes.ts";
import { meets, type Names, planSearch, type SearchPlan } from "./search-plan.ts";

const defaultRows = 10;

interface Facet {
  readonly title: string;
  readonly items: readonly { readonly name: string; readonly display_name: string; readonly count: number }[];
}

/** `package_search` as CKAN answers it: a page, an exact count, facets under the same query. */
export async function packageSearch(call: Call, parts: DoorsParts, origin: string, given: Arguments) {
  const rows = numberIn(given, "rows", { most: mostAtOnce, otherwise: defaultRows });
  const start = numberIn(given, "start", { most: 1_000_000, otherwise: 0 });
  const queries = [textIn(given, "q"), textIn(given, "fq"), ...listIn(given, "fq_list")];
  // Counting what departments and themes hold costs more than a page; it is done for who asks by their names.
  const names = queries.some((query) => /organization|owner_org|groups?/.test(query))
    ? await namesOf(call, parts)
    : { departments: new Map<string, string>(), themes: new Map<string, string>() };
  const plan = planSearch(queries, names);
  const order = orderOf(textIn(given, "sort"), plan.filter.q !== undefined);
  const found =
    plan.rest.length === 0 && order.own !== null && start + rows <= 100_000
      ? await ask(call, parts, plan.filter, { sort: order.own, limit: rows, offset: start })
      : await sift(call, parts, plan, order, { start, rows });
  const fields = [...listIn(given, "facet.field"), ...listIn(given, "facet_field")];
  const facets =
    fields.length === 0 || textIn(given, "facet") === "false"
      ? {}
      : await facetsOf(call, parts, plan, { fields, given, all: found.all });
  return {
    count: found.total,
    sort: textIn(given, "sort") || "score desc, metadata_modified desc",
    facets: Object.fromEntries(
      Object.entries(facets).map(([field, { items }]) => [
        field,
        Object.fromEntries(items.map((one) => [one.name, one.count])),
      ]),
    ),
    results: found.items.map((set) => packageOf(origin, set)),
    search_facets: facets,
  };
}

interface Page {
  readonly items: readonly PublicDataset[];
  readonly total: number;
  /** Every hit, where all had to be looked at. */
  readonly all: readonly PublicDataset[] | null;
}

async function ask(
  call: Call,
  { portal }: DoorsParts,
  filter: DatasetFilter,
  { sort, limit, offset }: Pick<DatasetQuery, "sort"> & { limit: number; offset: number },
): Promise<Page> {
  // A count without a page is asked for as a page of one.
  const page = await portal.list(call, { ...filter, sort, limit: Math.max(1, limit), offset });
  return { items: page.items.slice(0, limit), total: page.total, all: null };
}

/** Beyond these a question has to be one that the portal itself can answer. */
const mostSifted = 50_000;

/** @throws CkanError Search Query Error where too much would have to be looked at */
async function sift(
  call: Call,
  parts: DoorsParts,
  { filter, rest }: SearchPlan,
  order: Order,
  { start, rows }: { start: number; rows: number },
): Promise<Page> {
  const all: PublicDataset[] = [];
  let looked = 0;
  for await (const set of everyDataset(call, parts, filter)) {
    looked += 1;
    if (looked > mostSifted)
      throw badSearch(`more than ${mostSifted} datasets would have to be looked at; narrow the query`);
    if (rest.every((clause) => meets(set, clause))) all.push(set);
  }
  const sorted = all.toSorted(order.compare);
  return { items: sorted.slice(start, start + rows), total: sorted.length, all: sorted };
}

interface Order {
  /** The portal's own order that is the same. */
  readonly own: NonNullable<DatasetQuery["sort"]> | null;
  readonly compare: (a: PublicDataset, b: PublicDataset) => number;
}

const keys: Readonly<Record<string, (set: PublicDataset) => string>> = {
  id: ({ id }) => id,
  name: ({ code }) => code,
  title: ({ title }) => title.zh,
  title_string: ({ title }) => title.zh,
  metadata_modified: ({ modified }) => modified,
  metadata_created: ({ issued }) => issued,
};
const own: Readonly<Record<string, Order["own"]>> = {
  "id asc": "id",
  "metadata_modified desc": "modified",
  "metadata_created desc": "issued",
};

/** @throws CkanError Search Query Error for what cannot be sorted by */
function orderOf(sort: string, hasWords: boolean): Order {
  const parts = sort
    .split(",")
    .map((part) => part.trim().replaceAll(/\s+/g, " "))
    .filter((part) => part !== "");
  const first = parts.find((part) => !part.startsWith("score"));
  const isByScore = (parts.length === 0 || parts[0]?.startsWith("score") === true) && hasWords;
  const [field = "metadata_modified", direction = "asc"] = (first ?? "metadata_modified desc").split(" ");
  const key = keys[field];
  if (!key || !/^(?:asc|desc)$/i.test(direction)) throw badSearch(`cannot sort by ${field} ${direction}`);
  const sign = direction.toLowerCase() === "desc" ? -1 : 1;
  return {
    own: isByScore ? "relevance" : (own[`${field} ${direction.toLowerCase()}`] ?? null),
    compare: (a, b) => sign * compareTexts(key(a), key(b)) || compareTexts(a.id, b.id),
  };
}

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

async function namesOf(call: Call, { portal }: DoorsParts): Promise<Names> {
  const [departments, themes] = [await portal.departments(call), await portal.themes(call)];
  return {
    departments: new Map(
      departments.flatMap(({ code }) =>
        [code, organizationName(code), idOfName("organization", code)].map((name) => [name.toLowerCase(), code]),
      ),
    ),
    themes: new Map(
      themes.flatMap(({ code }) =>
        [groupName(code), idOfName("group", code)].map((name) => [name.toLowerCase(), code]),
      ),
    ),
  };
}

const facetNames = {
  organization: { facet: "department", nameOf: organizationName },
  groups: { facet: "theme", nameOf: groupName },
  tags: { facet: "keyword", nameOf: (name: string) => name },
  res_format: { facet: "format", nameOf: (name: string) => name.toUpperCase() },
  license_id: { facet: "licence", nameOf: (name: string) => name },
} as const;
const isFacet = (field: string): field is keyof typeof facetNames => Object.hasOwn(facetNames, field);

/** Counted by the portal; where datasets had to be looked at one by one, from these. */
async function facetsOf(
  call: Call,
  { portal }: DoorsParts,
  { filter }: SearchPlan,
  { fields, given, all }: { fields: readonly string[]; given: Arguments; all: Page["all"] },
): Promise<Record<string, Facet>> {
  const limit = numberIn(given, "facet.limit", { least: -1, most: 1000, otherwise: 50 });
  const least = numberIn(given, "facet.mincount", { most: 1_000_000, otherwise: 1 });
  const counted = all === null ? await portal.facets(call, filter) : null;
  const entries = fields.filter(isFacet).map((field) => {
    const { facet, nameOf } = facetNames[field];
    const values = counted?.[facet] ?? tally(all ?? [], field);
    const items = values
      .filter(({ count }) => count >= least)
      .slice(0, limit < 0 ? undefined : limit)
      .map(({ value, label, count }) => ({ name: nameOf(value), display_name: label.zh, count }));
    return [field, { title: field, items }] as const;
  });
  return Object.fromEntries(entries);
}

const labelled: Readonly<
  Record<keyof typeof facetNames, (set: PublicDataset) => readonly (readonly [string, string])[]>
> = {
  organization: ({ department }) => [[department.code, department.name]],
  groups: ({ theme }) => [[theme.code, theme.name.zh]],
  tags: ({ keywords }) => keywords.map((word) => [word, word] as const),
  res_format: ({ distributions }) => distributions.map(({ format }) => [format, format.toUpperCase()] as const),
  license_id: ({ licence }) => [[licence.id, licence.name.zh]],
};

function tally(sets: readonly PublicDataset[], field: keyof typeof facetNames) {
  const counts = new Map<string, { value: string; label: { zh: string; en: string }; count: number }>();
  for (const [value, name] of sets.flatMap((set) => labelled[field](set))) {
    const before = counts.get(value);
    if (before) before.count += 1;
    else counts.set(value, { value, label: { zh: name, en: name }, count: 1 });
  }
  return [...counts.values()].toSorted((a, b) => b.count - a.count || compareTexts(a.value, b.value));
}
