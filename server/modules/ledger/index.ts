import type { LedgerEntry } from "#contract/ledger";
import type { Call } from "#kernel/call";
import type { Database, Db } from "#kernel/db/db";
import type { Route } from "#kernel/http/route";
import { type Act, appendDrafts, createGroupWriter, type Draft } from "./append.ts";
import { type Countersignature, createCountersigner } from "./countersign.ts";
import { entriesBehind, entriesOf } from "./queries.ts";
import { ledgerRouteTable } from "./routes.ts";
import { openSigner, type Signer } from "./signer.ts";
import { type EntryFilter, keepVerifier, tallyEntries, treeSize } from "./store.ts";

export type { Act } from "./append.ts";
export { type Countersignature, isCountersigned } from "./countersign.ts";
export { problems as ledgerProblems } from "./problems.ts";
export { verifyExport, type Verdict } from "./verify-export.ts";

export interface Ledger {
  readonly routes: readonly Route[];
  readonly verifier: string;
  /** Records an act in the transaction of `call`, as its very last statement. The act exists exactly when the entry does. */
  record(call: Call, act: Act): void;
  /** Records at once inside the transaction and answers the number; the ledger's end stays locked until the commit. */
  seal(call: Call, act: Act): Promise<number>;
  /** Records an act that has no transaction of its own; resolves when it is on disk. Many at once share one commit. */
  recordNow(call: Call, act: Act): Promise<number>;
  /** Signs a short text with the ledger's key, so that its holder can show later that this node said it. */
  countersign(claim: string): Promise<Countersignature>;
  /** Entries for the modules above, newest first, whoever asks: what they show of them is theirs to decide. */
  entries(call: Call, filter: Omit<EntryFilter, "departments"> & { readonly limit: number }): Promise<LedgerEntry[]>;
  /** Entries behind this number, oldest first, whoever asks. */
  after(call: Call, number: number, limit: number): Promise<LedgerEntry[]>;
  /** How many entries, and rows in them, fit the filter. */
  tally(call: Call, filter: Omit<EntryFilter, "departments">): Promise<{ entries: number; rows: number }>;
  size(call: Call): Promise<number>;
  /** Makes this node's public key known to the database. */
  open(call: Call): Promise<void>;
}

export interface LedgerDeps {
  readonly keyFolder: string;
  /** Name of this log in checkpoints, for example `weir.example/city`. */
  readonly origin: string;
  /** Where entries of `recordNow` go in one round trip; without it each flush takes the four of a transaction. */
  readonly database?: Database;
}

export function createLedger(deps: LedgerDeps): Ledger {
  const signer: Signer = openSigner(deps.keyFolder, deps.origin);
  const drafts = new WeakMap<Db, Draft[]>();
  return {
    routes: ledgerRouteTable(signer),
    verifier: signer.verifier,
    record(call, act) {
      const waiting = drafts.get(call.db);
      if (waiting) {
        waiting.push({ call, act });
        return;
      }
      const fresh: Draft[] = [{ call, act }];
      drafts.set(call.db, fresh);
      call.db.beforeCommit(async (db) => {
        drafts.delete(call.db);
        await appendDrafts(db, signer, fresh);
      });
    },
    async seal(call, act) {
      const [number] = await appendDrafts(call.db, signer, [{ call, act }]);
      return number ?? 0;
    },
    recordNow: createGroupWriter(signer, deps.database?.pool ?? null),
    countersign: createCountersigner(signer),
    entries: (call, filter) => entriesOf(call, filter),
    after: (call, number, limit) => entriesBehind(call, number, limit),
    tally: (call, filter) => tallyEntries(call.db, { ...filter, departments: "all" }),
    size: (call) => treeSize(call.db),
    open: (call) => keepVerifier(call.db, signer.verifier, call.now),
  };
}
