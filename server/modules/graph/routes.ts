import { graphRoutes as contract } from "#contract/graph";
import { graphMapRoutes } from "#contract/graph-map";
import type { Role } from "#contract/identity";
import { implement, type Route } from "#kernel/http/route";
import { isolation, unused } from "./islands.ts";
import { riverMap } from "./map.ts";
import { receiveBatch, receiveOne } from "./receive.ts";
import { ownLineage } from "./own-lineage.ts";
import type { GraphParts } from "./parts.ts";
import { paths } from "./paths.ts";
import { around, flows, impact, walkFrom } from "./queries.ts";
import { catchUp } from "./catch-up.ts";

const readers = [
  "data-officer",
  "department-steward",
  "sharing-head",
  "department-user",
  "leader",
  "audit-administrator",
] as const satisfies readonly Role[];
/** Programs tell lineage as service clients of a department with one of these roles. */
const tellers = ["data-officer", "department-steward", "department-user"] as const satisfies readonly Role[];

export const graphRouteTable = (parts: GraphParts): readonly Route[] => [
  implement(graphMapRoutes.map, { who: readers, handler: (call, { query }) => riverMap(call, parts, query) }),
  implement(contract.flows, { who: readers, handler: (call, { query }) => flows(call, parts, query) }),
  implement(contract.around, { who: readers, handler: (call, { query }) => around(call, parts, query) }),
  implement(contract.walk, { who: readers, handler: (call, { query }) => walkFrom(call, parts, query) }),
  implement(contract.paths, { who: readers, handler: (call, { query }) => paths(call, parts, query) }),
  implement(contract.impact, { who: readers, handler: (call, { query }) => impact(call, parts, query) }),
  implement(contract.unused, { who: readers, handler: (call, { query }) => unused(call, parts, query) }),
  implement(contract.isolation, { who: readers, handler: (call, { query }) => isolation(call, parts, query) }),
  implement(contract.receiveLineage, {
    who: tellers,
    handler: (call, { body }) => receiveOne(call, parts, body),
  }),
  implement(contract.receiveLineageBatch, {
    who: tellers,
    handler: (call, { body }) => receiveBatch(call, parts, body),
  }),
  implement(contract.ownLineage, {
    who: ["data-officer", "audit-administrator"],
    handler: async (call, { query }) => {
      await catchUp(call, parts);
      return ownLineage(call, parts, query);
    },
  }),
];
