import { z } from "zod";
import { pageOf, PageQuery } from "./page.ts";
import { route } from "./route.ts";

/** How an act ended. Reading is an act too. */
export const outcomes = ["done", "refused", "failed"] as const;
export type Outcome = (typeof outcomes)[number];

/** One act: who, on whose behalf, what, on which object, under which grant, for which purpose, how many rows, when. */
export const LedgerEntry = z.object({
  number: z.int().min(1),
  at: z.iso.datetime(),
  actor: z.object({ id: z.string(), kind: z.string(), name: z.string() }),
  department: z.string().nullable(),
  owner: z.string().nullable(),
  action: z.string(),
  object: z.object({ kind: z.string(), id: z.string(), name: z.string() }).nullable(),
  items: z.array(z.string()),
  grant: z.string().nullable(),
  purpose: z.string().nullable(),
  rows: z.int().nullable(),
  outcome: z.enum(outcomes),
  facts: z.record(z.string(), z.unknown()),
  request: z.string(),
});
export type LedgerEntry = z.infer<typeof LedgerEntry>;

const base64 = z.string();

/** A checkpoint: size and root of the tree, signed by this node (C2SP signed note). */
export const SignedCheckpoint = z.object({
  size: z.int(),
  root: base64,
  note: z.string(),
  verifier: z.string(),
  at: z.iso.datetime(),
});
export type SignedCheckpoint = z.infer<typeof SignedCheckpoint>;

export const InclusionProof = z.object({
  number: z.int(),
  /** Zero-based position in the tree: `number - 1`. */
  index: z.int(),
  /** The exact text that was hashed. */
  leaf: z.string(),
  leafHash: base64,
  hashes: z.array(base64),
  checkpoint: SignedCheckpoint,
});
export type InclusionProof = z.infer<typeof InclusionProof>;

export const ConsistencyProof = z.object({
  from: z.int(),
  to: z.int(),
  fromRoot: base64,
  toRoot: base64,
  hashes: z.array(base64),
});
export type ConsistencyProof = z.infer<typeof ConsistencyProof>;

/** One line of an exported ledger. The first is the header; checkpoints stand behind the entry they cover. */
export const ExportLine = z.union([
  z.object({ weirLedger: z.literal(1), origin: z.string(), verifier: z.string(), size: z.int() }),
  z.object({ number: z.int(), hash: base64, entry: z.string() }),
  z.object({ checkpoint: z.string() }),
]);
export type ExportLine = z.infer<typeof ExportLine>;

export const ledgerRoutes = {
  listEntries: route({
    method: "GET",
    path: "/api/ledger/entries",
    operation: "ledger.list-entries",
    summary: { zh: "查账：谁、代表谁、对什么、做了什么", en: "Browse the ledger" },
    query: PageQuery.extend({
      action: z.string().max(80).optional(),
      actor: z.string().max(80).optional(),
      department: z.string().max(80).optional(),
      objectKind: z.string().max(40).optional(),
      objectId: z.string().max(200).optional(),
      outcome: z.enum(outcomes).optional(),
      from: z.iso.datetime().optional(),
      to: z.iso.datetime().optional(),
    }),
    answer: pageOf(LedgerEntry),
  }),
  getEntry: route({
    method: "GET",
    path: "/api/ledger/entries/{number}",
    operation: "ledger.get-entry",
    summary: { zh: "一条账", en: "One entry" },
    params: z.object({ number: z.coerce.number().int().min(1) }),
    answer: LedgerEntry,
  }),
  proveEntry: route({
    method: "GET",
    path: "/api/ledger/entries/{number}/proof",
    operation: "ledger.prove-entry",
    summary: { zh: "一条账的包含证明", en: "Inclusion proof of an entry" },
    params: z.object({ number: z.coerce.number().int().min(1) }),
    answer: InclusionProof,
  }),
  proveConsistency: route({
    method: "GET",
    path: "/api/ledger/consistency",
    operation: "ledger.prove-consistency",
    summary: { zh: "两个检查点之间的一致性证明（只增不改）", en: "Consistency proof between two sizes" },
    query: z.object({ from: z.coerce.number().int().min(0), to: z.coerce.number().int().min(0).optional() }),
    answer: ConsistencyProof,
  }),
  latestCheckpoint: route({
    method: "GET",
    path: "/api/ledger/checkpoint",
    operation: "ledger.latest-checkpoint",
    summary: { zh: "最新检查点（已签名）", en: "Latest signed checkpoint" },
    answer: SignedCheckpoint,
  }),
  exportLedger: route({
    method: "GET",
    path: "/api/ledger/export",
    operation: "ledger.export",
    summary: { zh: "导出账本，供离线验证（weir verify）", en: "Export the ledger for offline verification" },
    answers: "file",
  }),
};
