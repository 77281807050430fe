/**
 * The receipt of an answer, as the header `Weir-Receipt` carries it:
 *
 *   weir1;entry=4711;grant=<id>;request=<hash>;answer=<hash>;index=2;size=8;path=<hashes>;sig=<signature>
 *
 * Everything before `;index=` is the claim: that ledger entry `entry` records an answer under `grant` to the request, with
 * exactly these bytes. Claims made in the same moment are leaves of one Merkle tree (RFC 6962) whose root the ledger's key
 * has signed. Hashes are SHA-256, base64url without padding; `request` is over method, space, path and query as sent, and
 * for a call with a body a newline and the body.
 */
export interface Receipt {
  readonly entry: number;
  readonly grant: string;
  readonly request: string;
  readonly answer: string;
  readonly index: number;
  readonly size: number;
  readonly path: string;
  readonly signature: string;
}

export type Claim = Pick<Receipt, "entry" | "grant" | "request" | "answer">;

export const claimText = ({ entry, grant, request, answer }: Claim): string =>
  `weir1;entry=${entry};grant=${grant};request=${request};answer=${answer}`;

export const receiptText = (receipt: Receipt): string =>
  `${claimText(receipt)};index=${receipt.index};size=${receipt.size};path=${receipt.path};sig=${receipt.signature}`;

const shape =
  /^weir1;entry=([1-9]\d{0,14});grant=([\w-]{1,80});request=([\w-]{43});answer=([\w-]{43});index=(\d{1,9});size=(\d{1,9});path=([\w-]*);sig=([\w-]{86})$/;

/** Null where the text is no receipt. */
export function parseReceipt(text: string): Receipt | null {
  const match = shape.exec(text.trim());
  if (!match) return null;
  const [, entry = "", grant = "", request = "", answer = "", index = "", size = "", path = "", signature = ""] = match;
  return { entry: Number(entry), grant, request, answer, index: Number(index), size: Number(size), path, signature };
}
