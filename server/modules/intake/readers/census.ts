/**
 * Count and checksum of a table, the same on both sides of a load. A row's text is its covered columns in their order,
 * each written as `prepare` writes it, `\N` where it has no value, joined by U+001F; its number is the first 15
 * hexadecimal digits (60 bits) of the MD5 of that text in UTF-8; the checksum is the sum of these numbers over all rows,
 * so that the order of rows does not matter and a row that stands twice is seen.
 */
export interface Census {
  readonly rowCount: number;
  /** Decimal digits: it outgrows a double. */
  readonly checksum: string;
}
