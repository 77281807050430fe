import type { NetworkZone } from "#contract/registry";
import type { Call } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import type { Progress } from "#kernel/jobs/jobs";
import { Problem, problem } from "#kernel/problem";
import { type Ask, type Asker, chooseGrant, dayOf, refuse, type Wanted } from "./delivery.ts";
import { type ExportRow, findExport, takeExpired, updateExport } from "./export-store.ts";
import { makeExportJob } from "./job-names.ts";
import type { Plan } from "./plan.ts";
import { ownProblems } from "./problems.ts";
import { readFilters } from "./read-filters.ts";
import { countRows, run } from "./read-rows.ts";
import { deny } from "./refusals.ts";
import type { GateRuntime } from "./runtime.ts";
import { streamRows } from "./stream-rows.ts";
import { createMarker } from "./trace-code.ts";
import { waitForServing } from "./wait-serving.ts";
import { sheetRows } from "./workbook.ts";
import { factsOfFile, writeExport } from "./write-export.ts";

/** Before `jobs.open`. A job that was broken off begins anew: its half-written file never had a name. */
export function defineExportJob(gate: GateRuntime): void {
  gate.parts.jobs.define<{ exportId: string }, { rows: number }>({
    name: makeExportJob,
    concurrency: 1,
    handler: async (call, { exportId }, report) => ({ rows: await makeExport(gate, call, exportId, report) }),
  });
}

async function makeExport(gate: GateRuntime, call: Call, id: string, report: Progress): Promise<number> {
  const row = await findExport(call.db, id);
  if (!row) throw problem(ownProblems["export-not-found"], { id });
  if (row.state === "ready") return row.rowCount ?? 0;
  await updateExport(call.db, id, { state: "running" });
  try {
    return await make(gate, call, row, report);
  } catch (error) {
    if (!call.signal.aborted || error instanceof Problem)
      await updateExport(call.db, id, { state: "failed", problem: toldOf(error) });
    throw error;
  }
}

const toldOf = (error: unknown) =>
  error instanceof Problem
    ? { code: error.code, zh: error.sentence("zh"), en: error.sentence("en") }
    : { code: "gate.defect", zh: "生成文件时出错，可以重新生成。", en: "Making the file failed; order it again." };

const whoAsked = (call: Call, { department, ask }: ExportRow): Asker => ({
  department,
  client: ask.client,
  zone: ask.zone as NetworkZone,
  today: dayOf(call.now),
});

/** Decided again with the grant as it is now. */
async function decided(
  gate: GateRuntime,
  call: Call,
  row: ExportRow,
): Promise<{ plan: Plan; wanted: Wanted; ask: Ask }> {
  const mode = row.ask.client === null ? "file" : "batch";
  const ask: Ask = { operation: makeExportJob, key: row.resourceId, mode, named: row.grantId };
  const chosen = await chooseGrant(gate, call, ask, whoAsked(call, row), (plan) =>
    readFilters(row.ask.filters, row.ask.items, plan),
  );
  if ("denial" in chosen) throw await refuse(gate, call, ask, chosen.denial, chosen.about);
  return { ...chosen, ask };
}

async function make(gate: GateRuntime, call: Call, row: ExportRow, report: Progress): Promise<number> {
  const { parts } = gate;
  const { plan: decidedPlan, wanted, ask } = await decided(gate, call, row);
  const plan = await waitForServing(gate, call, decidedPlan);
  if (!plan) throw await refuse(gate, call, ask, deny("preparing", { name: decidedPlan.facts.name }), decidedPlan);
  const [counted] = await run<[number]>(gate.pool, countRows(plan, wanted.conditions));
  const rowCount = counted?.[0] ?? 0;
  if (row.format === "xlsx" && rowCount > sheetRows)
    throw problem(ownProblems["too-many-rows"], { rows: rowCount, limit: sheetRows });
  const { grant } = plan;
  const over = await gate.quotas.take(grant.id, grant.terms, dayOf(call.now), Math.max(1, rowCount));
  if (over) {
    const words =
      over.kind === "day" ? { period: "今日", periodEn: "today" } : { period: "本月", periodEn: "this month" };
    throw await refuse(
      gate,
      call,
      ask,
      deny("quota-exceeded", { grant: grant.code, limit: over.limit, ...words }),
      plan,
    );
  }
  const projection =
    wanted.items.length === 0 ? plan.items : plan.items.filter((item) => wanted.items.includes(item.field));
  await using draft = await parts.files.draft();
  async function* reported() {
    let done = 0;
    for await (const batch of streamRows(gate.pool, plan ?? decidedPlan, projection, wanted.conditions, call.signal)) {
      // A grant suspended meanwhile ends it here.
      await decided(gate, call, row);
      yield batch;
      report({ phase: { zh: "写文件", en: "Writing" }, done: (done += batch.length), total: rowCount });
    }
  }
  const written = await writeExport(
    row.format,
    draft.path,
    {
      projection,
      rows: reported(),
      mark: createMarker(gate.traceKey, row.number),
      about: await aboutOf(gate, call, row, plan),
      forPeople: row.ask.client === null,
    },
    parts.lake,
  );
  const facts = await factsOfFile(draft.path);
  await draft.keep();
  await inTransaction(call, async (inner) => {
    const entry = await parts.ledger.seal(inner, {
      action: makeExportJob,
      object: { kind: "export", id: row.id, name: row.resourceName },
      owner: plan.resource.core.department,
      items: projection.map((item) => item.field),
      grant: grant.id,
      purpose: grant.terms.purpose,
      rows: written,
      facts: { mode: ask.mode, format: row.format, sha256: facts.sha256, sizeBytes: facts.sizeBytes },
    });
    await updateExport(inner.db, row.id, { state: "ready", fileId: draft.id, rowCount: written, entry, ...facts });
  });
  return written;
}

/** The first sheet: what this is, whose it is, for what it may be used. */
async function aboutOf(
  gate: GateRuntime,
  call: Call,
  row: ExportRow,
  { grant, resource }: Plan,
): Promise<[string, string][]> {
  const departments = await gate.parts.registry.departments(call);
  const nameOf = (code: string): string => departments.get(code)?.name ?? code;
  return [
    ["数据资源", resource.core.name],
    ["资源代码", resource.core.code ?? ""],
    ["提供部门", nameOf(resource.core.department)],
    ["使用部门", nameOf(row.department)],
    ["授权编号", grant.code],
    ["使用目的", grant.terms.purpose],
    ["使用场景", grant.terms.scene],
    ["有效期至", grant.terms.validUntil ?? "未约定"],
    ["归集时间", resource.core.loadedAt?.toISOString() ?? ""],
    ["生成时间", call.now.toISOString()],
    ["生成人", row.createdBy],
    [
      "使用要求",
      "仅限上述部门按上述目的使用，不得转给第三方；每行的 trace_code 可查明出处（政务数据共享条例第二十五条）。",
    ],
  ];
}

/** Removes files whose time is over. */
export async function forgetExpired(gate: GateRuntime, call: Call): Promise<number> {
  const expired = await takeExpired(call.db, call.now, 500);
  for (const { fileId } of expired) if (fileId !== null) await gate.parts.files.remove(fileId);
  return expired.length;
}
