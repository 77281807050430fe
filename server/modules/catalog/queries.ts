import {
  type CatalogCounts,
  type Change,
  type Resource,
  type ResourceRow,
  type ResourceVersion,
  shareClasses,
  stages,
  updateCycles,
} from "#contract/catalog";
import { dataGrades } from "#contract/dictionary";
import type { Page } from "#contract/page";
import { type Call, mayTouch } from "#kernel/call";
import { problem } from "#kernel/problem";
import { changesBetween } from "./changes.ts";
import { readCursor, writeCursor } from "./cursor.ts";
import type { CatalogDeps } from "./deps.ts";
import { findByKey, visibleResource } from "./find.ts";
import { foldText, wordsOf } from "./listing.ts";
import {
  countListings,
  type ListingFilter,
  type ListingRow,
  pageOfListings,
  type SortName,
  sorts,
  type Tally,
  tallies,
  type Word,
} from "./listing-store.ts";
import { departmentName, type Lookups, lookupsOf } from "./lookups.ts";
import { problems } from "./problems.ts";
import type { Snapshot } from "./snapshot.ts";
import { findVersion, type StoredResource, type StoredVersion, versionsOf } from "./store.ts";
import { factsOf, viewOf } from "./view.ts";

export type ResourceQuery = Omit<ListingFilter, "scope" | "words"> & { readonly q?: string | undefined };

export async function listResources(
  call: Call,
  deps: CatalogDeps,
  query: ResourceQuery & { readonly sort: SortName; readonly limit: number; readonly cursor?: string | undefined },
): Promise<Page<ResourceRow>> {
  const lookups = await lookupsOf(call, deps);
  const filter = filterOf(call, lookups, query);
  const { sort, limit, cursor } = query;
  const after = cursor === undefined ? undefined : readCursor(sort, cursor);
  const [rows, total] = await Promise.all([
    pageOfListings(call.db, filter, { sort, limit: limit + 1, after }),
    countListings(call.db, filter),
  ]);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map((row) => rowView(call, lookups, row)),
    next: rows.length > limit && last ? writeCursor(sort, sorts[sort].keyOf(last)) : null,
    total,
  };
}

/** The question in words, each with the departments and elements it may mean. */
export function filterOf(call: Call, lookups: Lookups, { q, ...filter }: ResourceQuery): ListingFilter {
  const words = q === undefined ? [] : wordsOf(q).map((text) => wordOf(text, lookups));
  return { ...filter, scope: call.actor.departments, words };
}

function wordOf(text: string, { departments, elements }: Lookups): Word {
  const says = (...names: readonly string[]) => names.some((name) => foldText(name).includes(text));
  return {
    text,
    departments: [...departments.values()].filter((d) => says(d.name, d.shortName, d.nameEn)).map((d) => d.code),
    elements: [...elements.values()]
      .filter((element) => says(element.id, element.name.zh, element.name.en, ...element.synonyms))
      .map((element) => element.id),
  };
}

function rowView(call: Call, lookups: Lookups, row: ListingRow): ResourceRow {
  return {
    id: row.id,
    code: row.code,
    name: row.name,
    nameEn: row.nameEn,
    abstract: row.abstract,
    department: row.department,
    departmentName: departmentName(lookups, row.department, call.language),
    theme: row.theme,
    shareClass: row.shareClass,
    updateCycle: row.updateCycle,
    grade: row.grade,
    stage: row.stage,
    publishedVersion: row.publishedVersion,
    itemCount: row.itemCount,
    data: factsOf(row),
    isInvented: row.isInvented,
  };
}

/** Everything is summed from one result, so no two figures can disagree. */
export async function countCatalog(call: Call, deps: CatalogDeps): Promise<CatalogCounts> {
  const lookups = await lookupsOf(call, deps);
  const all = await tallies(call.db, call.actor.departments);
  const inForce = all.filter((tally) => tally.stage !== "withdrawn");
  const departments = [...new Set(inForce.map((tally) => tally.department))];
  return {
    total: sum(inForce, (tally) => tally.total),
    byStage: countBy(stages, all, (tally) => tally.stage),
    byShareClass: countBy(shareClasses, inForce, (tally) => tally.shareClass),
    byGrade: countBy(dataGrades, inForce, (tally) => tally.grade),
    byUpdateCycle: countBy(updateCycles, inForce, (tally) => tally.updateCycle),
    byTheme: themes(inForce),
    byDepartment: departments.map((department) => {
      const own = inForce.filter((tally) => tally.department === department);
      return {
        department,
        departmentName: departmentName(lookups, department, call.language),
        total: sum(own, (tally) => tally.total),
        published: sum(own, (tally) => (tally.stage === "published" ? tally.total : 0)),
        loaded: sum(own, (tally) => tally.loaded),
        rowCount: sum(own, (tally) => tally.rowCount),
      };
    }),
    itemCount: sum(inForce, (tally) => tally.itemCount),
    mappedItemCount: sum(inForce, (tally) => tally.mappedItemCount),
    rowCount: sum(inForce, (tally) => tally.rowCount),
    asOf: call.now.toISOString(),
  };
}

const sum = (cells: readonly Tally[], of: (tally: Tally) => number): number =>
  cells.reduce((total, tally) => total + of(tally), 0);

function themes(cells: readonly Tally[]): CatalogCounts["byTheme"] {
  const totals = [...new Set(cells.map((tally) => tally.theme))].map((theme) => ({
    theme,
    total: sum(cells, (tally) => (tally.theme === theme ? tally.total : 0)),
  }));
  return totals.toSorted((a, b) => b.total - a.total || a.theme.localeCompare(b.theme, "zh"));
}

const countBy = <Key extends string>(
  keys: readonly Key[],
  cells: readonly Tally[],
  of: (tally: Tally) => Key,
): Record<Key, number> =>
  Object.fromEntries(keys.map((key) => [key, sum(cells, (tally) => (of(tally) === key ? tally.total : 0))])) as Record<
    Key,
    number
  >;

export async function getResource(call: Call, deps: CatalogDeps, id: string): Promise<Resource> {
  return view(call, deps, await visibleResource(call, id));
}

export async function findOneResource(
  call: Call,
  deps: CatalogDeps,
  { key, department }: { readonly key: string; readonly department?: string | undefined },
): Promise<Resource> {
  const resource = await findByKey(call, key, department);
  if (!resource) throw problem(problems["resource-not-found"], { key });
  return view(call, deps, resource);
}

async function view(call: Call, deps: CatalogDeps, resource: StoredResource): Promise<Resource> {
  const lookups = await lookupsOf(call, deps);
  return viewOf(call, lookups, resource, await snapshotForOutside(call, resource));
}

/** The published version, where the person asking is outside the department's scope; null inside. */
export async function snapshotForOutside(call: Call, resource: StoredResource): Promise<Snapshot | null> {
  if (mayTouch(call.actor, resource.department)) return null;
  const version = await findVersion(call.db, resource.id, resource.publishedVersion);
  if (!version) throw problem(problems["resource-not-found"], { key: resource.id });
  return version.snapshot;
}

/** Newest first; each says what it changed against the one before. */
export async function listVersions(call: Call, id: string): Promise<{ items: ResourceVersion[] }> {
  await visibleResource(call, id);
  const versions = await versionsOf(call.db, id);
  return { items: versions.map((version, index) => versionView(version, changes(call, versions[index + 1], version))) };
}

export async function getVersion(call: Call, { id, version }: { readonly id: string; readonly version: number }) {
  const resource = await visibleResource(call, id);
  const found = await findVersion(call.db, id, version);
  if (!found) {
    const { fields, publishedVersion: latest } = resource;
    const shown = (await snapshotForOutside(call, resource))?.fields ?? fields;
    throw problem(problems["version-not-found"], { name: shown.name, version, latest });
  }
  const before = await findVersion(call.db, id, version - 1);
  const { fields, departmentName: provider, grade, hasPersonal } = found.snapshot;
  return { ...versionView(found, changes(call, before, found)), fields, departmentName: provider, grade, hasPersonal };
}

/**
 * What differs from one published version to another, or to the working copy for those inside the department's scope;
 * outside it, to the last published version.
 */
export async function compareVersions(
  call: Call,
  { id, from, to }: { readonly id: string; readonly from: number; readonly to?: number | undefined },
): Promise<{ from: number; to: number | null; changes: Change[] }> {
  const resource = await visibleResource(call, id);
  const outside = await snapshotForOutside(call, resource);
  const shown = (outside ?? resource).fields;
  const fieldsOf = async (version: number) => {
    const found = await findVersion(call.db, id, version);
    if (found) return found.snapshot.fields;
    throw problem(problems["version-not-found"], { name: shown.name, version, latest: resource.publishedVersion });
  };
  const [before, after] = [await fieldsOf(from), to === undefined ? shown : await fieldsOf(to)];
  const compared = to ?? (outside ? resource.publishedVersion : null);
  return { from, to: compared, changes: changesBetween(before, after, call.language) };
}

const changes = (call: Call, before: StoredVersion | undefined, after: StoredVersion): Change[] =>
  before ? changesBetween(before.snapshot.fields, after.snapshot.fields, call.language) : [];

const versionView = (stored: StoredVersion, changed: Change[]): ResourceVersion => ({
  version: stored.version,
  publishedAt: stored.publishedAt.toISOString(),
  publishedBy: stored.publishedBy,
  changes: changed,
});
