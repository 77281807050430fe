import {
  type DatasetFacets,
  type datasetFacets,
  DatasetFilter,
  type DatasetList,
  DatasetQuery,
  type PublicDataset,
  type PublicDepartment,
  type PublicTheme,
  openFormatNames,
  type OpenFormat,
  accessRightNames,
  type AccessRight,
  type Licence,
} from "#contract/portal";
import type { Call } from "#kernel/call";
import { problem } from "#kernel/problem";
import { asPublic } from "./as-public.ts";
import { readCursor, writeCursor } from "./cursor.ts";
import * as faces from "./face-store.ts";
import { licences as allLicences, themes as allThemes } from "./lists-store.ts";
import type { PortalParts } from "./parts.ts";
import { problems } from "./problems.ts";

const faceOf = ({ doc, downloads, calls, applications }: Awaited<ReturnType<typeof faces.pageOfFaces>>[number]) => ({
  ...doc,
  uses: { downloads, calls, applications },
});

/** Words become the datasets that meet them, best first; everything else is a filter as it stands. */
async function filterOf(parts: PortalParts, call: Call, asked: DatasetFilter): Promise<faces.FaceFilter> {
  const { q, ...filter } = DatasetFilter.parse(asked);
  if (q === undefined || q === "") return filter;
  return { ...filter, ids: await parts.search.refs(asPublic(call), { q, kind: "dataset" }) };
}

/** By cursor, or by offset for those who know no cursors. @throws Problem portal.bad-cursor */
export async function listDatasets(parts: PortalParts, call: Call, asked: DatasetQuery): Promise<DatasetList> {
  const { limit, cursor, offset = 0, sort: wanted, ...rest } = DatasetQuery.parse(asked);
  const filter = await filterOf(parts, call, rest);
  const sort = wanted === "relevance" && !filter.ids ? "modified" : (wanted ?? (filter.ids ? "relevance" : "modified"));
  const after = cursor === undefined ? null : readCursor(sort, cursor);
  const [rows, total] = await Promise.all([
    faces.pageOfFaces(call.db, filter, sort, { limit: limit + 1, offset: after ? 0 : offset, after }),
    faces.countFaces(call.db, filter),
  ]);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const next = rows.length > limit && last ? writeCursor(sort, { key: last.place, id: last.doc.id }) : null;
  return { items: page.map(faceOf), next, total };
}

/** By code or id. @throws Problem portal.dataset-not-found */
export async function getDataset(call: Call, key: string): Promise<PublicDataset> {
  const row = await faces.findFace(call.db, key);
  if (!row) throw problem(problems["dataset-not-found"], { code: key.slice(0, 80) });
  return faceOf(row);
}

export async function facets(parts: PortalParts, call: Call, asked: DatasetFilter): Promise<DatasetFacets> {
  const filter = await filterOf(parts, call, asked);
  const [counts, labels] = await Promise.all([faces.facetCounts(call.db, filter), labelsOf(parts, call)]);
  const of = (facet: (typeof datasetFacets)[number]) =>
    counts
      .filter((row) => row.facet === facet)
      .map(({ value, count }) => ({ value, label: labels(facet, value), count }));
  return {
    department: of("department"),
    division: of("division"),
    theme: of("theme"),
    keyword: of("keyword"),
    format: of("format"),
    licence: of("licence"),
    access: of("access"),
  };
}

async function labelsOf(parts: PortalParts, call: Call) {
  const [departments, themeList, licenceList] = await Promise.all([
    parts.registry.departments(asPublic(call)),
    allThemes(call.db),
    allLicences(call.db),
  ]);
  const divisions = new Map([...departments.values()].map((one) => [one.division, one.divisionName]));
  const same = (text: string) => ({ zh: text, en: text });
  return (facet: (typeof datasetFacets)[number], value: string) => {
    switch (facet) {
      case "department": {
        const found = departments.get(value);
        return found ? { zh: found.name, en: found.nameEn === "" ? found.name : found.nameEn } : same(value);
      }
      case "division":
        return same(divisions.get(value) ?? value);
      case "theme":
        return themeList.find((one) => one.code === value)?.name ?? same(value);
      case "licence":
        return licenceList.find((one) => one.id === value)?.name ?? same(value);
      case "format":
        return openFormatNames[value as OpenFormat];
      case "access":
        return accessRightNames[value as AccessRight];
      case "keyword":
        return same(value);
    }
  };
}

/** Departments with at least one open dataset, most first. */
export async function openDepartments(parts: PortalParts, call: Call): Promise<PublicDepartment[]> {
  const [counts, departments] = await Promise.all([
    faces.departmentCounts(call.db, call.now),
    parts.registry.departments(asPublic(call)),
  ]);
  return counts.map(({ department: code, datasets, rowCount, modified }) => {
    const found = departments.get(code);
    return {
      code,
      name: found?.name ?? code,
      nameEn: found?.nameEn ?? "",
      division: { code: found?.division ?? "", name: found?.divisionName ?? "" },
      datasets,
      rowCount,
      modified: modified.toISOString(),
    };
  });
}

/** Every theme, also those without a dataset, in their order. */
export async function openThemes(call: Call): Promise<PublicTheme[]> {
  const [all, counts] = await Promise.all([allThemes(call.db), faces.facetCounts(call.db, {})]);
  return all.map(({ code, name }) => ({
    code,
    name,
    datasets: counts.find((row) => row.facet === "theme" && row.value === code)?.count ?? 0,
  }));
}

export async function openLicences(call: Call): Promise<Licence[]> {
  const [all, counts] = await Promise.all([allLicences(call.db), faces.facetCounts(call.db, {})]);
  return all.map((licence) => ({
    ...licence,
    datasets: counts.find((row) => row.facet === "licence" && row.value === licence.id)?.count ?? 0,
  }));
}

/** Datasets withdrawn at or after an instant, oldest first: what a harvester has to take away. */
export async function withdrawnSince(
  call: Call,
  since: string,
  limit: number,
): Promise<{ id: string; code: string; title: string; withdrawnAt: string }[]> {
  const rows = await faces.withdrawnFaces(call.db, since, limit);
  return rows.map((row) => ({ ...row, withdrawnAt: row.withdrawnAt.toISOString() }));
}
