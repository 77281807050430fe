import type { Quad, Term } from "@rdfjs/types";
import { JsonLdParser } from "jsonld-streaming-parser";
import { Parser, Store } from "n3";
import { RdfXmlParser } from "rdfxml-streaming-parser";
import { unfit } from "./fetch.ts";

export const rdfAccept = "text/turtle, application/ld+json;q=0.9, application/rdf+xml;q=0.8";

type Syntax = "turtle" | "jsonld" | "rdfxml";

/**
 * The statements of a document, whichever of the three it is written in. Nothing is fetched while parsing: a JSON-LD context
 * at another address is refused, because a document could make the hub call wherever it likes.
 *
 * @throws Problem harvest.answer-unfit
 */
export async function parseRdf(bytes: Buffer, place: string, contentType: string): Promise<Store> {
  const text = new TextDecoder("utf-8").decode(bytes);
  const syntax = syntaxOf(text, contentType);
  const base = URL.canParse(place) ? place : "urn:weir:file";
  try {
    if (syntax === "turtle") return new Store(new Parser({ baseIRI: base }).parse(text));
    if (syntax === "jsonld") return await jsonldOf(text, base);
    return await statementsOf(new RdfXmlParser({ baseIRI: base }), text);
  } catch (cause) {
    throw unfit(place, `${syntax}：${cause instanceof Error ? cause.message.slice(0, 300) : ""}`, cause);
  }
}

async function statementsOf(parser: JsonLdParser | RdfXmlParser, text: string): Promise<Store> {
  const store = new Store();
  parser.end(text);
  for await (const quad of parser as AsyncIterable<Quad>) store.addQuad(quad);
  return store;
}

/**
 * Whatever stands before its type is held back by the parser, at a cost that grows with the square of the document; so types are
 * put first (JSON-LD 1.1 Streaming §3). A document that calls its keywords otherwise is read as it stands.
 */
async function jsonldOf(text: string, baseIRI: string): Promise<Store> {
  const options = { baseIRI, documentLoader: { load: refuseContext } };
  const inOrder = JSON.stringify(typesFirst(JSON.parse(text)));
  try {
    return await statementsOf(new JsonLdParser({ ...options, streamingProfile: true }), inOrder);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "invalid streaming key order")) throw error;
    return await statementsOf(new JsonLdParser(options), text);
  }
}

const firstKeys = ["@context", "@type", "type", "@id", "id"];

function typesFirst(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(typesFirst);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, one]): [string, unknown] => [key, typesFirst(one)]);
  const place = (key: string) => (firstKeys.includes(key) ? firstKeys.indexOf(key) : firstKeys.length);
  return Object.fromEntries(entries.toSorted(([a], [b]) => place(a) - place(b)));
}

async function refuseContext(url: string): Promise<never> {
  throw new Error(`JSON-LD @context ${url} 不在文档内 / is not in the document`);
}

/** As the server says; where it says nothing of use, as the text begins. */
function syntaxOf(text: string, contentType: string): Syntax {
  if (/turtle|n-triples|n3/.test(contentType)) return "turtle";
  if (/ld\+json/.test(contentType)) return "jsonld";
  if (/rdf\+xml/.test(contentType)) return "rdfxml";
  const beginning = text.trimStart();
  if (/^[[{]/.test(beginning) && !/^\[\s*(?:a|<|\w*:)/.test(beginning)) return "jsonld";
  return /^<(?:\?xml|rdf:RDF|!DOCTYPE)/i.test(beginning) ? "rdfxml" : "turtle";
}

const namespaces = {
  rdf: "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
  rdfs: "http://www.w3.org/2000/01/rdf-schema#",
  dcat: "http://www.w3.org/ns/dcat#",
  dct: "http://purl.org/dc/terms/",
  foaf: "http://xmlns.com/foaf/0.1/",
  skos: "http://www.w3.org/2004/02/skos/core#",
  vcard: "http://www.w3.org/2006/vcard/ns#",
  schema: "http://schema.org/",
  adms: "http://www.w3.org/ns/adms#",
  hydra: "http://www.w3.org/ns/hydra/core#",
} as const;

/** `dct:title` as an address. */
export function iri(short: `${keyof typeof namespaces}:${string}`): string {
  const [prefix = "", name = ""] = short.split(":");
  return `${namespaces[prefix as keyof typeof namespaces]}${name}`;
}

export type Short = Parameters<typeof iri>[0];

export const objectsOf = (store: Store, subject: Term, predicate: Short): Term[] =>
  store.getObjects(subject, iri(predicate), null);

/** Chinese first, then English, then whatever there is. */
export function literalOf(store: Store, subject: Term, ...predicates: Short[]): string {
  for (const predicate of predicates) {
    const literals = objectsOf(store, subject, predicate).filter(({ termType }) => termType === "Literal");
    const inOrder = [/^zh/i, /^$/, /^en/i, /./].flatMap((language) =>
      literals.filter((one) => language.test("language" in one ? one.language : "")),
    );
    const value = inOrder[0]?.value.trim() ?? "";
    if (value !== "") return value;
  }
  return "";
}

export function literalIn(store: Store, subject: Term, predicate: Short, language: RegExp): string {
  const found = objectsOf(store, subject, predicate).find(
    (one) => one.termType === "Literal" && "language" in one && language.test(one.language),
  );
  return found?.value.trim() ?? "";
}

export const addressOf = (store: Store, subject: Term, ...predicates: Short[]): string =>
  predicates.flatMap((one) => objectsOf(store, subject, one)).find(({ termType }) => termType !== "BlankNode")?.value ??
  "";

/** The name of what a statement points to: its label where there is one, the end of its address otherwise. */
export function nameOf(store: Store, term: Term | undefined): string {
  if (!term) return "";
  if (term.termType === "Literal") return term.value.trim();
  const label = literalOf(
    store,
    term,
    "skos:prefLabel",
    "foaf:name",
    "rdfs:label",
    "dct:title",
    "vcard:fn",
    "schema:name",
  );
  if (label !== "" || term.termType === "BlankNode") return label;
  return decodeURIComponent(/[^/#:]+$/.exec(term.value)?.[0] ?? term.value);
}
