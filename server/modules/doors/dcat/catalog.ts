import { createHash } from "node:crypto";
import { DataFactory, Store } from "n3";
import { z } from "zod";
import type { DatasetFilter } from "#contract/portal";
import type { Call } from "#kernel/call";
import type { DoorsParts } from "../parts.ts";
import { about, datasetAddress, describeDataset } from "./describe.ts";
import { chinese } from "./terms.ts";
import type { Syntax } from "./write.ts";

/** As ckanext-dcat pages. */
const perPage = 100;

const Asked = z.object({
  page: z.coerce.number().int().min(1).max(1000).catch(1),
  modified_since: z.string().max(40).catch(""),
  q: z.string().trim().max(120).catch(""),
});

export interface CatalogPage {
  readonly store: Store;
  /** Changes whenever the page would. */
  readonly etag: string;
}

/** A page of the catalog: what it is, a hundred of its datasets, and by hydra where the others are. */
export async function catalogPage(
  call: Call,
  parts: DoorsParts,
  { origin, line, syntax }: { origin: string; line: string; syntax: Syntax },
): Promise<CatalogPage> {
  const query = new URLSearchParams(line.includes("?") ? line.slice(line.indexOf("?") + 1) : "");
  const { page, modified_since: since, q } = Asked.parse(Object.fromEntries(query));
  const filter: DatasetFilter = { ...(q === "" ? {} : { q }), ...sinceFilter(since) };
  const list = await parts.portal.list(call, { ...filter, sort: "id", limit: perPage, offset: (page - 1) * perPage });
  const store = new Store();
  describeCatalog(
    store,
    parts,
    origin,
    list.items.map(({ code }) => code),
  );
  for (const set of list.items) describeDataset(store, origin, set);
  const kept = new URLSearchParams([
    ...(q === "" ? [] : [["q", q]]),
    ...(since === "" ? [] : [["modified_since", since]]),
  ]);
  describePage(store, { origin, syntax, kept, page, total: list.total });
  const state = list.items.map(({ id, modified }) => `${id} ${modified}`);
  return { store, etag: entityTag([origin, syntax, line, String(list.total), ...state]) };
}

/** Weak: two answers that say the same may order it differently. */
export const entityTag = (parts: readonly string[]): string =>
  `W/"${createHash("sha256").update(parts.join("\n")).digest("base64url").slice(0, 27)}"`;

function sinceFilter(since: string): DatasetFilter {
  const at = Date.parse(since);
  return Number.isNaN(at) ? {} : { modifiedSince: new Date(at).toISOString() };
}

function describeCatalog(store: Store, { nodeName }: DoorsParts, origin: string, codes: readonly string[]): void {
  const it = about(store, DataFactory.namedNode(`${origin}/dcat`));
  it.is("dcat:Catalog");
  it.both("dct:title", { zh: `${nodeName} 开放数据目录`, en: `${nodeName}: open data` });
  it.both("dct:description", {
    zh: "各部门向社会开放的数据集，每个都写明字段、许可、更新周期和数据质量。",
    en: "Datasets that departments give to everybody, each with its fields, licence, update cycle and quality.",
  });
  const publisher = it.at("dct:publisher", `${origin}/open`);
  publisher.is("foaf:Agent");
  publisher.text("foaf:name", nodeName);
  it.at("foaf:homepage", `${origin}/open`).is("foaf:Document");
  it.at("dct:language", chinese).is("dct:LinguisticSystem");
  const scheme = it.at("dcat:themeTaxonomy", `${origin}/open/themes`);
  scheme.is("skos:ConceptScheme");
  scheme.both("dct:title", { zh: "开放数据主题", en: "Themes of open data" });
  const ckan = it.at("dcat:service", `${origin}/api/3`);
  ckan.is("dcat:DataService");
  ckan.both("dct:title", { zh: "CKAN 目录接口", en: "CKAN Action API" });
  ckan.at("dcat:endpointURL", `${origin}/api/3`).is("rdfs:Resource");
  for (const code of codes) it.link("dcat:dataset", datasetAddress(origin, code));
}

interface PageFacts {
  readonly origin: string;
  readonly syntax: Syntax;
  readonly kept: URLSearchParams;
  readonly page: number;
  readonly total: number;
}

/** ckanext-dcat's harvester follows `hydra:next`, older ones `hydra:nextPage`. */
function describePage(store: Store, { origin, syntax, kept, page, total }: PageFacts): void {
  const at = (number: number): string => {
    const query = new URLSearchParams([...kept, ["page", String(number)]]);
    return `${origin}/catalog.${syntax}?${query}`;
  };
  const last = Math.max(1, Math.ceil(total / perPage));
  const it = about(store, DataFactory.namedNode(at(page)));
  it.is("hydra:PagedCollection");
  it.typed("hydra:totalItems", String(total), "xsd:integer");
  it.typed("hydra:itemsPerPage", String(perPage), "xsd:integer");
  const link = (name: "first" | "last" | "next" | "previous", number: number) => {
    it.link(`hydra:${name}`, at(number));
    it.link(`hydra:${name}Page`, at(number));
  };
  link("first", 1);
  link("last", last);
  if (page < last) link("next", page + 1);
  if (page > 1) link("previous", page - 1);
}
