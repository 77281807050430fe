import type { Call } from "#kernel/call";
import type { Queue } from "#kernel/jobs/queue";
import { asHub } from "./as-public.ts";
import { withdrawOrphan } from "./commands/move-opening.ts";
import { countUses } from "./count-uses.ts";
import { pageOfOpenings } from "./opening-store.ts";
import type { PortalParts } from "./parts.ts";

const tendJob = "portal.tend";
const mostOpen = 10_000;

/** What no request waits for: uses are counted off the ledger, and what the catalog has withdrawn is closed to the public. */
export function defineTending(parts: PortalParts, queue: Queue, hubCall: () => Call) {
  queue.define(tendJob, { retryLimit: 0, concurrency: 1 }, async (_message, { signal }) => {
    const call: Call = { ...hubCall(), signal };
    await countUses(parts, call);
    await withdrawOrphans(parts, call);
  });
  return { start: () => queue.schedule(tendJob, "* * * * *", "Asia/Shanghai") };
}

export async function withdrawOrphans(parts: PortalParts, call: Call): Promise<number> {
  const hub = asHub(call);
  const open = await pageOfOpenings(call.db, { departments: "all", state: "open" }, mostOpen);
  if (open.length === 0) return 0;
  const living = new Set((await parts.catalog.resources(hub)).map(({ id }) => id));
  const orphans = open.filter(({ resourceId }) => !living.has(resourceId));
  for (const { id } of orphans) await withdrawOrphan(parts, call, id);
  return orphans.length;
}
