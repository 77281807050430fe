import { verify } from "node:crypto";
import { ExportLine } from "#contract/ledger";
import { equal, fromBase64, parseCheckpoint, parseNote, parseVerifier, type Verifier } from "#contract/ledger-proof";
import { appendLeaf, type Frontier, leafHash, rootOf, sha256 } from "./merkle.ts";
import { publicKeyOf } from "./signer.ts";

export type Verdict =
  | {
      readonly isValid: true;
      readonly size: number;
      readonly checkpoints: number;
      /** The whole verifier line of the key that signed it. */
      readonly verifier: string;
    }
  | {
      readonly isValid: false;
      /** Number of the first entry that is wrong or can no longer be vouched for; null where the file is empty. */
      readonly number: number | null;
      readonly zh: string;
      readonly en: string;
    };

/**
 * Checks an exported ledger with nothing but the file: every entry against its hash, the numbers against gaps, and the
 * tree against every signed checkpoint on the way, so that the first wrong entry is found even where its hash was
 * rewritten to match.
 *
 * @param pinned verifier line the caller trusts; without it the one in the file is used, which proves consistency but
 *   not whose ledger it is.
 */
export async function verifyExport(lines: AsyncIterable<string>, pinned?: string): Promise<Verdict> {
  let verifier: Verifier | null = null;
  let verifierLine = "";
  let announced = 0;
  let frontier: Frontier = { size: 0, roots: [] };
  let trusted = 0;
  let checkpoints = 0;
  let lineNumber = 0;
  for await (const text of lines) {
    lineNumber += 1;
    if (text.trim() === "") continue;
    const line = parseLine(text);
    if (!line)
      return wrongEntry(
        frontier.size + 1,
        `文件第 ${lineNumber} 行不是账本导出的原样，第 ${frontier.size + 1} 条起不能采信。`,
        `Line ${lineNumber} of the file is not as the ledger exported it: entry ${frontier.size + 1} and after cannot be trusted.`,
      );
    if ("weirLedger" in line) {
      verifier = parseVerifier(sha256, line.verifier);
      verifierLine = line.verifier;
      announced = line.size;
      const fault = verifier ? faultOfHeader(line, verifier, pinned) : malformedKey;
      if (fault || lineNumber > 1) return wrongEntry(frontier.size + 1, ...(fault ?? secondHeader));
    } else if (!verifier) return wrongEntry(1, "文件缺少表头行。", "The header line is missing.");
    else if ("checkpoint" in line) {
      const fault = faultOfCheckpoint(line.checkpoint, verifier, frontier);
      if (fault) return { isValid: false, number: trusted + 1, ...fault };
      trusted = frontier.size;
      checkpoints += 1;
    } else {
      const expected = frontier.size + 1;
      if (line.number !== expected) {
        return wrongEntry(
          expected,
          `第 ${expected} 条缺失（文件里接着的是第 ${line.number} 条）。`,
          `Entry ${expected} is missing (${line.number} follows).`,
        );
      }
      const hashed = leafHash(line.entry);
      if (!equal(hashed, fromBase64(line.hash) ?? new Uint8Array()) || numberIn(line.entry) !== expected) {
        return wrongEntry(
          expected,
          `第 ${expected} 条的内容与它的摘要不符，内容被改过。`,
          `Entry ${expected} does not match its hash: it was changed.`,
        );
      }
      frontier = appendLeaf(frontier, hashed, () => {});
    }
  }
  if (!verifier) return wrongFile("文件是空的。", "The file is empty.");
  if (frontier.size !== announced || trusted !== announced) {
    return wrongEntry(
      trusted + 1,
      `表头说有 ${announced} 条，签名检查点只覆盖到第 ${trusted} 条，后面被截断或改动。`,
      `The header says ${announced} entries but signed checkpoints cover only ${trusted}: the rest was cut or changed.`,
    );
  }
  return { isValid: true, size: announced, checkpoints, verifier: verifierLine };
}

const wrongFile = (zh: string, en: string): Verdict => ({ isValid: false, number: null, zh, en });
const malformedKey = ["表头里验证公钥的格式不对。", "The verifier key of the header is malformed."] as const;
const secondHeader = ["文件里有两个表头行。", "The file has a second header line."] as const;

function faultOfHeader(
  { origin, verifier }: { origin: string; verifier: string },
  { name }: Verifier,
  pinned: string | undefined,
): readonly [zh: string, en: string] | null {
  if (origin !== name) return ["表头的来源与公钥的名称不一致。", "The header's origin is not the name of its key."];
  if (pinned === undefined || pinned.trim() === verifier) return null;
  return ["文件里的公钥不是所给的公钥，不能证明是这个节点的账。", "The key of the file is not the one given."];
}
const wrongEntry = (number: number, zh: string, en: string): Verdict => ({ isValid: false, number, zh, en });

function faultOfCheckpoint(note: string, verifier: Verifier, frontier: Frontier): { zh: string; en: string } | null {
  const parsed = parseNote(note);
  const checkpoint = parseCheckpoint(parsed?.text ?? "");
  const signature = parsed?.signatures.find(
    ({ name, keyHash }) => name === verifier.name && keyHash === verifier.keyHash,
  );
  const isSigned =
    parsed && signature && verify(null, Buffer.from(parsed.text), publicKeyOf(verifier.publicKey), signature.signature);
  if (!checkpoint || !isSigned) {
    return {
      zh: `第 ${frontier.size} 条后的检查点签名不对。`,
      en: `The checkpoint behind entry ${frontier.size} is not signed by this key.`,
    };
  }
  if (
    checkpoint.origin === verifier.name &&
    checkpoint.size === frontier.size &&
    equal(checkpoint.root, rootOf(frontier))
  )
    return null;
  return {
    zh: `到第 ${frontier.size} 条为止的账与签名的检查点不符：上一个相符的检查点之后有条目被换过。`,
    en: `The entries up to ${frontier.size} do not lead to the signed root: one after the last good checkpoint was replaced.`,
  };
}

/** A line reads only as the export writes it, so that no byte of it can be changed unnoticed. */
function parseLine(text: string): ExportLine | null {
  try {
    const line = ExportLine.safeParse(JSON.parse(text)).data ?? null;
    return JSON.stringify(line) === text ? line : null;
  } catch {
    return null;
  }
}

function numberIn(entry: string): number | null {
  try {
    const parsed: unknown = JSON.parse(entry);
    return typeof parsed === "object" && parsed !== null && "number" in parsed ? Number(parsed.number) : null;
  } catch {
    return null;
  }
}
