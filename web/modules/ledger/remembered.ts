import type { SignedCheckpoint } from "#contract/ledger";

/** The checkpoint this browser verified last: a ledger that was rewritten since cannot be consistent with it. */
export interface Remembered {
  readonly size: number;
  readonly root: string;
  readonly verifier: string;
  readonly at: string;
}

const storageKey = "weir.ledger.checkpoint";

export function recallCheckpoint(): Remembered | null {
  try {
    const kept = JSON.parse(localStorage.getItem(storageKey) ?? "null") as Partial<Remembered> | null;
    const { size, root, verifier, at } = kept ?? {};
    return typeof size === "number" && root && verifier && at ? { size, root, verifier, at } : null;
  } catch {
    return null;
  }
}

export function rememberCheckpoint({ size, root, verifier, at }: SignedCheckpoint): void {
  localStorage.setItem(storageKey, JSON.stringify({ size, root, verifier, at } satisfies Remembered));
}
