import { createCipheriv, createDecipheriv } from "node:crypto";

/**
 * The mark on every row of a file: which file, which row, and four zero bytes to know a mark by, as one AES-128 block
 * under this node's key, in base64url. Each row carries its own; one copied row is enough to name the grant, no value is
 * changed and no false row is added. Whoever removes the column removes the mark.
 *
 *   | file number, 6 bytes | row in the file, 6 bytes | zeros, 4 bytes |  ──AES──▶  22 characters
 */
export interface Mark {
  readonly file: number;
  readonly row: number;
}

const blockBytes = 16;
const numberBytes = 6;
const markPattern = /^[\w-]{22}$/;

/** One cipher for a whole file: a block is enciphered by itself, so nothing is carried over from row to row. */
export function createMarker(key: Buffer, file: number): (row: number) => string {
  const cipher = createCipheriv("aes-128-ecb", key, null).setAutoPadding(false);
  const block = Buffer.alloc(blockBytes);
  block.writeUIntBE(file, 0, numberBytes);
  return (row) => {
    block.writeUIntBE(row, numberBytes, numberBytes);
    return cipher.update(block).toString("base64url");
  };
}

/** Null for a text that is no mark of this node. */
export function readMark(key: Buffer, text: string): Mark | null {
  if (!markPattern.test(text)) return null;
  const block = Buffer.from(text, "base64url");
  if (block.length !== blockBytes) return null;
  const decipher = createDecipheriv("aes-128-ecb", key, null).setAutoPadding(false);
  const plain = decipher.update(block);
  if (plain.readUInt32BE(numberBytes * 2) !== 0) return null;
  return { file: plain.readUIntBE(0, numberBytes), row: plain.readUIntBE(numberBytes, numberBytes) };
}
