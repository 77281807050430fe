/**
 * Writes Thrift's compact protocol, as far as the headers of a Parquet file need it
 * (https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md).
 */
export type ThriftValue =
  | { readonly kind: "i32" | "i64"; readonly value: number }
  | { readonly kind: "text"; readonly value: string }
  | { readonly kind: "list"; readonly of: ThriftValue["kind"]; readonly items: readonly ThriftValue[] }
  | ThriftStruct;

export interface ThriftStruct {
  readonly kind: "struct";
  /** Number of the field in its definition and its value, in ascending order. */
  readonly fields: readonly (readonly [number, ThriftValue])[];
}

const codes = { i32: 5, i64: 6, text: 8, list: 9, struct: 12 } as const;
const shortList = 15;

export const i32 = (value: number): ThriftValue => ({ kind: "i32", value });
export const i64 = (value: number): ThriftValue => ({ kind: "i64", value });
export const text = (value: string): ThriftValue => ({ kind: "text", value });
export const list = (of: ThriftValue["kind"], items: readonly ThriftValue[]): ThriftValue => ({
  kind: "list",
  of,
  items,
});
export const struct = (...fields: ThriftStruct["fields"]): ThriftStruct => ({ kind: "struct", fields });

export function thriftBytes(value: ThriftStruct): Buffer {
  const bytes: number[] = [];
  write(bytes, value);
  return Buffer.from(bytes);
}

function write(bytes: number[], value: ThriftValue): void {
  switch (value.kind) {
    case "i32":
    case "i64":
      // Zigzag: small numbers of either sign take few bytes.
      varint(bytes, value.value >= 0 ? value.value * 2 : -value.value * 2 - 1);
      return;
    case "text": {
      const utf8 = Buffer.from(value.value);
      varint(bytes, utf8.length);
      bytes.push(...utf8);
      return;
    }
    case "list": {
      const { length } = value.items;
      bytes.push((Math.min(length, shortList) << 4) | codes[value.of]);
      if (length >= shortList) varint(bytes, length);
      for (const item of value.items) write(bytes, item);
      return;
    }
    case "struct": {
      let last = 0;
      for (const [number, member] of value.fields) {
        bytes.push(((number - last) << 4) | codes[member.kind]);
        write(bytes, member);
        last = number;
      }
      bytes.push(0);
    }
  }
}

/** Seven bits a byte, the lowest first; exact up to 2⁵³. */
export function varint(bytes: number[], value: number): void {
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
  bytes.push(rest);
}
