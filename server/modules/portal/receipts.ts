import { hash, randomBytes } from "node:crypto";
import type { Sealer } from "#kernel/crypto/seal";
import { newId } from "#kernel/id";

/** Twenty characters without those that look alike, in fours: read over the telephone without doubt. */
const letters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

export interface Receipt {
  /** `7K2M-…`: with it a visitor follows the matter; nobody else has it. */
  readonly code: string;
  readonly hash: Buffer;
}

const written = (bytes: Uint8Array): string =>
  [...bytes]
    .map((byte) => letters[byte % 32] ?? "")
    .join("")
    .replaceAll(/(.{4})(?=.)/g, "$1-");

/** The same for the same form, so that one sent twice shows its receipt again; made up where the form has no number. */
export function receiptOf(once: string): Receipt & { readonly id: string } {
  const isKnown = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(once);
  const code = written(isKnown ? hash("sha256", `weir receipt ${once}`, "buffer").subarray(0, 20) : randomBytes(20));
  return { code, hash: receiptHash(code), id: isKnown ? idOf(once) : newId() };
}

/** Not the form's own number: that stands in a page that others may have seen. */
const idOf = (once: string): string => {
  const hex = hash("sha256", `weir matter ${once}`, "hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

export const receiptHash = (code: string): Buffer => hash("sha256", code.trim().toUpperCase(), "buffer");

/** Who asked, unreadable to whoever has only the database. */
export const sealContact = (sealer: Sealer, contact: { name: string; contact: string }): string =>
  sealer.seal(JSON.stringify({ name: contact.name.trim(), contact: contact.contact.trim() })).toString("base64");

export function openContact(sealer: Sealer, sealed: string | null): { name: string; contact: string } | null {
  if (sealed === null) return null;
  const read = JSON.parse(sealer.open(Buffer.from(sealed, "base64"))) as { name: string; contact: string };
  return read.name === "" && read.contact === "" ? null : read;
}
