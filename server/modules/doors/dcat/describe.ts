import type { Quad_Object, Quad_Subject } from "@rdfjs/types";
import { DataFactory, type Store } from "n3";
import { updateCycleNames } from "#contract/catalog";
import { accessRightNames, openFormatNames, type PublicDataset } from "#contract/portal";
import { absolute, pageOf } from "../origin.ts";
import {
  accessTypes,
  chinese,
  europeanThemes,
  fileTypes,
  frequencies,
  sha256,
  type Short,
  stable,
  term,
} from "./terms.ts";

/** Statements one after another about one subject. */
export function about(store: Store, subject: Quad_Subject) {
  const say = (predicate: Short, object: Quad_Object): void => {
    store.addQuad(DataFactory.quad(subject, term(predicate), object));
  };
  return {
    subject,
    is: (kind: Short) => say("rdf:type", term(kind)),
    text: (predicate: Short, value: string, language = "zh") => {
      if (value !== "") say(predicate, DataFactory.literal(value, language));
    },
    both: (predicate: Short, { zh, en }: { readonly zh: string; readonly en: string }) => {
      say(predicate, DataFactory.literal(zh, "zh"));
      if (en !== "" && en !== zh) say(predicate, DataFactory.literal(en, "en"));
    },
    typed: (predicate: Short, value: string, kind: Short) => say(predicate, DataFactory.literal(value, term(kind))),
    plain: (predicate: Short, value: string) => say(predicate, DataFactory.literal(value)),
    link: (predicate: Short, url: string) => say(predicate, DataFactory.namedNode(url)),
    node: (predicate: Short, node: Quad_Subject) => {
      say(predicate, node);
      return about(store, node);
    },
    blank: (predicate: Short) => {
      const node = DataFactory.blankNode();
      say(predicate, node);
      return about(store, node);
    },
    at: (predicate: Short, url: string) => {
      say(predicate, DataFactory.namedNode(url));
      return about(store, DataFactory.namedNode(url));
    },
  };
}

export const datasetAddress = (origin: string, code: string): string => `${origin}/dataset/${encodeURIComponent(code)}`;

/** A dataset as DCAT-AP 3.0.1 describes it, with everything it points to named in both languages. */
export function describeDataset(store: Store, origin: string, set: PublicDataset): void {
  const address = datasetAddress(origin, set.code);
  const it = about(store, DataFactory.namedNode(address));
  it.is("dcat:Dataset");
  it.both("dct:title", set.title);
  it.both("dct:description", set.description);
  it.plain("dct:identifier", set.id);
  for (const word of set.keywords) it.text("dcat:keyword", word);
  it.typed("dct:issued", set.issued, "xsd:dateTime");
  it.typed("dct:modified", set.modified, "xsd:dateTime");
  it.plain("dcat:version", String(set.version));
  describePublisher(store, origin, it, set);
  describeTheme(origin, it, set);
  const frequency = it.at("dct:accrualPeriodicity", frequencies[set.frequency]);
  frequency.is("dct:Frequency");
  frequency.both("skos:prefLabel", updateCycleNames[set.frequency]);
  const rights = it.at("dct:accessRights", accessTypes[set.access]);
  rights.is("dct:RightsStatement");
  rights.both("skos:prefLabel", accessRightNames[set.access]);
  it.at("dct:language", chinese).is("dct:LinguisticSystem");
  it.at("dcat:landingPage", pageOf(origin, set.code)).is("foaf:Document");
  describePlaceAndTime(it, set);
  for (const file of set.distributions) describeFile(origin, it, set, file);
  if (set.rowsPath !== null) describeRows(store, origin, set, set.rowsPath);
}

type About = ReturnType<typeof about>;

function describePublisher(_store: Store, origin: string, it: About, { department, contact }: PublicDataset): void {
  const publisher = it.at("dct:publisher", `${origin}/open/departments/${department.code}`);
  publisher.is("foaf:Agent");
  publisher.both("foaf:name", { zh: department.name, en: department.nameEn });
  const office = it.blank("dcat:contactPoint");
  office.is("vcard:Organization");
  office.is("vcard:Kind");
  office.text("vcard:fn", contact.name === "" ? department.name : contact.name);
  if (/^[+\d][\d ()-]{2,30}$/.test(contact.phone))
    office.link("vcard:hasTelephone", `tel:${contact.phone.replaceAll(/[^+\d-]/g, "")}`);
  if (contact.page !== "") office.link("vcard:hasURL", absolute(origin, contact.page));
}

function describeTheme(origin: string, it: About, { theme }: PublicDataset): void {
  const own = it.at("dcat:theme", `${origin}/open/themes/${theme.code}`);
  own.is("skos:Concept");
  own.both("skos:prefLabel", theme.name);
  const scheme = own.at("skos:inScheme", `${origin}/open/themes`);
  scheme.is("skos:ConceptScheme");
  scheme.both("dct:title", { zh: "开放数据主题", en: "Themes of open data" });
  const european = europeanThemes[theme.code];
  if (!european) return;
  const nearest = it.at("dcat:theme", european.address);
  nearest.is("skos:Concept");
  nearest.text("skos:prefLabel", european.name, "en");
}

function describePlaceAndTime(it: About, { spatial, temporal }: PublicDataset): void {
  if (spatial.box !== null || spatial.name !== "") {
    const place = it.blank("dct:spatial");
    place.is("dct:Location");
    place.text("skos:prefLabel", spatial.name);
    if (spatial.box !== null) {
      const [west, south, east, north] = spatial.box;
      const ring = [`${west} ${south}`, `${east} ${south}`, `${east} ${north}`, `${west} ${north}`, `${west} ${south}`];
      place.typed("dcat:bbox", `POLYGON((${ring.join(",")}))`, "geo:wktLiteral");
    }
  }
  if (temporal.from !== null || temporal.until !== null) {
    const period = it.blank("dct:temporal");
    period.is("dct:PeriodOfTime");
    if (temporal.from !== null) period.typed("dcat:startDate", temporal.from, "xsd:date");
    if (temporal.until !== null) period.typed("dcat:endDate", temporal.until, "xsd:date");
  }
}

function describeLicence(origin: string, it: About, { licence }: PublicDataset): void {
  const document = it.at("dct:license", absolute(origin, licence.url));
  document.is("dct:LicenseDocument");
  document.both("rdfs:label", licence.name);
}

function describeFile(
  origin: string,
  it: About,
  set: PublicDataset,
  file: PublicDataset["distributions"][number],
): void {
  const one = it.at("dcat:distribution", `${datasetAddress(origin, set.code)}#${file.format}`);
  const url = absolute(origin, file.path);
  one.is("dcat:Distribution");
  one.text("dct:title", `${set.title.zh}（${openFormatNames[file.format].zh}）`);
  one.text("dct:description", `${openFormatNames[file.format].zh}，${file.rowCount} 行`);
  one.link("dcat:accessURL", url);
  one.link("dcat:downloadURL", url);
  const format = one.at("dct:format", fileTypes[file.format]);
  format.is("dct:MediaTypeOrExtent");
  const media = one.at("dcat:mediaType", `https://www.iana.org/assignments/media-types/${file.mediaType}`);
  media.is("dct:MediaType");
  one.typed("dcat:byteSize", String(file.sizeBytes), "xsd:nonNegativeInteger");
  one.typed("dct:issued", file.createdAt, "xsd:dateTime");
  one.typed("dct:modified", file.createdAt, "xsd:dateTime");
  const availability = one.at("dcatap:availability", stable);
  availability.is("skos:Concept");
  availability.both("skos:prefLabel", { zh: "稳定", en: "Stable" });
  describeLicence(origin, one, set);
  const checksum = one.blank("spdx:checksum");
  checksum.is("spdx:Checksum");
  checksum.at("spdx:algorithm", sha256).is("spdx:ChecksumAlgorithm");
  checksum.typed("spdx:checksumValue", file.sha256, "xsd:hexBinary");
}

function describeRows(store: Store, origin: string, set: PublicDataset, rowsPath: string): void {
  const address = datasetAddress(origin, set.code);
  const service = about(store, DataFactory.namedNode(`${address}#rows`));
  service.is("dcat:DataService");
  service.both("dct:title", {
    zh: `${set.title.zh}：按条件取行`,
    en: set.title.en === "" ? "" : `${set.title.en}: rows`,
  });
  service.at("dcat:endpointURL", absolute(origin, rowsPath)).is("rdfs:Resource");
  service.at("dcat:endpointDescription", `${origin}/openapi.json`).is("rdfs:Resource");
  service.link("dcat:servesDataset", address);
  describeLicence(origin, service, set);
}
