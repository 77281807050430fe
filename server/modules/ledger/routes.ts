import { ledgerRoutes as contract } from "#contract/ledger";
import { implement, type Route } from "#kernel/http/route";
import { latestCheckpoint, proveConsistency, proveInclusion } from "./proofs.ts";
import { exportLedger, getEntry, listEntries } from "./queries.ts";
import type { Signer } from "./signer.ts";

const keepers = ["data-officer", "audit-administrator"] as const;

export const ledgerRouteTable = (signer: Signer): readonly Route[] => [
  implement(contract.listEntries, { who: "signed-in", handler: (call, { query }) => listEntries(call, query) }),
  implement(contract.getEntry, { who: "signed-in", handler: (call, { params }) => getEntry(call, params.number) }),
  implement(contract.proveEntry, {
    who: "signed-in",
    handler: async (call, { params }) => {
      await getEntry(call, params.number);
      return proveInclusion(call, signer, params.number);
    },
  }),
  implement(contract.proveConsistency, {
    who: "signed-in",
    handler: (call, { query }) => proveConsistency(call, query.from, query.to),
  }),
  implement(contract.latestCheckpoint, { who: "signed-in", handler: (call) => latestCheckpoint(call, signer) }),
  implement(contract.exportLedger, { who: keepers, handler: (call) => exportLedger(call, signer) }),
];
