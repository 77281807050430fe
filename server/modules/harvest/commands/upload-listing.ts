import type { Readable } from "node:stream";
import type { Call } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import type { HarvestParts } from "../parts.ts";
import { documentLimitMb } from "../readers/fetch.ts";
import { insertFile } from "../store.ts";

/** @throws Problem http.too-large */
export async function uploadListing(
  parts: HarvestParts,
  call: Call,
  name: string,
  content: Readable,
): Promise<{ fileId: string; name: string; sizeBytes: number }> {
  const { id, sizeBytes, sha256 } = await parts.files.put(
    content,
    Math.min(parts.uploadLimitBytes, documentLimitMb * 1_048_576),
  );
  await inTransaction(call, async (inner) => {
    await insertFile(inner.db, { id, name, sizeBytes, sha256, uploadedBy: call.actor.id, createdAt: call.now });
    parts.ledger.record(inner, {
      action: "harvest.upload-file",
      object: { kind: "file", id, name },
      owner: call.actor.department,
      facts: { sizeBytes, sha256 },
    });
  });
  return { fileId: id, name, sizeBytes };
}
