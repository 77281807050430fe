import { arrivalRoutes as contract } from "#contract/intake-arrivals";
import { implement, type Route } from "#kernel/http/route";
import { createPlaceSource } from "./commands/create-place-source.ts";
import { editPlaceSource } from "./commands/edit-place-source.ts";
import { listArrivedFiles } from "./follow/arrived-queries.ts";
import { readers } from "./follow/routes.ts";
import { type IntakeParts, intakeRoles } from "./parts.ts";
import { lookIntoPlace, tryPlace } from "./place-look.ts";

export const arrivalRouteTable = (parts: IntakeParts): readonly Route[] => [
  // The place is looked into before the transaction: a server that does not answer holds up nobody.
  implement(contract.createPlaceSource, {
    who: intakeRoles,
    transaction: "own",
    handler: (call, { body }) => createPlaceSource(parts, call, body),
  }),
  implement(contract.editPlaceSource, {
    who: intakeRoles,
    transaction: "own",
    handler: (call, { params, body }, { version }) => editPlaceSource(parts, call, params.id, body, version),
  }),
  implement(contract.tryPlace, { who: intakeRoles, handler: (call, { body }) => tryPlace(parts, call, body) }),
  implement(contract.lookIntoPlace, {
    who: intakeRoles,
    handler: (call, { params, query }) => lookIntoPlace(parts, call, params.id, query.pattern),
  }),
  implement(contract.listArrivedFiles, {
    who: readers,
    handler: (call, { params, query }) => listArrivedFiles(parts, call, params.id, query),
  }),
];
