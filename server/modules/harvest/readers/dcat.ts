import type { Term } from "@rdfjs/types";
import type { Store } from "n3";
import type { ExternalDataset } from "#contract/harvest";
import type { Batch, Found, Mark, Position, Reader } from "../found.ts";
import {
  basicFaults,
  distinct,
  emptyDataset,
  fault,
  linkOf,
  momentOf,
  numberOf,
  withAddress,
  withoutMarkup,
} from "../plain.ts";
import { type Fetching, fetchDocument, refuseUnlessFound } from "./fetch.ts";
import { addressOf, iri, literalIn, literalOf, nameOf, objectsOf, parseRdf, rdfAccept, type Short } from "./rdf.ts";

/** Pages of one catalog; more are a circle. */
const mostPages = 20_000;

/** A catalog in RDF, page by page as hydra says which is next. */
export function dcatReader(fetching: Fetching, url: string): Reader {
  return {
    isWhole: true,
    isUntouched: () => false,
    mark: (): Mark => ({}),
    async *batches(from: Position | null): AsyncGenerator<Batch> {
      const visited = new Set<string>();
      let next: string | null = from === null ? url : String(from["next"]) || null;
      while (next !== null && !visited.has(next) && visited.size < mostPages) {
        visited.add(next);
        const page: string = next;
        const fetched = await fetchDocument(fetching, page, { accept: rdfAccept });
        refuseUnlessFound(page, fetched);
        const store = await parseRdf(fetched.body, page, fetched.headers["content-type"] ?? "");
        next = nextPageOf(store, page);
        yield { found: datasetsIn(store), position: { next: next ?? "" }, announced: totalOf(store) };
      }
    },
  };
}

/** A file that holds the whole catalog. */
export const parseDcat = async (bytes: Buffer, place: string, contentType: string): Promise<Found[]> =>
  datasetsIn(await parseRdf(bytes, place, contentType));

/** hydra:next and its older names; only http and https. */
function nextPageOf(store: Store, page: string): string | null {
  for (const predicate of ["hydra:next", "hydra:nextPage"] as const) {
    const [next] = store.getObjects(null, iri(predicate), null);
    const link = next ? linkOf(next.value, page) : "";
    if (link !== "") return link;
  }
  return null;
}

function totalOf(store: Store): number | null {
  const [total] = store.getObjects(null, iri("hydra:totalItems"), null);
  return total ? numberOf(total.value) : null;
}

function datasetsIn(store: Store): Found[] {
  const subjects = store.getSubjects(iri("rdf:type"), iri("dcat:Dataset"), null) as Term[];
  return subjects.map((subject): Found => {
    const dataset = datasetOf(store, subject);
    const faults = [
      ...basicFaults(dataset),
      ...(dataset.abstract === ""
        ? [
            fault(
              "dcat.description-missing",
              "缺少 DCAT-AP 必填的 dct:description。请来源补上。",
              "It lacks dct:description, which DCAT-AP requires. The portal has to add it.",
            ),
          ]
        : []),
    ];
    return faults.length > 0 ? { originId: dataset.originId, title: dataset.title, faults } : { dataset };
  });
}

function datasetOf(store: Store, subject: Term): ExternalDataset {
  const first = (predicate: Short) => objectsOf(store, subject, predicate)[0];
  const names = (...predicates: Short[]) =>
    distinct(predicates.flatMap((one) => objectsOf(store, subject, one)).map((term) => nameOf(store, term)));
  const distributions = objectsOf(store, subject, "dcat:distribution");
  const licence = first("dct:license") ?? distributions.flatMap((one) => objectsOf(store, one, "dct:license"))[0];
  return {
    ...emptyDataset,
    // The address is the dataset's name in RDF; an identifier stands in for a dataset without one.
    originId: literalOf(store, subject, "dct:identifier") || (subject.termType === "NamedNode" ? subject.value : ""),
    title: literalOf(store, subject, "dct:title"),
    titleEn:
      literalIn(store, subject, "dct:title", /^zh/i) === "" ? "" : literalIn(store, subject, "dct:title", /^en/i),
    abstract: withoutMarkup(literalOf(store, subject, "dct:description")),
    publisher: nameOf(store, first("dct:publisher")),
    theme: themeOf(store, objectsOf(store, subject, "dcat:theme")),
    keywords: names("dcat:keyword").toSorted(),
    licence:
      licence?.termType === "NamedNode" && nameOf(store, licence) === lastPart(licence.value)
        ? ""
        : nameOf(store, licence),
    licenceUrl: linkOf(licence?.value ?? ""),
    landingPage:
      linkOf(addressOf(store, subject, "dcat:landingPage")) ||
      linkOf(subject.termType === "NamedNode" ? subject.value : ""),
    language: names("dct:language").toSorted().join("、"),
    updateCycle: nameOf(store, first("dct:accrualPeriodicity")),
    issuedAt: momentOf(literalOf(store, subject, "dct:issued")),
    modifiedAt: momentOf(literalOf(store, subject, "dct:modified")),
    distributions: withAddress(
      distributions
        .map((one) => ({
          title: literalOf(store, one, "dct:title", "dct:description"),
          format: nameOf(store, objectsOf(store, one, "dct:format")[0]).toUpperCase(),
          mediaType: mediaTypeOf(addressOf(store, one, "dcat:mediaType")),
          url: linkOf(addressOf(store, one, "dcat:downloadURL", "dcat:accessURL")),
          sizeBytes: numberOf(literalOf(store, one, "dcat:byteSize")),
        }))
        .toSorted((a, b) => (a.url < b.url ? -1 : 1)),
    ),
  };
}

/** One named in Chinese before one named otherwise, and that before one known by its address alone. */
const themeOf = (store: Store, themes: readonly Term[]): string => {
  const isNamed = (language: RegExp) => (one: Term) =>
    one.termType === "Literal" || literalIn(store, one, "skos:prefLabel", language) !== "";
  return nameOf(store, themes.find(isNamed(/^zh/i)) ?? themes.find(isNamed(/^/)) ?? themes[0]);
};

const lastPart = (address: string): string => /[^/#:]+$/.exec(address)?.[0] ?? address;
const mediaTypeOf = (address: string): string =>
  address.replace(/^https?:\/\/www\.iana\.org\/assignments\/media-types\//, "");
