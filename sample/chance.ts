/**
 * Counter-based chance: the same seed, stream, index and slot always give the same number, so any person, firm or cell
 * can be made again without holding the others. Mixing is MurmurHash3's finaliser, twice.
 */
export class Chance {
  readonly #key: number;

  constructor(seed: number, stream: string) {
    let key = mix(seed >>> 0) ^ Math.floor(seed / 2 ** 32);
    for (let at = 0; at < stream.length; at += 1) key = mix(key ^ stream.charCodeAt(at)) + at;
    this.#key = key | 0;
  }

  /** Uniform whole number from 0 to 2^32 − 1. */
  bits(index: number, slot = 0): number {
    return mix(mix(this.#key ^ Math.imul(index + 1, 0x9e3779b1)) ^ Math.imul(slot + 1, 0x27d4eb2f));
  }

  /** Uniform number in [0, 1). */
  at(index: number, slot = 0): number {
    return this.bits(index, slot) / 2 ** 32;
  }

  /** Uniform whole number in [0, size). */
  below(size: number, index: number, slot = 0): number {
    return Math.floor(this.at(index, slot) * size);
  }

  /** Uniform whole number from `low` to `high`, both included. */
  between(low: number, high: number, index: number, slot = 0): number {
    return low + this.below(high - low + 1, index, slot);
  }

  pick<Item>(items: readonly Item[], index: number, slot = 0): Item {
    const item = items[this.below(items.length, index, slot)];
    if (item === undefined) throw new Error("Nothing to pick from.");
    return item;
  }
}

function mix(bits: number): number {
  let mixed = bits ^ (bits >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** Items with weights, picked by one uniform number. */
export class Weighted<Item> {
  readonly #items: readonly Item[];
  readonly #upTo: Float64Array;

  constructor(items: readonly Item[], weightOf: (item: Item, position: number) => number) {
    let sum = 0;
    this.#items = items;
    this.#upTo = Float64Array.from(items, (item, position) => (sum += weightOf(item, position)));
  }

  pick(uniform: number): Item {
    const sought = uniform * (this.#upTo.at(-1) ?? 0);
    let low = 0;
    let high = this.#upTo.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#upTo[middle] ?? 0) > sought) high = middle;
      else low = middle + 1;
    }
    const item = this.#items[low];
    if (item === undefined) throw new Error("Nothing to pick from.");
    return item;
  }
}

/**
 * A one-to-one shuffle of 0 … size − 1: consecutive indexes give scattered, never repeating serial numbers.
 * `size` below 2^31.
 */
export function scatter(index: number, size: number, key: number): number {
  // A stride without a common divisor visits every place once. BigInt only where the product leaves 53 bits.
  const stride = strideFor(size);
  const product = index * stride + (key % size);
  return Number.isSafeInteger(product)
    ? product % size
    : Number((BigInt(index) * BigInt(stride) + BigInt(key)) % BigInt(size));
}

const strides = new Map<number, number>();

function strideFor(size: number): number {
  const known = strides.get(size);
  if (known !== undefined) return known;
  let stride = Math.max(1, Math.floor(size * 0.6180339887));
  while (greatestCommonDivisor(stride, size) !== 1) stride += 1;
  strides.set(size, stride);
  return stride;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
