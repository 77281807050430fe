import type { Resource } from "#contract/catalog";
import type { OpeningTerms } from "#contract/portal-manage";
import type { Call } from "#kernel/call";
import { themes } from "./lists-store.ts";
import type { PortalParts } from "./parts.ts";
import { assessTerms } from "./reading.ts";

/** A first draft: what may be opened as it is, described as the catalog describes it. */
export async function proposeOpening(parts: PortalParts, call: Call, resourceId: string) {
  const resource = await parts.catalog.view(call, resourceId);
  const themeList = await themes(call.db);
  const theme = themeList.find(({ name }) => name.zh === resource.theme)?.code ?? "other";
  const access = resource.openClass === "conditional" ? ("conditional" as const) : ("open" as const);
  const all: OpeningTerms = {
    title: { zh: resource.name, en: resource.nameEn },
    description: {
      zh: resource.abstract.length >= 10 ? resource.abstract : `${resource.name}，由提供部门更新。`,
      en: "",
    },
    theme,
    keywords: [],
    licence: access === "open" ? "public-data-open-1.0" : "agreement-1.0",
    access,
    conditions: access === "open" ? "" : resource.openConditions,
    items: resource.items.map(({ field }) => ({ field, mask: null, description: "" })),
    smallCells: [],
    spatial: "",
    from: null,
    until: null,
    point: null,
    countBy: null,
    acknowledged: "",
  };
  const first = await assessTerms(parts, call, resource, all);
  const may = first.items.filter((item) => item.mayOpen && !item.soundsPersonal && !item.isMasked);
  const open = resource.items.filter(({ field }) => may.some((item) => item.field === field));
  const terms: OpeningTerms = {
    ...all,
    items: (open.length > 0 ? open : resource.items.slice(0, 1)).map(({ field }) => ({
      field,
      mask: null,
      description: "",
    })),
    smallCells: may.filter((item) => item.isCount).map(({ field }) => ({ field, hides: [] })),
    point: pointOf(open),
    countBy: countedBy(open),
  };
  return { code: codeFor(resource), terms, assessment: await assessTerms(parts, call, resource, terms) };
}

type Items = Resource["items"];

function pointOf(items: Items): OpeningTerms["point"] {
  const named = (pattern: RegExp) =>
    items.find(({ field, name }) => pattern.test(field) || pattern.test(name.zh))?.field;
  const [longitude, latitude] = [named(/^lon(?:gitude)?$|经度/), named(/^lat(?:itude)?$|纬度/)];
  if (longitude !== undefined && latitude !== undefined) return { longitude, latitude };
  // As the intake names what a GeoJSON file holds beside its properties.
  const geometry = items.find(
    ({ field, name, type }) => type.kind === "text" && (/^geom(?:etry)?$/.test(field) || /geojson/i.test(name.zh)),
  );
  return geometry ? { geometry: geometry.field } : null;
}

/** A column by which people would count: a division, a kind, a status. */
function countedBy(items: Items): string | null {
  const texts = items.filter(
    ({ type, isKey, name }) => type.kind === "text" && !isKey && !/代码|编码|编号/.test(name.zh),
  );
  for (const pattern of [/区县|行政区|所在地|乡镇|街道/, /类型|类别|种类|等级|性质|级别/, /状态|结果|机关/]) {
    const found = texts.find(({ name }) => pattern.test(name.zh));
    if (found) return found.field;
  }
  return null;
}

const codeFor = ({ nameEn, number }: Resource): string => {
  const slug = nameEn
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, 60)
    .replaceAll(/-+$/g, "");
  return slug.length >= 3 ? slug : `dataset-${number}`;
};
