import { z } from "zod";
import type { Sealer } from "#kernel/crypto/seal";

/** Which record, what was found in it, what is right: values of data, kept unreadable to whoever has only the database. */
const SealedValues = z.object({ key: z.string(), found: z.string(), right: z.string() });
export type SealedValues = z.infer<typeof SealedValues>;

export const sealValues = (sealer: Sealer, values: SealedValues): string =>
  sealer.seal(JSON.stringify(values)).toString("base64");

export const openValues = (sealer: Sealer, sealed: string): SealedValues =>
  SealedValues.parse(JSON.parse(sealer.open(Buffer.from(sealed, "base64"))));
