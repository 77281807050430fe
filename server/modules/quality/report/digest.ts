import { createHash } from "node:crypto";

/** SHA-256, in hex, of a value as JSON with the keys of every object in order: the same however it was stored meanwhile. */
export const digestOf = (value: unknown): string => createHash("sha256").update(sortedJson(value)).digest("hex");

function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
