import type { Identity } from "#identity";
import { createReadInside } from "#kernel/http/read-inside";
import type { Route } from "#kernel/http/route";
import type { Ledger } from "#ledger";
import { createRates } from "./rates.ts";
import { assistantRouteTable } from "./routes.ts";

export { problems as assistantProblems } from "./problems.ts";

export interface Assistants {
  readonly routes: readonly Route[];
}

export interface AssistantDeps {
  readonly ledger: Ledger;
  readonly identity: Identity;
  /** Routes of every module below. */
  readonly below: readonly Route[];
  readonly nodeName: string;
  readonly version: string;
  readonly callsPerMinute: number;
}

export function createAssistants({
  ledger,
  identity,
  below,
  nodeName,
  version,
  callsPerMinute,
}: AssistantDeps): Assistants {
  const read = createReadInside(below, (actor, route) => identity.admit(actor, route));
  return { routes: assistantRouteTable({ ledger, read, nodeName, version, rates: createRates(callsPerMinute) }) };
}
