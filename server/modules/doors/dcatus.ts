import { Readable } from "node:stream";
import type { UpdateCycle } from "#contract/catalog";
import type { PublicDataset } from "#contract/portal";
import type { Call } from "#kernel/call";
import { originOf } from "#kernel/http/origin";
import type { RawAnswer, RequestFacts } from "#kernel/http/route";
import { datasetAddress } from "./dcat/describe.ts";
import { everyDataset } from "./everything.ts";
import { absolute, pageOf } from "./origin.ts";
import type { DoorsParts } from "./parts.ts";

/** ISO 8601 repeating intervals, as DCAT-US 1.1 wants them. */
const intervals: Readonly<Record<UpdateCycle, string>> = {
  "real-time": "R/PT1S",
  daily: "R/P1D",
  weekly: "R/P1W",
  monthly: "R/P1M",
  quarterly: "R/P3M",
  "half-yearly": "R/P6M",
  yearly: "R/P1Y",
  irregular: "irregular",
};

/** A dataset by DCAT-US 1.1 (resources.data.gov/schemas/dcat-us/v1.1). */
export function dcatusOf(origin: string, mail: string, set: PublicDataset) {
  const { temporal, licence } = set;
  return {
    "@type": "dcat:Dataset",
    "@id": datasetAddress(origin, set.code),
    identifier: set.id,
    title: set.title.zh,
    description: set.description.zh,
    // At least one is required; the theme says what it is about.
    keyword: set.keywords.length > 0 ? set.keywords : [set.theme.name.zh],
    modified: set.modified,
    issued: set.issued,
    publisher: { "@type": "org:Organization", name: set.department.name },
    contactPoint: { "@type": "vcard:Contact", fn: set.contact.name || set.department.name, hasEmail: `mailto:${mail}` },
    accessLevel: set.access === "open" ? "public" : "restricted public",
    ...(set.access === "open" ? {} : { rights: (set.conditions || "有条件开放").slice(0, 255) }),
    accrualPeriodicity: intervals[set.frequency],
    language: ["zh-CN"],
    landingPage: pageOf(origin, set.code),
    license: absolute(origin, licence.url),
    theme: [set.theme.name.zh],
    ...(set.spatial.name === "" ? {} : { spatial: set.spatial.name }),
    ...(temporal.from === null || temporal.until === null ? {} : { temporal: `${temporal.from}/${temporal.until}` }),
    ...(set.distributions.length === 0
      ? {}
      : {
          distribution: set.distributions.map((file) => ({
            "@type": "dcat:Distribution",
            title: file.fileName,
            downloadURL: absolute(origin, file.path),
            mediaType: file.mediaType,
            format: file.format.toUpperCase(),
          })),
        }),
  };
}

const schema = "https://project-open-data.cio.gov/v1.1/schema";

/** The whole catalog, written while it is read: it may be larger than memory should hold. */
export function answerDcatus(call: Call, parts: DoorsParts, facts: RequestFacts): RawAnswer {
  const origin = originOf(parts.site, facts);
  const head = {
    "@context": `${schema}/catalog.jsonld`,
    "@id": `${origin}/data.json`,
    "@type": "dcat:Catalog",
    conformsTo: schema,
    describedBy: `${schema}/catalog.json`,
  };
  async function* text(): AsyncGenerator<string> {
    yield `${JSON.stringify(head).slice(0, -1)},"dataset":[`;
    let isFirst = true;
    for await (const set of everyDataset(call, parts)) {
      yield `${isFirst ? "" : ","}\n${JSON.stringify(dcatusOf(origin, parts.mail, set))}`;
      isFirst = false;
    }
    yield "]}\n";
  }
  return {
    status: 200,
    headers: {
      "content-type": "application/json; charset=utf-8",
      "access-control-allow-origin": "*",
      "cache-control": "no-cache",
    },
    body: Readable.from(text()),
  };
}
