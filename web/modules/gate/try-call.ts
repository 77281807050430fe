import { gateRoutes } from "#contract/gate";
import type { LedgerEntry } from "#contract/ledger";
import { ledgerRoutes } from "#contract/ledger";
import { addressOf, callApi, languageHeader, reach } from "#kit";
import type { GrantFile } from "./grant-screen.tsx";
import { type ReceiptVerdict, verifyReceipt } from "./verify-receipt.ts";

/** An answer of the gate as it came: its bytes decide whether the receipt holds. */
export interface Tried {
  readonly address: string;
  readonly text: string;
  readonly receipt: string;
  readonly tookMs: number;
  readonly verdict: ReceiptVerdict;
  /** What the ledger says about the call; null where this person may not read the entry. */
  readonly entry: LedgerEntry | null;
}

/** The resource as a caller names it: its code, or its id before it has one. */
export const resourceKeyOf = ({ resource }: GrantFile): string => resource.code ?? resource.id;

export const tryAddress = (grant: GrantFile, query: Readonly<Record<string, string>>): string =>
  addressOf(gateRoutes.records, { params: { code: resourceKeyOf(grant) }, query });

/** Calls as a program would, then checks the receipt against the bytes that came. */
export async function tryCall(grant: GrantFile, query: Readonly<Record<string, string>>): Promise<Tried> {
  const address = tryAddress(grant, query);
  const started = performance.now();
  const response = await reach(address, { headers: { ...languageHeader(), "weir-grant": grant.code } });
  const bytes = new Uint8Array(await response.arrayBuffer());
  const tookMs = performance.now() - started;
  const receipt = response.headers.get("weir-receipt") ?? "";
  const { verifier } = await callApi(ledgerRoutes.latestCheckpoint, {});
  const verdict = verifyReceipt(receipt, `GET ${address}`, bytes, verifier);
  return {
    address,
    text: new TextDecoder().decode(bytes),
    receipt,
    tookMs,
    verdict,
    entry: verdict.receipt ? await entryOf(verdict.receipt.entry) : null,
  };
}

async function entryOf(number: number): Promise<LedgerEntry | null> {
  try {
    return await callApi(ledgerRoutes.getEntry, { params: { number } });
  } catch {
    return null;
  }
}

/** The entry says the same as the receipt: this grant, this request, these bytes. */
export function agrees({ verdict: { receipt }, entry }: Tried): boolean {
  return (
    receipt !== null &&
    entry !== null &&
    entry.grant === receipt.grant &&
    entry.facts["request"] === receipt.request &&
    entry.facts["answer"] === receipt.answer
  );
}
