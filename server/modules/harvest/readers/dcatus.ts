import type { ExternalDataset, HarvestFault } from "#contract/harvest";
import type { Found } from "../found.ts";
import {
  basicFaults,
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
  withoutMarkup,
} from "../plain.ts";
import { parseJson, unfit } from "./fetch.ts";

type Version = "1.1" | "3.0";

/** Every dataset of a data.json, DCAT-US 1.1 or 3.0. */
export function parseDcatus(bytes: Buffer, place: string): Found[] {
  const catalog = parseJson(place, bytes);
  if (!isRecord(catalog) || !["dataset", "catalog", "datasetSeries", "service"].some((key) => key in catalog))
    throw unfit(place, "没有 dataset / no member dataset");
  const version: Version = /3\.0/.test(textOf(catalog["conformsTo"]) || JSON.stringify(catalog["conformsTo"] ?? ""))
    ? "3.0"
    : "1.1";
  return datasetsIn(catalog).map((given) => datasetFound(given, version));
}

/**
 * Of the catalog, of catalogs inside it, of series and of services (3.0), each once: a member that also stands at the top is
 * one dataset, two at the top with one identifier are a mistake that the run reports.
 */
function datasetsIn(catalog: Readonly<Record<string, unknown>>): unknown[] {
  const own = listOf(catalog["dataset"]);
  const named = new Set(own.map(idOf));
  const beside = [
    ...listOf(catalog["datasetSeries"])
      .filter(isRecord)
      .flatMap((series) => ["first", "seriesMember", "last"].flatMap((key) => listOf(series[key]))),
    ...listOf(catalog["service"])
      .filter(isRecord)
      .flatMap((service) => listOf(service["servesDataset"])),
  ].filter((one) => {
    if (!isRecord(one) || !("title" in one)) return false;
    const id = idOf(one);
    if (id !== "" && named.has(id)) return false;
    named.add(id);
    return true;
  });
  const inner = listOf(catalog["catalog"]).filter(isRecord).flatMap(datasetsIn);
  return [...own, ...beside, ...inner];
}

/** A text; in 3.0 also an Identifier with its `@id` or notation. */
function idOf(given: unknown): string {
  if (!isRecord(given)) return "";
  const { identifier } = given;
  if (!isRecord(identifier)) return textOf(identifier);
  return textOf(identifier["@id"]) || textOf(identifier["notation"]) || textOf(identifier["@value"]);
}

function datasetFound(given: unknown, version: Version): Found {
  if (!isRecord(given))
    return {
      originId: "",
      title: "",
      faults: [fault("not-a-dataset", "不是一个数据集对象。", "It is no dataset object.")],
    };
  const dataset = datasetOf(given);
  const faults = [...basicFaults(dataset), ...mandatoryFaults(given, version), ...formFaults(given, version)];
  return faults.length > 0 ? { originId: dataset.originId, title: dataset.title, faults } : { dataset };
}

const mandatory: Readonly<Record<Version, readonly string[]>> = {
  "1.1": ["description", "keyword", "modified", "publisher", "contactPoint", "accessLevel"],
  "3.0": ["description", "publisher", "contactPoint"],
};

/** Fields that the schema of its version requires (DCAT-US 1.1 catalog.json, DCAT-US 3.0 Dataset). */
function mandatoryFaults(given: Readonly<Record<string, unknown>>, version: Version): HarvestFault[] {
  return mandatory[version]
    .filter((name) => listOf(given[name]).length === 0)
    .map((name) =>
      fault(
        `dcatus.${name}-missing`,
        `缺少 DCAT-US ${version} 必填的 ${name}。请来源补上。`,
        `It lacks ${name}, which DCAT-US ${version} requires. The portal has to add it.`,
      ),
    );
}

const interval = /^R\/P(?:\d+(?:\.\d+)?[YMWD])*(?:T(?:\d+(?:\.\d+)?[HMS])+)?$/;

function formFaults(given: Readonly<Record<string, unknown>>, version: Version): HarvestFault[] {
  const access = textOf(given["accessLevel"]);
  const modified = textOf(given["modified"]);
  const licence = textOf(given["license"]);
  const address = listOf(given["distribution"])
    .filter(isRecord)
    .flatMap((one) => [textOf(one["accessURL"]), textOf(one["downloadURL"])])
    .find((text) => text !== "" && linkOf(text) === "");
  const mail = version === "1.1" && isRecord(given["contactPoint"]) ? textOf(given["contactPoint"]["hasEmail"]) : "";
  return [
    ...(access === "non-public"
      ? [
          fault(
            "dcatus.not-public",
            "accessLevel 是 non-public。只收公开的。",
            "Its accessLevel is non-public. Only public ones are taken.",
          ),
        ]
      : []),
    ...(modified !== "" && momentOf(modified) === null && !interval.test(modified)
      ? [
          fault(
            "dcatus.modified-unfit",
            `modified“${modified.slice(0, 60)}”不是日期，也不是 R/P1W 这样的周期。`,
            `Its modified ${modified.slice(0, 60)} is neither a date nor an interval such as R/P1W.`,
          ),
        ]
      : []),
    ...(version === "1.1" && licence !== "" && linkOf(licence) === ""
      ? [
          fault(
            "dcatus.license-unfit",
            `license 应是网址，现在是“${withoutMarkup(licence).slice(0, 60)}…”。`,
            `Its license has to be an address and is ${withoutMarkup(licence).slice(0, 60)}….`,
          ),
        ]
      : []),
    ...(address === undefined
      ? []
      : [
          fault(
            "dcatus.url-unfit",
            `分发地址“${address.slice(0, 100)}”不是网址。`,
            `The address ${address.slice(0, 100)} of a distribution is no web address.`,
          ),
        ]),
    ...(mail !== "" && !/^mailto:[^@\s]+@[^@\s]+$/i.test(mail)
      ? [
          fault(
            "dcatus.contact-unfit",
            "contactPoint.hasEmail 应写成 mailto:…@…。",
            "contactPoint.hasEmail has to be written mailto:…@….",
          ),
        ]
      : []),
  ];
}

function datasetOf(given: Readonly<Record<string, unknown>>): ExternalDataset {
  const licence = given["license"];
  return {
    ...emptyDataset,
    originId: idOf(given),
    title: textOf(given["title"]),
    abstract: withoutMarkup(textOf(given["description"])),
    publisher: publisherOf(given["publisher"]),
    theme: textsOf(given["theme"])[0] ?? "",
    keywords: textsOf(given["keyword"]),
    licence: linkOf(licence) === "" ? textOf(licence) : "",
    licenceUrl: linkOf(licence),
    landingPage: linkOf(given["landingPage"]),
    language: textsOf(given["language"]).join("、"),
    updateCycle:
      textOf(given["accrualPeriodicity"]) ||
      (textOf(given["modified"]).startsWith("R/") ? textOf(given["modified"]) : ""),
    issuedAt: momentOf(textOf(given["issued"])),
    modifiedAt: momentOf(textOf(given["modified"])),
    distributions: withAddress(
      listOf(given["distribution"])
        .filter(isRecord)
        .map((one) => ({
          title: textOf(one["title"]),
          format: textOf(one["format"]),
          mediaType: textOf(one["mediaType"]),
          url: linkOf(one["downloadURL"]) || linkOf(one["accessURL"]),
          sizeBytes: numberOf(one["byteSize"] ?? ""),
        })),
    ),
  };
}

const publisherOf = (value: unknown): string => (isRecord(value) ? textOf(value["name"]) : textOf(value));
