import type { Readable } from "node:stream";
import type { Call } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import type { IntakeParts } from "../parts.ts";
import { refuseOutside } from "../scope.ts";
import { insertFile } from "../store.ts";

/** Keeps the bytes as they came; they stay the raw rows of every load made from them. */
export async function uploadFile(
  parts: IntakeParts,
  call: Call,
  given: { name: string; department: string },
  content: Readable,
) {
  refuseOutside(call, given.department);
  await parts.registry.department(call, given.department);
  const stored = await parts.files.put(content, parts.uploadLimitBytes);
  await inTransaction(call, async (inner) => {
    await insertFile(inner.db, {
      id: stored.id,
      name: given.name,
      department: given.department,
      sizeBytes: stored.sizeBytes,
      sha256: stored.sha256,
      uploadedBy: call.actor.id,
      createdAt: call.now,
    });
    parts.ledger.record(inner, {
      action: "intake.upload-file",
      object: { kind: "file", id: stored.id, name: given.name },
      owner: given.department,
      facts: { sizeBytes: stored.sizeBytes, sha256: stored.sha256 },
    });
  });
  return { fileId: stored.id, name: given.name, sizeBytes: stored.sizeBytes, sha256: stored.sha256 };
}
