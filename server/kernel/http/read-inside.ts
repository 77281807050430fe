import type { RouteContract, RouteRequest } from "#contract/route";
import type { Actor, Call } from "../call.ts";
import { refuseUnlessAllowed } from "./guard.ts";
import { parseRequest } from "./parse.ts";
import type { AnswerOf, RequestFacts, Route } from "./route.ts";

type Given<R extends RouteContract> = Partial<RouteRequest<R>> & {
  /** Headers of the inner request, by lower-case name. */
  readonly headers?: Readonly<Record<string, string>>;
};

/** An answer and the request line with which a program would have got the same. */
export interface ReadAnswer<R extends RouteContract> {
  readonly answer: AnswerOf<R>;
  readonly line: string;
}

export type ReadInside = <R extends RouteContract>(
  call: Call,
  contract: R,
  given: Given<R>,
  request: RequestFacts,
) => Promise<ReadAnswer<R>>;

/**
 * Asks routes of the table from inside for whoever sent the outer request: the same roles, identity's last word, the same
 * reading of what arrived and the same handler as over HTTP, so that nothing is answered here that is refused there.
 * Routes that change something are not for this.
 */
export function createReadInside(routes: readonly Route[], admit: (actor: Actor, route: Route) => void): ReadInside {
  const byOperation = new Map(routes.map((route) => [route.contract.operation, route]));
  return async (call, contract, given, request) => {
    const route = byOperation.get(contract.operation);
    if (!route || (contract.method !== "GET" && !contract.readsOnly))
      throw new Error(`${contract.operation} is no route that only reads`);
    refuseUnlessAllowed(route, call.actor);
    if (route.who !== "anyone") admit(call.actor, route);
    const query = asTexts(given.query ?? {});
    const input = parseRequest(contract, { params: given.params ?? {}, query, body: given.body });
    const line = `${contract.method} ${addressOf(contract.path, given.params ?? {}, query)}`;
    const header = (name: string) => given.headers?.[name];
    const answer = await route.handler(call, input as never, { ...request, file: null, version: null, line, header });
    return { answer: answer as AnswerOf<typeof contract>, line };
  };
}

/** A query as it would have come over the wire. */
function asTexts(query: object): Record<string, string | string[]> {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    given.map(([name, value]) => [name, Array.isArray(value) ? value.map(String) : String(value)]),
  );
}

function addressOf(path: string, params: object, query: Readonly<Record<string, string | readonly string[]>>): string {
  const values = params as Readonly<Record<string, string>>;
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ""));
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    (typeof value === "string" ? [value] : value).map((one) => [name, one]),
  );
  return pairs.length === 0 ? filled : `${filled}?${new URLSearchParams(pairs)}`;
}
