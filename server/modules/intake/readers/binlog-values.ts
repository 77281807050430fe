/** What is known of a column that the log's value alone does not say. */
export interface BinlogColumn {
  readonly name: string;
  /** `data_type` of the information schema: `int`, `varchar`, `bit`. */
  readonly kind: string;
}

/** `float` has six digits on the server's own paper; its binary value has more, which mean nothing. */
const floatDigits = 6;
/** The log keeps years from 1900; the year 0000 is kept as nothing. */
const noYear = 1900;

/** A value of the log, written as `mysql.ts` has the server write it. */
export function cellOf({ kind }: BinlogColumn, value: unknown): string | null {
  if (value === null) return null;
  // An enumeration's empty value, kept where something outside its list was written.
  if (value === undefined) return "";
  if (Buffer.isBuffer(value)) return bytesText(kind, value);
  if (typeof value === "number") {
    if (kind === "float") return String(Number(value.toPrecision(floatDigits)));
    return kind === "year" && value === noYear ? "0000" : String(value).replace("e+", "e");
  }
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const isDate = kind === "date" || kind === "datetime" || kind === "timestamp";
  return isDate && text.startsWith("0000-00-00") ? null : text;
}

function bytesText(kind: string, value: Buffer): string {
  const hex = value.toString("hex").toUpperCase();
  switch (kind) {
    case "bit":
      return BigInt(`0x${hex || "0"}`)
        .toString(16)
        .toUpperCase();
    case "uuid":
      return value.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
    case "inet4":
      return [...value].join(".");
    default:
      return hex;
  }
}

/** Types whose values in the log cannot be written as the server writes them. */
export const isUnreadable = (kind: string): boolean =>
  /^(geometry|point|linestring|polygon|multi\w+|geom\w*collection|inet6|vector)$/.test(kind);
