/**
 * Characters that cleaning takes out of text, beside plain spaces at its ends: control characters, marks that cannot be
 * seen, spaces other than the plain one. Where a file holds none of them, most texts need no second look.
 */
const tab = 9;
/** Line ends and tabs beside, which delimited text has between its values. */
const controls = [...range(0, 8), 11, 12, ...range(14, 31), 127];

/** In UTF-8 such characters share their first bytes; the last one tells them from the quotation marks beside them. */
const families: readonly { readonly first: readonly number[]; readonly last: readonly number[] }[] = [
  { first: [0xc2], last: [...range(0x80, 0xa0), 0xad] },
  { first: [0xd8], last: [0x9c] },
  { first: [0xe1, 0x9a], last: [0x80] },
  { first: [0xe1, 0xa0], last: [0x8e] },
  { first: [0xe2, 0x80], last: [...range(0x80, 0x8f), ...range(0xa8, 0xaf)] },
  { first: [0xe2, 0x81], last: range(0x9f, 0xaf) },
  // Whole: 。 and 、 begin like the wide space and stand on every line.
  { first: [0xe3, 0x80, 0x80], last: [] },
  { first: [0xef, 0xbb, 0xbf], last: [] },
  { first: [0xef, 0xbf], last: range(0xb9, 0xbb) },
];

export const oddTexts: readonly string[] = [
  ...[tab, 10, 13, ...controls].map((code) => String.fromCodePoint(code)),
  ...families.flatMap(({ first, last }) =>
    last.length === 0 ? [text(first)] : last.map((byte) => text([...first, byte])),
  ),
];

const searches = families.map(({ first, last }) => ({ first: Buffer.from(first), last: new Set(last) }));

export function holdsOddCharacter(chunk: Buffer, delimiter: number): boolean {
  if (delimiter !== tab && chunk.includes(tab)) return true;
  if (controls.some((code) => chunk.includes(code))) return true;
  return searches.some(({ first, last }) => {
    for (let at = chunk.indexOf(first); at >= 0; at = chunk.indexOf(first, at + first.length)) {
      if (last.size === 0 || last.has(chunk[at + first.length] ?? 0)) return true;
    }
    return false;
  });
}

/** What a byte of a text tells. */
export const byteMark = {
  /** It is such a character. */
  odd: 1,
  /** Such a character may begin here. */
  perhapsOdd: 2,
  digit: 4,
  x: 8,
  otherCapital: 16,
  /** Any other byte. */
  other: 32,
} as const;

export const byteMarks = Uint8Array.from({ length: 256 }, (_, byte) => {
  const letter = String.fromCharCode(byte);
  if (letter >= "0" && letter <= "9") return byteMark.digit;
  if (letter >= "A" && letter <= "Z") return letter === "X" ? byteMark.x : byteMark.otherCapital;
  if (byte === tab || byte === 10 || byte === 13 || controls.includes(byte)) return byteMark.odd | byteMark.other;
  return families.some(({ first }) => first[0] === byte) ? byteMark.perhapsOdd | byteMark.other : byteMark.other;
});

/** Whether a character that is perhaps odd by its first byte is one. */
export function holdsOddAt(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) {
    if (((byteMarks[bytes[at] ?? 0] ?? 0) & byteMark.perhapsOdd) === 0) continue;
    for (const { first, last } of searches) {
      if (first.every((byte, index) => bytes[at + index] === byte) && at + first.length <= to)
        if (last.size === 0 || last.has(bytes[at + first.length] ?? 0)) return true;
    }
  }
  return false;
}

function text(bytes: readonly number[]): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(Buffer.from(bytes));
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
