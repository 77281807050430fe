import type { Quad } from "@rdfjs/types";
import { JsonLdParser } from "jsonld-streaming-parser";
import { Parser, Store } from "n3";
import { RdfXmlParser } from "rdfxml-streaming-parser";
import type { Syntax } from "./dcat/write.ts";

/** Read by parsers that others wrote. */
export async function parseRdf(text: string, syntax: Syntax): Promise<Store> {
  if (syntax === "ttl") return new Store(new Parser().parse(text));
  const parser = syntax === "jsonld" ? new JsonLdParser() : new RdfXmlParser();
  const store = new Store();
  parser.end(text);
  for await (const quad of parser as AsyncIterable<Quad>) store.addQuad(quad);
  return store;
}
