import type { NamedNode } from "@rdfjs/types";
import { DataFactory } from "n3";

export const namespaces = {
  rdf: "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
  rdfs: "http://www.w3.org/2000/01/rdf-schema#",
  xsd: "http://www.w3.org/2001/XMLSchema#",
  dcat: "http://www.w3.org/ns/dcat#",
  dcatap: "http://data.europa.eu/r5r/",
  dct: "http://purl.org/dc/terms/",
  foaf: "http://xmlns.com/foaf/0.1/",
  skos: "http://www.w3.org/2004/02/skos/core#",
  vcard: "http://www.w3.org/2006/vcard/ns#",
  spdx: "http://spdx.org/rdf/terms#",
  hydra: "http://www.w3.org/ns/hydra/core#",
  locn: "http://www.w3.org/ns/locn#",
  geo: "http://www.opengis.net/ont/geosparql#",
} as const;

export type Short = `${keyof typeof namespaces}:${string}`;

/** `dct:title` in full. */
export function term(short: Short): NamedNode {
  const colon = short.indexOf(":");
  const prefix = short.slice(0, colon) as keyof typeof namespaces;
  return DataFactory.namedNode(`${namespaces[prefix]}${short.slice(colon + 1)}`);
}

/** EU Publications Office's vocabularies, which DCAT-AP binds these properties to. */
const authority = "http://publications.europa.eu/resource/authority";
export const frequencies = {
  "real-time": `${authority}/frequency/UPDATE_CONT`,
  daily: `${authority}/frequency/DAILY`,
  weekly: `${authority}/frequency/WEEKLY`,
  monthly: `${authority}/frequency/MONTHLY`,
  quarterly: `${authority}/frequency/QUARTERLY`,
  "half-yearly": `${authority}/frequency/ANNUAL_2`,
  yearly: `${authority}/frequency/ANNUAL`,
  irregular: `${authority}/frequency/IRREG`,
} as const;
export const fileTypes = {
  csv: `${authority}/file-type/CSV`,
  xlsx: `${authority}/file-type/XLSX`,
  json: `${authority}/file-type/JSON`,
  parquet: `${authority}/file-type/PARQUET`,
  geojson: `${authority}/file-type/GEOJSON`,
} as const;
export const accessTypes = {
  open: `${authority}/access-right/PUBLIC`,
  conditional: `${authority}/access-right/RESTRICTED`,
} as const;
export const chinese = `${authority}/language/ZHO`;
export const stable = `${authority}/planned-availability/STABLE`;

export const sha256 = "http://spdx.org/rdf/terms#checksumAlgorithm_sha256";

const europeanNames = {
  AGRI: "Agriculture, fisheries, forestry and food",
  ECON: "Economy and finance",
  EDUC: "Education, culture and sport",
  ENER: "Energy",
  ENVI: "Environment",
  GOVE: "Government and public sector",
  HEAL: "Health",
  JUST: "Justice, legal system and public safety",
  SOCI: "Population and society",
  TECH: "Science and technology",
  TRAN: "Transport",
} as const;

const european = (code: keyof typeof europeanNames) => ({
  address: `${authority}/data-theme/${code}`,
  name: europeanNames[code],
});

/** The European theme nearest to each of ours; a theme of the hub's own making has none. */
export const europeanThemes: Readonly<Record<string, ReturnType<typeof european>>> = {
  transport: european("TRAN"),
  education: european("EDUC"),
  health: european("HEAL"),
  "food-and-drugs": european("HEAL"),
  environment: european("ENVI"),
  "social-security": european("SOCI"),
  "civil-affairs": european("SOCI"),
  housing: european("SOCI"),
  agriculture: european("AGRI"),
  "natural-resources": european("ENVI"),
  "legal-entities": european("ECON"),
  population: european("SOCI"),
  tax: european("ECON"),
  credit: european("ECON"),
  employment: european("SOCI"),
  culture: european("EDUC"),
  energy: european("ENER"),
  finance: european("ECON"),
  safety: european("JUST"),
  science: european("TECH"),
  other: european("GOVE"),
};
