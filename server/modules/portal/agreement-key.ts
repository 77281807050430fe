import { hash } from "node:crypto";
import type { Call } from "#kernel/call";
import { agreementByKey } from "./agreement-store.ts";

export const keyHash = (key: string): Buffer => hash("sha256", key, "buffer");

/** The client under which an agreement's grant stands. */
export const agreementClient = (number: number): string => `agreement-${number}`;

/** The grant of an agreement in force whose key is shown; null where there is none for this dataset. */
export async function agreementUnder(
  call: Call,
  datasetId: string,
  key: string | null,
): Promise<{ grantId: string; client: string } | null> {
  if (key === null || key.length < 20) return null;
  const row = await agreementByKey(call.db, keyHash(key));
  if (!row || row.datasetId !== datasetId || row.state !== "active" || row.grantId === null) return null;
  return { grantId: row.grantId, client: agreementClient(row.number) };
}
