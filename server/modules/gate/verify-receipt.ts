import { ExportLine, LedgerEntry } from "#contract/ledger";
import { claimText, parseReceipt, type Receipt } from "#contract/gate-receipt";
import { isCountersigned } from "#ledger";
import { digest } from "./receipt.ts";

export type ReceiptVerdict =
  | { readonly isValid: true; readonly entry: LedgerEntry }
  | {
      readonly isValid: false;
      readonly fault: "malformed" | "forged" | "not-in-ledger" | "contradicted" | "other-answer";
      readonly zh: string;
      readonly en: string;
    };

const wrong = (fault: Exclude<ReceiptVerdict, { isValid: true }>["fault"], zh: string, en: string): ReceiptVerdict => ({
  isValid: false,
  fault,
  zh,
  en,
});

/**
 * Checks a receipt against an exported ledger that was itself found right: signed by the ledger's key, its entry there,
 * and the entry about this grant, request and answer. With the answer's bytes it also shows a receipt that was taken
 * from another answer.
 *
 * @param verifier verifier line of the ledger
 */
export async function verifyReceipt(
  lines: AsyncIterable<string>,
  text: string,
  verifier: string,
  answer?: Uint8Array,
): Promise<ReceiptVerdict> {
  const receipt = parseReceipt(text);
  if (!receipt)
    return wrong(
      "malformed",
      "这不是一张完整的回执，可能被截断或改动过。",
      "This is no whole receipt; it may have been cut or altered.",
    );
  if (!isSigned(receipt, verifier))
    return wrong(
      "forged",
      "回执不是这本账的密钥签发的：是伪造的，或内容被改过。",
      "The receipt was not signed by this ledger's key: it is forged or was altered.",
    );
  const entry = await entryOf(lines, receipt.entry);
  if (!entry)
    return wrong(
      "not-in-ledger",
      `账本里没有第 ${receipt.entry} 条；请用更新的导出再验。`,
      `The ledger has no entry ${receipt.entry}; try with a newer export.`,
    );
  const { request, answer: recorded } = entry.facts;
  if (entry.grant !== receipt.grant || request !== receipt.request || recorded !== receipt.answer)
    return wrong(
      "contradicted",
      `账本第 ${receipt.entry} 条记的是另一次调用。`,
      `Entry ${receipt.entry} of the ledger is about another call.`,
    );
  if (answer && digest(answer) !== receipt.answer)
    return wrong(
      "other-answer",
      `回执是真的，但属于另一次答复：它签的不是这份内容（账本第 ${receipt.entry} 条）。`,
      `The receipt is genuine but belongs to another answer: these are not the bytes it was given for (entry ${receipt.entry}).`,
    );
  return { isValid: true, entry };
}

function isSigned(receipt: Receipt, verifier: string): boolean {
  const path = Buffer.from(receipt.path, "base64url");
  const hashes = Array.from({ length: path.length / 32 }, (_, at) => path.subarray(at * 32, at * 32 + 32));
  const { index, size } = receipt;
  const signature = Buffer.from(receipt.signature, "base64url");
  return path.length % 32 === 0 && isCountersigned(verifier, claimText(receipt), { index, size, hashes, signature });
}

async function entryOf(lines: AsyncIterable<string>, number: number): Promise<LedgerEntry | null> {
  for await (const text of lines) {
    if (!text.startsWith(`{"number":${number},`)) continue;
    const line = ExportLine.safeParse(JSON.parse(text));
    if (line.success && "entry" in line.data) return LedgerEntry.parse(JSON.parse(line.data.entry));
  }
  return null;
}
