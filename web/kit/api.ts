import type { RouteAnswer, RouteContract, RouteRequest } from "#contract/route";
import { type ApiProblem, networkProblem, problemFrom } from "./problem.ts";

type PartName = "params" | "query" | "body";
type RequiredPart<R extends RouteContract> = {
  [Name in PartName]: RouteRequest<R>[Name] extends undefined ? never : {} extends RouteRequest<R>[Name] ? never : Name;
}[PartName];
type OptionalPart<R extends RouteContract> = {
  [Name in PartName]: RouteRequest<R>[Name] extends undefined ? never : {} extends RouteRequest<R>[Name] ? Name : never;
}[PartName];

/** The parts of a request: those with a mandatory member must be given, those whose members are all optional may be. */
export type RequestParts<R extends RouteContract> = { readonly [Name in RequiredPart<R>]: RouteRequest<R>[Name] } & {
  readonly [Name in OptionalPart<R>]?: RouteRequest<R>[Name];
};

export type ApiRequest<R extends RouteContract> = RequestParts<R> & {
  /** Version the edit is based on; routes with `needsIfMatch` require it. */
  readonly ifMatch?: number;
  /** One key for one wish: sent again, the hub answers with the first result instead of creating twice. */
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
};

/**
 * Calls one endpoint of the contract and answers its JSON. Refusals and network failures arrive as `ApiProblem`; a lost
 * session is told to whoever listens (`onSessionLost`) and thrown as well.
 */
export async function callApi<R extends RouteContract>(contract: R, request: ApiRequest<R>): Promise<RouteAnswer<R>> {
  const parts = request as AnyParts;
  const hasBody = parts.body !== undefined;
  const response = await reach(addressOf(contract, parts), {
    method: contract.method,
    headers: {
      ...languageHeader(),
      ...(hasBody ? { "content-type": "application/json" } : {}),
      ...(request.ifMatch === undefined ? {} : { "if-match": `"${request.ifMatch}"` }),
      ...(request.idempotencyKey === undefined ? {} : { "idempotency-key": request.idempotencyKey }),
    },
    ...(hasBody ? { body: JSON.stringify(parts.body) } : {}),
    ...(request.signal ? { signal: request.signal } : {}),
  });
  if (response.status === 204) return undefined as RouteAnswer<R>;
  const text = await response.text();
  try {
    return JSON.parse(text) as RouteAnswer<R>;
  } catch {
    throw problemFrom(response.status, text);
  }
}

interface AnyParts {
  readonly params?: unknown;
  readonly query?: unknown;
  readonly body?: unknown;
}

/** Address of a call with its path and query filled in; empty filters are left out. */
export function addressOf(contract: RouteContract, parts: AnyParts): string {
  const params = (parts.params ?? {}) as Record<string, unknown>;
  const path = contract.path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) =>
    encodeURIComponent(String(params[name])),
  );
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries((parts.query ?? {}) as Record<string, unknown>)) {
    if (typeof value === "string" && value !== "") query.set(name, value);
    else if (typeof value === "number" || typeof value === "boolean") query.set(name, String(value));
  }
  const text = query.toString();
  return text === "" ? path : `${path}?${text}`;
}

export const languageHeader = (): Record<string, string> => ({
  "accept-language": document.documentElement.lang.startsWith("en") ? "en" : "zh-CN",
});

/** Fetches from the hub; answers only what succeeded. */
export async function reach(address: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(address, { credentials: "same-origin", ...init });
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw networkProblem(error);
  }
  if (!response.ok) throw announced(problemFrom(response.status, await response.text()));
  return response;
}

const sessionListeners = new Set<() => void>();

/** Hears when a call is refused because nobody is signed in any more. Answers how to stop hearing. */
export function onSessionLost(listener: () => void): () => void {
  sessionListeners.add(listener);
  return () => void sessionListeners.delete(listener);
}

export function announced(problem: ApiProblem): ApiProblem {
  if (problem.code === "http.sign-in-required") for (const listener of sessionListeners) listener();
  return problem;
}
