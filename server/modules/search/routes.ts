import { searchRoutes as contract } from "#contract/search";
import { implement, type Route } from "#kernel/http/route";
import type { SearchParts } from "./parts.ts";
import { count, find } from "./queries.ts";

export const searchRouteTable = (parts: SearchParts): readonly Route[] => [
  implement(contract.find, { who: "signed-in", handler: (call, { query }) => find(call, parts, query) }),
  implement(contract.count, { who: "signed-in", handler: (call, { query }) => count(call, parts, query) }),
];
