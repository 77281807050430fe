import type { Call } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import { startPush } from "./commands/set-push.ts";
import { dayOf } from "./delivery.ts";
import { asHub } from "./memory.ts";
import { defineExportJob, forgetExpired } from "./make-export.ts";
import { grantEnding, grantExpired } from "./events.ts";
import { endingJob, serveJob, sweepJob } from "./job-names.ts";
import type { GateParts } from "./parts.ts";
import { definePushJob } from "./push.ts";
import { pushedAfterLoad } from "./push-store.ts";
import type { GateRuntime } from "./runtime.ts";
import { buildServing, dropLeftovers } from "./serving.ts";
import { findGrant, isGranted, takeEnding } from "./store.ts";

/** Queues the making of a serving table in the caller's transaction. */
export async function startServing(parts: GateParts, call: Call, resourceId: string): Promise<void> {
  const inner = { ...asHub(call, parts), db: call.db };
  const resource = await parts.catalog.resource(inner, resourceId);
  if (resource.loadId === null) return;
  await parts.jobs.start(
    inner,
    serveJob,
    { resourceId },
    {
      title: { zh: `准备服务表：${resource.name}`, en: `Serving table: ${resource.name}` },
      department: resource.department,
      subject: resourceId,
    },
  );
}

/** A load brought other rows; a resource nobody was granted is not copied anywhere. */
export async function serveAfterLoad(gate: GateRuntime, call: Call, resourceId: string): Promise<void> {
  if (await isGranted(call.db, resourceId)) await startServing(gate.parts, call, resourceId);
}

async function pushAfterLoad(parts: GateParts, call: Call, resourceId: string): Promise<void> {
  for (const id of await pushedAfterLoad(call.db, resourceId)) {
    const grant = await findGrant(call.db, id);
    if (grant) await startPush(parts, call, grant);
  }
}

/** Before `jobs.open`. */
export function defineGateJobs(gate: GateRuntime): void {
  const { parts } = gate;
  parts.jobs.define<{ resourceId: string }, { table: string; rows: number } | null>({
    name: serveJob,
    concurrency: 1,
    handler: async (call, { resourceId }, report) => {
      report({ phase: { zh: "写入服务表", en: "Writing" } });
      const row = await buildServing(parts, asHub(call, parts), resourceId);
      gate.directory.forgetResource(resourceId);
      await pushAfterLoad(parts, asHub(call, parts), resourceId);
      return row ? { table: row.tableName, rows: row.rowCount } : null;
    },
  });
  parts.jobs.define<object, { told: number }>({
    name: endingJob,
    concurrency: 1,
    handler: async (call) => ({ told: await tellEndings(parts, call) }),
  });
  parts.jobs.define<object, { dropped: number; files: number }>({
    name: sweepJob,
    concurrency: 1,
    handler: async (call) => ({
      ...(await dropLeftovers(parts, call)),
      files: await forgetExpired(gate, asHub(call, parts)),
    }),
  });
  defineExportJob(gate);
  definePushJob(gate);
  parts.jobs.schedule(endingJob, "10 * * * *", "Asia/Shanghai", {
    zh: "检查将到期的授权",
    en: "Watch grants that run out",
  });
  parts.jobs.schedule(sweepJob, "*/20 * * * *", "Asia/Shanghai", {
    zh: "清理旧服务表和过期文件",
    en: "Drop old serving tables and files",
  });
}

const perRound = 200;

/** Tells once each that a grant ends in 30 days, in 7 days, has ended. */
export async function tellEndings(parts: GateParts, call: Call): Promise<number> {
  let told = 0;
  for (const days of [30, 7, 0] as const) {
    // Valid on its last day: it has run out when that day lies before today.
    const until = dayOf(new Date(call.now.getTime() + (days === 0 ? -1 : days) * 86_400_000));
    for (let taken = perRound; taken === perRound;) {
      taken = await inTransaction(call, async (inner) => {
        const due = await takeEnding(inner.db, days, until, perRound);
        for (const { id, validUntil, terms } of due) {
          const facts = { grantId: id, validUntil: validUntil ?? "", request: terms.request };
          if (days === 0) await parts.events.publish(inner, grantExpired, facts);
          else await parts.events.publish(inner, grantEnding, { ...facts, daysLeft: days });
        }
        return due.length;
      });
      told += taken;
    }
  }
  return told;
}
