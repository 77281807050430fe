import type { ExternalDataset } from "#contract/harvest";
import type { Batch, Found, Mark, Position, Reader } from "../found.ts";
import {
  basicFaults,
  distinct,
  emptyDataset,
  fault,
  isRecord,
  linkOf,
  listOf,
  momentOf,
  numberOf,
  textOf,
  textsOf,
  withAddress,
} from "../plain.ts";
import { type Fetching, fetchDocument, parseJson, refuseUnlessFound, unfit } from "./fetch.ts";

const rowsPerPage = 100;

export interface CkanPlan {
  /** The site's address. */
  readonly url: string;
  /** As `fq` takes it; empty for all. */
  readonly filter: string;
  /** `modifiedAt` of the newest package seen; empty reads all. */
  readonly mark: Mark;
}

/**
 * `package_search` as ckanext-harvest asks it: a hundred at a time, sorted by id, until a page brings no new one; later only
 * what was modified since the newest that was seen.
 */
export function ckanReader(fetching: Fetching, { url, filter, mark }: CkanPlan): Reader {
  const since = mark["modifiedAt"] ?? "";
  let newest = since;
  return {
    isWhole: since === "",
    isUntouched: () => false,
    mark: (): Mark => (newest === "" ? {} : { modifiedAt: newest }),
    async *batches(from: Position | null): AsyncGenerator<Batch> {
      const before = new Set<string>();
      newest = String(from?.["newest"] ?? since);
      for (let start = Number(from?.["start"] ?? 0); ; start += rowsPerPage) {
        const fq = [filter, since === "" ? "" : `metadata_modified:[${since} TO *]`].filter((part) => part !== "");
        const address = new URL("api/3/action/package_search", url.endsWith("/") ? url : `${url}/`);
        address.searchParams.set("rows", String(rowsPerPage));
        address.searchParams.set("start", String(start));
        address.searchParams.set("sort", "id asc");
        if (fq.length > 0) address.searchParams.set("fq", fq.join(" AND "));
        const page = await pageAt(fetching, address.href);
        const fresh = page.packages.filter((one) => !before.has(textOf(isRecord(one) ? one["id"] : "")));
        if (fresh.length === 0) return;
        before.clear();
        for (const one of fresh) if (isRecord(one)) before.add(textOf(one["id"]));
        const found = fresh.map((one) => packageFound(one, url));
        for (const one of found)
          if ("dataset" in one && one.dataset.modifiedAt !== null && one.dataset.modifiedAt > newest)
            newest = one.dataset.modifiedAt;
        yield { found, position: { start: start + rowsPerPage, newest }, announced: page.count };
        if (page.count !== null && start + rowsPerPage >= page.count) return;
      }
    },
  };
}

/** @throws Problem harvest.answer-unfit with CKAN's own words where it gives any */
async function pageAt(fetching: Fetching, url: string): Promise<{ count: number | null; packages: unknown[] }> {
  const fetched = await fetchDocument(fetching, url, { accept: "application/json" });
  const body = fetched.status === 404 ? null : parseJson(url, fetched.body);
  if (isRecord(body) && body["success"] === false) {
    const { error } = body;
    throw unfit(
      url,
      `${isRecord(error) ? textOf(error["__type"]) : ""} ${isRecord(error) ? textOf(error["message"]) : ""}`,
    );
  }
  refuseUnlessFound(url, fetched);
  return pageOf(url, body);
}

/** The envelope of an answer, or the bare result as exports keep it. */
export function pageOf(place: string, body: unknown): { count: number | null; packages: unknown[] } {
  const result = isRecord(body) && isRecord(body["result"]) ? body["result"] : body;
  if (!isRecord(result) || !Array.isArray(result["results"]))
    throw unfit(place, "没有 result.results / no result.results");
  return { count: numberOf(result["count"]), packages: result["results"] };
}

export function packageFound(given: unknown, site: string): Found {
  if (!isRecord(given))
    return {
      originId: "",
      title: "",
      faults: [fault("not-a-dataset", "不是一个数据集对象。", "It is no dataset object.")],
    };
  const dataset = datasetOf(given, site);
  const faults = [...basicFaults(dataset), ...visibilityFaults(given)];
  return faults.length > 0 ? { originId: dataset.originId, title: dataset.title, faults } : { dataset };
}

function visibilityFaults(given: Readonly<Record<string, unknown>>) {
  const state = textOf(given["state"]);
  const isHidden = given["private"] === true || !(state === "" || state === "active");
  return isHidden
    ? [
        fault(
          "ckan.not-public",
          `不是公开的数据集（state ${state}）。只收公开的。`,
          `It is not public (state ${state}). Only public ones are taken.`,
        ),
      ]
    : [];
}

function datasetOf(given: Readonly<Record<string, unknown>>, site: string): ExternalDataset {
  const { organization, resources, groups, tags, extras } = given;
  const base = site.endsWith("/") ? site : `${site}/`;
  const name = textOf(given["name"]);
  const extra = extrasOf(extras);
  return {
    ...emptyDataset,
    originId: textOf(given["id"]) || name,
    title: textOf(given["title_translated"]) || textOf(given["title"]) || name,
    titleEn: isRecord(given["title_translated"]) ? textOf(given["title_translated"]["en"]) : "",
    abstract: textOf(given["notes_translated"]) || textOf(given["notes"]),
    publisher:
      (isRecord(organization) ? textOf(organization["title"]) || textOf(organization["name"]) : "") ||
      textOf(given["author"]),
    theme: namesOf(groups)[0] ?? "",
    keywords: namesOf(tags),
    licence: textOf(given["license_title"]) || textOf(given["license"]) || textOf(given["license_id"]),
    licenceUrl: linkOf(given["license_url"]),
    landingPage: linkOf(given["url"], base) || linkOf(`dataset/${encodeURIComponent(name)}`, base),
    language: textOf(given["language"]) || (extra.get("language") ?? ""),
    updateCycle: textOf(given["frequency"]) || (extra.get("frequency") ?? ""),
    fields: distinct((extra.get("fields") ?? "").split("、")),
    issuedAt: momentOf(textOf(given["metadata_created"])),
    modifiedAt: momentOf(textOf(given["metadata_modified"])),
    distributions: withAddress(
      listOf(resources)
        .filter(isRecord)
        .map((one) => ({
          title: textOf(one["name"]) || textOf(one["description"]),
          format: textOf(one["format"]).toUpperCase(),
          mediaType: textOf(one["mimetype"]),
          url: linkOf(one["url"], base),
          sizeBytes: numberOf(one["size"] ?? ""),
        })),
    ),
  };
}

/** Tags and groups: objects today, bare names in old sites. */
const namesOf = (value: unknown): string[] =>
  distinct(
    listOf(value).map((one) =>
      isRecord(one) ? textOf(one["display_name"]) || textOf(one["title"]) || textOf(one["name"]) : textOf(one),
    ),
  );

/** `[{key, value}]` today, an object in old sites. */
function extrasOf(value: unknown): Map<string, string> {
  if (isRecord(value)) return new Map(Object.entries(value).map(([key, one]) => [key, textsOf(one).join("、")]));
  return new Map(
    listOf(value)
      .filter(isRecord)
      .map((one) => [textOf(one["key"]), textOf(one["value"])]),
  );
}
