import { pushRoutes as contract } from "#contract/intake-push";
import { implement, type Route } from "#kernel/http/route";
import { createPushSource } from "./commands/create-push-source.ts";
import { pushRows } from "./commands/push-rows.ts";
import { type IntakeParts, intakeRoles } from "./parts.ts";

export const pushRouteTable = (parts: IntakeParts): readonly Route[] => [
  implement(contract.createPushSource, {
    who: intakeRoles,
    handler: (call, { body }) => createPushSource(parts, call, body),
  }),
  // The first batch of a table loads an empty one, with transactions of its own.
  implement(contract.pushRows, {
    who: ["department-steward"],
    transaction: "own",
    handler: (call, { params, body }) => pushRows(parts, call, params.id, body),
  }),
];
