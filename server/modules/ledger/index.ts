import type { Call } from "#kernel/call";
import type { Db } from "#kernel/db/db";
import type { Route } from "#kernel/http/route";
import { type Act, appendDrafts, createGroupWriter, type Draft } from "./append.ts";
import { ledgerRouteTable } from "./routes.ts";
import { openSigner, type Signer } from "./signer.ts";
import { keepVerifier, treeSize } from "./store.ts";

export type { Act } from "./append.ts";
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
  size(call: Call): Promise<number>;
  /** Makes this node's public key known to the database. */
  open(call: Call): Promise<void>;
}

export interface LedgerDeps {
  readonly keyFolder: string;
  /** Name of this log in checkpoints, for example `weir.example/city`. */
  readonly origin: string;
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
    recordNow: createGroupWriter(signer),
    size: (call) => treeSize(call.db),
    open: (call) => keepVerifier(call.db, signer.verifier, call.now),
  };
}
