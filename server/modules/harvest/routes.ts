import { harvestRoutes as contract } from "#contract/harvest";
import type { Role } from "#contract/identity";
import { implement, type Route } from "#kernel/http/route";
import { createSource, editSource } from "./commands/keep-source.ts";
import { removeSource } from "./commands/remove-source.ts";
import { startRun } from "./commands/start-run.ts";
import { uploadListing } from "./commands/upload-listing.ts";
import type { HarvestParts } from "./parts.ts";
import * as queries from "./queries.ts";

const keepers = ["data-officer"] as const satisfies readonly Role[];
const readers = [
  "data-officer",
  "department-steward",
  "leader",
  "audit-administrator",
] as const satisfies readonly Role[];

export const harvestRouteTable = (parts: HarvestParts): readonly Route[] => [
  implement(contract.sources, { who: readers, handler: (call) => queries.sources(call) }),
  implement(contract.source, { who: readers, handler: (call, { params }) => queries.source(call, params.id) }),
  implement(contract.createSource, {
    who: keepers,
    handler: async (call, { body }) => queries.source(call, await createSource(parts, call, body)),
  }),
  implement(contract.editSource, {
    who: keepers,
    handler: async (call, { params, body }, { version }) => {
      await editSource(parts, call, { id: params.id, version, fields: body });
      return queries.source(call, params.id);
    },
  }),
  implement(contract.removeSource, {
    who: keepers,
    handler: (call, { params }) => removeSource(parts, call, params.id),
  }),
  implement(contract.upload, {
    who: keepers,
    handler: (call, { query }, { file }) => {
      if (file === null) throw new Error("A takesFile route has a file.");
      return uploadListing(parts, call, query.name, file);
    },
  }),
  implement(contract.look, { who: keepers, handler: (call, { body }) => queries.look(call, parts, body) }),
  implement(contract.startRun, {
    who: keepers,
    handler: async (call, { params, body }) =>
      queries.run(call, await startRun(parts, call, { sourceId: params.id, mode: body.mode })),
  }),
  implement(contract.runs, {
    who: readers,
    handler: (call, { params, query }) => queries.runs(call, params.id, query),
  }),
  implement(contract.run, { who: readers, handler: (call, { params }) => queries.run(call, params.id) }),
  implement(contract.lines, {
    who: readers,
    handler: (call, { params, query }) => queries.lines(call, params.id, query),
  }),
  implement(contract.entries, { who: "signed-in", handler: (call, { query }) => queries.entries(call, query) }),
  implement(contract.entry, { who: "signed-in", handler: (call, { params }) => queries.entry(call, params.id) }),
];
