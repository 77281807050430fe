import type { Quad, Term } from "@rdfjs/types";
import { type Store, Writer } from "n3";
import { namespaces } from "./terms.ts";

export const syntaxes = {
  ttl: "text/turtle",
  jsonld: "application/ld+json",
  rdf: "application/rdf+xml",
} as const;
export type Syntax = keyof typeof syntaxes;

/** The statements in one of three ways of writing; all three say the same. */
export async function writeRdf(store: Store, syntax: Syntax): Promise<string> {
  switch (syntax) {
    case "ttl":
      return await turtleOf(store);
    case "jsonld":
      return JSON.stringify(jsonldOf(store));
    case "rdf":
      return rdfXmlOf(store);
  }
}

function turtleOf(store: Store): Promise<string> {
  const writer = new Writer({ prefixes: namespaces });
  // Statements of one subject beside each other are written together.
  for (const quads of bySubject(store).values()) writer.addQuads(quads);
  return new Promise((resolve, reject) => {
    writer.end((error: Error | null, text: string) => (error ? reject(error) : resolve(text)));
  });
}

const bySubject = (store: Store): Map<string, Quad[]> =>
  Map.groupBy(store.getQuads(null, null, null, null), ({ subject }) => idOf(subject));

const idOf = (term: Term): string => (term.termType === "BlankNode" ? `_:${term.value}` : term.value);

/** Expanded names become `prefix:name`, said in a context of its own: nobody has to fetch one. */
function jsonldOf(store: Store): object {
  const nodes = [...bySubject(store)].map(([id, quads]) => {
    const types = quads.filter(({ predicate }) => predicate.value === `${namespaces.rdf}type`);
    // Types first: a reader that does not hold the whole document needs them before the rest.
    const node: Record<string, unknown> =
      types.length > 0 ? { "@type": types.map(({ object }) => shortOf(object.value)) } : {};
    node["@id"] = id;
    for (const [name, list] of Map.groupBy(quads, ({ predicate }) => predicate.value))
      if (name !== `${namespaces.rdf}type`) node[shortOf(name)] = list.map(({ object }) => valueOf(object));
    return node;
  });
  return { "@context": namespaces, "@graph": nodes };
}

function shortOf(address: string): string {
  for (const [prefix, namespace] of Object.entries(namespaces))
    if (address.startsWith(namespace) && /^[\w-]+$/.test(address.slice(namespace.length)))
      return `${prefix}:${address.slice(namespace.length)}`;
  return address;
}

function valueOf(term: Term): object {
  if (term.termType !== "Literal") return { "@id": idOf(term) };
  if (term.language !== "") return { "@value": term.value, "@language": term.language };
  const isText = term.datatype.value === `${namespaces.xsd}string`;
  return isText ? { "@value": term.value } : { "@value": term.value, "@type": shortOf(term.datatype.value) };
}

function rdfXmlOf(store: Store): string {
  const prefixes = Object.entries(namespaces).map(([prefix, namespace]) => `xmlns:${prefix}="${namespace}"`);
  const nodes = [...bySubject(store)].map(([, quads]) => {
    const [first] = quads;
    if (!first) return "";
    const name =
      first.subject.termType === "BlankNode"
        ? `rdf:nodeID="${xml(first.subject.value)}"`
        : `rdf:about="${xml(first.subject.value)}"`;
    return `<rdf:Description ${name}>${quads.map(propertyOf).join("")}</rdf:Description>\n`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF ${prefixes.join(" ")}>\n${nodes.join("")}</rdf:RDF>\n`;
}

function propertyOf({ predicate, object }: Quad): string {
  const name = shortOf(predicate.value);
  if (object.termType === "BlankNode") return `<${name} rdf:nodeID="${xml(object.value)}"/>`;
  if (object.termType !== "Literal") return `<${name} rdf:resource="${xml(object.value)}"/>`;
  const isText = object.datatype.value === `${namespaces.xsd}string`;
  const how =
    object.language !== ""
      ? ` xml:lang="${xml(object.language)}"`
      : isText
        ? ""
        : ` rdf:datatype="${xml(object.datatype.value)}"`;
  return `<${name}${how}>${xml(object.value)}</${name}>`;
}

/** Characters that XML 1.0 cannot hold are left out. */
export const xml = (text: string): string =>
  text
    // eslint-disable-next-line no-control-regex
    .replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
