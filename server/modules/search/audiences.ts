import type { Entry } from "./entry.ts";

export interface StoredFace {
  readonly number: number;
  readonly audience: Entry["audience"];
  readonly fingerprint: string;
}

export interface FacePlan {
  readonly remove: readonly number[];
  /** Rows that stay as they are but are seen by others now. */
  readonly show: readonly { readonly number: number; readonly audience: Entry["audience"] }[];
  /** For whom a row with the new content is to be written; null where one stands. */
  readonly write: Entry["audience"] | null;
}

/**
 * One row where those inside and outside see the same, two where they do not:
 *
 *   inside A            + outside A  →  everyone A
 *   everyone A          + inside B   →  outside A, inside B
 *   outside A, inside B + outside B  →  everyone B
 */
export function planFaces(stored: readonly StoredFace[], audience: Entry["audience"], fingerprint: string): FacePlan {
  const faceOf = (side: "inside" | "outside") =>
    audience === side || audience === "everyone"
      ? fingerprint
      : stored.find((row) => row.audience === side || row.audience === "everyone")?.fingerprint;
  const inside = faceOf("inside");
  const outside = faceOf("outside");
  const wanted: { audience: Entry["audience"]; fingerprint: string }[] =
    inside === outside && inside !== undefined
      ? [{ audience: "everyone", fingerprint: inside }]
      : [
          ...(inside === undefined ? [] : [{ audience: "inside" as const, fingerprint: inside }]),
          ...(outside === undefined ? [] : [{ audience: "outside" as const, fingerprint: outside }]),
        ];
  const kept = wanted.map((face) => stored.find((row) => row.fingerprint === face.fingerprint));
  return {
    remove: stored.filter((row) => !kept.includes(row)).map((row) => row.number),
    show: wanted.flatMap((face, index) => {
      const row = kept[index];
      return row && row.audience !== face.audience ? [{ number: row.number, audience: face.audience }] : [];
    }),
    write: wanted.find((face, index) => face.fingerprint === fingerprint && !kept[index])?.audience ?? null,
  };
}
