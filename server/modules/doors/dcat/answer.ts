import { Store } from "n3";
import type { Call } from "#kernel/call";
import { originOf } from "#kernel/http/origin";
import type { RawAnswer, RequestFacts } from "#kernel/http/route";
import { pageOf } from "../origin.ts";
import type { DoorsParts } from "../parts.ts";
import { catalogPage, entityTag } from "./catalog.ts";
import { describeDataset } from "./describe.ts";
import { type Syntax, syntaxes, writeRdf } from "./write.ts";

/** The catalog in one way of writing, or in the one the caller likes best; people are sent to the page. */
export async function answerCatalog(
  call: Call,
  parts: DoorsParts,
  facts: RequestFacts,
  said: Syntax | null,
): Promise<RawAnswer> {
  const origin = originOf(parts.site, facts);
  const syntax = said ?? negotiated(facts.header("accept"));
  if (syntax === null) return sentTo(`${origin}/open`);
  const { store, etag } = await catalogPage(call, parts, { origin, line: facts.line, syntax });
  return isKnown(facts, etag) ? unchanged(etag) : await written(store, syntax, { etag });
}

/** RFC 9110 §13.1.2. */
const isKnown = (facts: RequestFacts, etag: string): boolean =>
  (facts.header("if-none-match") ?? "").split(",").some((one) => one.trim() === etag || one.trim() === "*");

const unchanged = (etag: string): RawAnswer => ({ status: 304, headers: { etag, vary: "accept" }, body: null });

/** @throws Problem portal.dataset-not-found */
export async function answerDataset(
  call: Call,
  parts: DoorsParts,
  facts: RequestFacts,
  file: string,
): Promise<RawAnswer> {
  const origin = originOf(parts.site, facts);
  const [, key = file, ending] = /^(.*)\.(ttl|jsonld|rdf|xml)$/.exec(file) ?? [];
  const set = await parts.portal.get(call, key);
  const syntax = ending === undefined ? negotiated(facts.header("accept")) : syntaxOf(ending);
  if (syntax === null) return sentTo(pageOf(origin, set.code));
  const etag = entityTag([origin, syntax, set.id, set.modified]);
  if (isKnown(facts, etag)) return unchanged(etag);
  const store = new Store();
  describeDataset(store, origin, set);
  return await written(store, syntax, { etag });
}

const syntaxOf = (ending: string): Syntax => (ending === "ttl" || ending === "jsonld" ? ending : "rdf");

async function written(store: Store, syntax: Syntax, headers: Readonly<Record<string, string>>): Promise<RawAnswer> {
  return {
    status: 200,
    headers: {
      "content-type": `${syntaxes[syntax]}; charset=utf-8`,
      "access-control-allow-origin": "*",
      "cache-control": "no-cache",
      vary: "accept",
      ...headers,
    },
    body: await writeRdf(store, syntax),
  };
}

/** RFC 9110 §15.4.4: what is asked for is described at another address. */
const sentTo = (location: string): RawAnswer => ({ status: 303, headers: { location, vary: "accept" }, body: null });

const offered: readonly (readonly [string, Syntax | null])[] = [
  ["text/turtle", "ttl"],
  ["application/ld+json", "jsonld"],
  ["application/rdf+xml", "rdf"],
  ["text/html", null],
];

/** By RFC 9110 §12.5.1; null for the page. Turtle where nothing is said, or anything is taken. */
export function negotiated(accept: string | undefined): Syntax | null {
  const wishes = (accept ?? "*/*").split(",").map((part) => {
    const [type = "", ...parameters] = part.split(";").map((piece) => piece.trim().toLowerCase());
    const q = parameters.find((one) => one.startsWith("q="));
    return { type, q: q === undefined ? 1 : Number(q.slice(2)) || 0 };
  });
  const ranked = offered
    .map(([type, syntax]) => ({ syntax, q: qualityOf(type, wishes) }))
    .toSorted((a, b) => b.q - a.q);
  const [best] = ranked;
  return best && best.q > 0 ? best.syntax : "ttl";
}

/** The most exact wish counts. */
function qualityOf(type: string, wishes: readonly { readonly type: string; readonly q: number }[]): number {
  const [kind] = type.split("/");
  const match = [type, `${kind}/*`, "*/*"].map((range) => wishes.find((wish) => wish.type === range)).find(Boolean);
  return match?.q ?? 0;
}
