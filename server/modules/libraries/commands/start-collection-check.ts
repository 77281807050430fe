import type { Call } from "#kernel/call";
import { collectionJob } from "../collection.ts";
import type { LibrariesParts } from "../parts.ts";

export async function startCollectionCheck(call: Call, parts: LibrariesParts): Promise<{ jobId: string }> {
  const jobId = await parts.jobs.start(
    call,
    collectionJob,
    {},
    {
      title: { zh: "重复采集检查", en: "Check for duplicate collection" },
    },
  );
  parts.ledger.record(call, { action: "libraries.check-collection", owner: null, facts: { job: jobId } });
  return { jobId };
}
