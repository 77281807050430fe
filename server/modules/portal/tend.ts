import { dayOf } from "#contract/clock-days";
import type { Call } from "#kernel/call";
import type { Queue } from "#kernel/jobs/queue";
import { asHub } from "./as-public.ts";
import { whatCloses } from "./assess.ts";
import { renewOpening, withdrawByHub } from "./commands/move-opening.ts";
import { countUses } from "./count-uses.ts";
import { suppressedOtherwise } from "./face-store.ts";
import { rulesOn } from "./lists-store.ts";
import { openOnesOf, pageOfOpenings } from "./opening-store.ts";
import type { PortalParts } from "./parts.ts";

const tendJob = "portal.tend";
const mostOpen = 10_000;

/** What no request waits for: uses are counted off the ledger, and what may not stay open is closed to the public. */
export function defineTending(parts: PortalParts, queue: Queue, hubCall: () => Call) {
  queue.define(tendJob, { retryLimit: 0, concurrency: 1 }, async (_message, { signal }) => {
    await tend(parts, { ...hubCall(), signal });
  });
  return { start: () => queue.schedule(tendJob, "* * * * *", "Asia/Shanghai") };
}

export async function tend(parts: PortalParts, call: Call): Promise<void> {
  await countUses(parts, call);
  await withdrawOrphans(parts, call);
  await followCells(parts, call);
}

async function withdrawOrphans(parts: PortalParts, call: Call): Promise<void> {
  const hub = asHub(call);
  const open = await pageOfOpenings(call.db, { departments: "all", state: "open" }, mostOpen);
  if (open.length === 0) return;
  const living = new Set((await parts.catalog.resources(hub)).map(({ id }) => id));
  for (const { id, resourceId } of open)
    if (!living.has(resourceId)) await withdrawByHub(parts, call, id, "目录资源已撤回");
}

/** A version of the catalog entry was published: what it no longer lets everybody see is closed, with the reason. */
export async function followPublishing(parts: PortalParts, call: Call, resourceId: string): Promise<void> {
  const open = await openOnesOf(call.db, resourceId);
  if (open.length === 0) return;
  const resource = await parts.catalog.view(asHub(call), resourceId);
  const rules = await rulesOn(call.db, dayOf(call.now));
  const highestGrade = rules.get("highest-open-grade") ?? 1;
  for (const { id, terms } of open) {
    const [first] = whatCloses(terms, { resource, highestGrade });
    if (first) await withdrawByHub(parts, call, id, first.text.zh);
  }
}

/** The number by which small counts are told is data with a day: from that day on, what is open goes by it. */
async function followCells(parts: PortalParts, call: Call): Promise<void> {
  const rules = await rulesOn(call.db, dayOf(call.now));
  const ids = await suppressedOtherwise(call.db, Math.max(2, rules.get("small-cell-below") ?? 5));
  for (const id of ids) await renewOpening(parts, call, id);
}
