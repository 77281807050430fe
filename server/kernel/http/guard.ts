import type { FastifyRequest } from "fastify";
import type { Actor } from "../call.ts";
import { problem } from "../problem.ts";
import { problems } from "../problems.ts";
import type { Route } from "./route.ts";

/**
 * Refuses changes a browser was tricked into. Cookies are `SameSite=Strict`; this is the second wall: browsers say where
 * a request comes from (`Sec-Fetch-Site`, else `Origin`), programs with a bearer token say nothing and need not.
 */
export function refuseCrossSite(request: FastifyRequest): void {
  if (request.method === "GET" || request.method === "HEAD" || request.headers.authorization !== undefined) return;
  const site = request.headers["sec-fetch-site"];
  const { origin, host } = request.headers;
  if (site !== undefined ? site === "same-origin" || site === "none" : !origin || URL.parse(origin)?.host === host)
    return;
  throw problem(problems["cross-site"], { origin: origin ?? String(site) });
}

/** Deny unless granted: the route names who may call it. */
export function refuseUnlessAllowed(route: Route, actor: Actor): void {
  if (route.who === "anyone") return;
  if (actor.kind === "visitor") throw problem(problems["sign-in-required"]);
  if (route.who === "signed-in" || actor.roles.includes("hub")) return;
  if (route.who.some((role) => actor.roles.includes(role))) return;
  throw problem(problems["not-permitted"], {
    roles: actor.roles.join("、"),
    operation: route.contract.operation,
    allowed: route.who.join("、"),
  });
}

/** The version an edit is based on, from `If-Match: "7"`. */
export function readIfMatch(route: Route, request: FastifyRequest): number | null {
  if (!route.contract.needsIfMatch) return null;
  const version = Number(/^(?:W\/)?"(\d+)"$/.exec(request.headers["if-match"] ?? "")?.[1] ?? Number.NaN);
  if (!Number.isSafeInteger(version)) throw problem(problems["if-match-required"]);
  return version;
}

/** Compares the version an edit names with the stored one. */
export function refuseStale(given: number | null, current: number): void {
  if (given !== null && given !== current) throw problem(problems["changed-meanwhile"], { current, given });
}
