/**
 * Arrays in PostgreSQL's binary form (`array_recv`): as a parameter they need no quoting here and no parsing there, which
 * for a hundred ledger entries at once costs more than inserting them. Each must stand under a cast to its type.
 */
const oids = { bytea: 17, int8: 20, int4: 23, text: 25, timestamptz: 1184 } as const;

const headBytes = 20;
const lengthBytes = 4;

function arrayOf(type: keyof typeof oids, count: number, bytes: number): Buffer {
  const buffer = Buffer.allocUnsafe(headBytes + count * lengthBytes + bytes);
  // Dimensions, whether nulls may occur (ignored by the server), type; then length and lower bound of the one dimension.
  buffer.writeInt32BE(1, 0);
  buffer.writeInt32BE(1, 4);
  buffer.writeInt32BE(oids[type], 8);
  buffer.writeInt32BE(count, 12);
  buffer.writeInt32BE(1, 16);
  return buffer;
}

export function textArray(texts: readonly (string | null)[]): Buffer {
  const sizes = texts.map((text) => (text === null ? 0 : Buffer.byteLength(text)));
  const buffer = arrayOf(
    "text",
    texts.length,
    sizes.reduce((sum, size) => sum + size, 0),
  );
  let at = headBytes;
  for (const [index, text] of texts.entries()) {
    const size = sizes[index] ?? 0;
    at = buffer.writeInt32BE(text === null ? -1 : size, at);
    if (text !== null) at += buffer.write(text, at, size, "utf8");
  }
  return buffer;
}

export function byteaArray(values: readonly Uint8Array[]): Buffer {
  const buffer = arrayOf(
    "bytea",
    values.length,
    values.reduce((sum, value) => sum + value.length, 0),
  );
  let at = headBytes;
  for (const value of values) {
    at = buffer.writeInt32BE(value.length, at);
    buffer.set(value, at);
    at += value.length;
  }
  return buffer;
}

/** Whole numbers, at most 2^53. */
export function bigintArray(numbers: readonly (number | null)[]): Buffer {
  return eightByteArray("int8", numbers, BigInt);
}

const epochMs = Date.UTC(2000, 0, 1);

export function timestampArray(moments: readonly Date[]): Buffer {
  return eightByteArray("timestamptz", moments, (moment) => BigInt(moment.getTime() - epochMs) * 1000n);
}

function eightByteArray<Value>(
  type: "int8" | "timestamptz",
  values: readonly (Value | null)[],
  encode: (value: Value) => bigint,
): Buffer {
  const present = values.reduce((count, value) => (value === null ? count : count + 1), 0);
  const buffer = arrayOf(type, values.length, present * 8);
  let at = headBytes;
  for (const value of values) {
    at = buffer.writeInt32BE(value === null ? -1 : 8, at);
    if (value !== null) at = buffer.writeBigInt64BE(encode(value), at);
  }
  return buffer;
}

export function intArray(numbers: readonly number[]): Buffer {
  const buffer = arrayOf("int4", numbers.length, numbers.length * 4);
  let at = headBytes;
  for (const number of numbers) {
    at = buffer.writeInt32BE(4, at);
    at = buffer.writeInt32BE(number, at);
  }
  return buffer;
}
