import type { z } from "zod";
import { addDays, dayOf, instantOf } from "#contract/clock-days";
import type { Page } from "#contract/page";
import type { UseRecord, UseRecordFields } from "#contract/sharing";
import type { Call } from "#kernel/call";
import { newId } from "#kernel/id";
import { problem } from "#kernel/problem";
import { cursorOf, positionOf } from "./cursor.ts";
import type { File } from "./files.ts";
import { stewards } from "./notices.ts";
import type { SharingParts } from "./parts.ts";
import { problems } from "./problems.ts";
import { takeStep } from "./step.ts";
import { toProvider } from "./commands/answer-request.ts";
import { countUseRecords, insertUseRecord, pageOfUseRecords, type UseRecordRow } from "./use-record-store.ts";

/** Art. 29: at least three years. */
const yearsKept = 3;

/** What the requester says of its use, beside what the ledger counted of it in the same days. */
export async function recordUse(
  call: Call,
  parts: SharingParts,
  id: string,
  fields: z.output<typeof UseRecordFields>,
): Promise<UseRecord> {
  const today = dayOf(call.now);
  const last = fields.untilOn > today ? today : fields.untilOn;
  if (fields.fromOn > last) throw problem(problems["period-wrong"], { from: fields.fromOn, until: last });
  let row: UseRecordRow | undefined;
  const step = { kind: "request", id, act: "record-use", operation: "sharing.record-use" } as const;
  const file = await takeStep(call, parts, step, async (inner, request) => {
    const counted = await useCounted(inner, parts, request, fields.fromOn, last);
    row = {
      ...fields,
      untilOn: last,
      id: newId(inner.now),
      fileId: id,
      department: request.department,
      provider: request.provider ?? "",
      calls: counted.entries,
      rowCount: counted.rows,
      byName: inner.actor.name,
      at: inner.now,
      keepUntilOn: `${Number(today.slice(0, 4)) + yearsKept}${today.slice(4)}`.replace("-02-29", "-03-01"),
    };
    await insertUseRecord(inner.db, row);
    return {
      story: { zh: `登记 ${fields.fromOn} 至 ${last} 的使用情况`, en: `Use recorded, ${fields.fromOn} to ${last}` },
      tell: [
        toProvider(request, stewards, "use-recorded", "需求部门登记了使用情况。", "The requester recorded its use."),
      ],
      facts: { calls: counted.entries, rows: counted.rows },
    };
  });
  if (!row) throw new Error("The step did not record.");
  return viewOf({ ...row, number: file.number });
}

/** Deliveries of the request's resources to its department, from the ledger. */
export async function useCounted(
  call: Call,
  parts: Pick<SharingParts, "ledger">,
  request: File<"request">,
  fromOn: string,
  untilOn: string,
): Promise<{ entries: number; rows: number }> {
  const total = { entries: 0, rows: 0 };
  for (const resource of request.resources) {
    const one = await parts.ledger.tally(call, {
      action: "gate.",
      department: request.department,
      objectId: resource,
      outcome: "done",
      from: instantOf(fromOn).toISOString(),
      to: instantOf(addDays(untilOn, 1)).toISOString(),
    });
    total.entries += one.entries;
    total.rows += one.rows;
  }
  return total;
}

export async function listUseRecords(
  call: Call,
  query: {
    limit: number;
    cursor?: string | undefined;
    request?: string | undefined;
    department?: string | undefined;
    provider?: string | undefined;
    sentFrom?: string | undefined;
    sentUntil?: string | undefined;
  },
): Promise<Page<UseRecord>> {
  const filter = { ...query, departments: call.actor.departments };
  const [rows, total] = await Promise.all([
    pageOfUseRecords(call.db, filter, query.limit + 1, positionOf(query.cursor)),
    countUseRecords(call.db, filter),
  ]);
  const items = rows.slice(0, query.limit);
  const last = items.at(-1);
  return {
    items: items.map(viewOf),
    total,
    next: rows.length > query.limit && last ? cursorOf(last.at, last.id) : null,
  };
}

const viewOf = (row: UseRecordRow & { number: string }): UseRecord => ({
  id: row.id,
  requestId: row.fileId,
  requestNumber: row.number,
  fromOn: row.fromOn,
  untilOn: row.untilOn,
  scene: row.scene,
  process: row.process,
  effect: row.effect,
  storage: row.storage,
  destruction: row.destruction,
  calls: row.calls,
  rows: row.rowCount,
  by: row.byName,
  at: row.at.toISOString(),
  keepUntilOn: row.keepUntilOn,
});
