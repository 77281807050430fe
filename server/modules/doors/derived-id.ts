import { createHash } from "node:crypto";
import { type OpenFormat, openFormats } from "#contract/portal";

// CKAN knows every thing by a UUID; what has none here gets one that follows from its name and stays for ever.

/** RFC 9562 §5.8: version 8, of the SHA-256 of a name. */
export function idOfName(kind: string, name: string): string {
  const bytes = createHash("sha256").update(`weir:${kind}:${name}`).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return dashed(bytes.toString("hex"));
}

/** Of a dataset's file in one format, whichever version it holds: made from the dataset's id, from which it can be told again. */
export function idOfFile(datasetId: string, format: OpenFormat): string {
  const bytes = Buffer.from(datasetId.replaceAll("-", ""), "hex");
  bytes.writeUInt8(bytes.readUInt8(6) ^ 0xf0, 6);
  bytes.writeUInt8(bytes.readUInt8(15) ^ (openFormats.indexOf(format) + 1), 15);
  return dashed(bytes.toString("hex"));
}

/** Datasets of which this may be a file: one for each format. Empty for what is no UUID. */
export function datasetsOfFile(fileId: string): { readonly datasetId: string; readonly format: OpenFormat }[] {
  if (!/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(fileId)) return [];
  return openFormats.map((format) => ({ datasetId: idOfFile(fileId, format), format }));
}

const dashed = (hex: string): string =>
  `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
