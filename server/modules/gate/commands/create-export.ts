import type { GateExport } from "#contract/gate";
import type { RouteInput } from "#contract/route";
import type { gateRoutes } from "#contract/gate";
import type { Call } from "#kernel/call";
import type { RequestFacts } from "#kernel/http/route";
import { newId } from "#kernel/id";
import { problem } from "#kernel/problem";
import { type Ask, askerOf, chooseGrant, isDenial, refuse } from "../delivery.ts";
import { findExport, insertExport, updateExport } from "../export-store.ts";
import { exportView } from "../export-view.ts";
import { makeExportJob } from "../job-names.ts";
import { ownProblems } from "../problems.ts";
import { readFilters } from "../read-filters.ts";
import type { GateRuntime } from "../runtime.ts";

type Input = RouteInput<typeof gateRoutes.createExport>;

const keptDays = 7;
const dayMs = 86_400_000;

/** Orders a file: a program under the mode `batch`, a person under the mode `file`. It is made by a job. */
export async function createExport(
  gate: GateRuntime,
  call: Call,
  { params, body }: Input,
  request: RequestFacts,
): Promise<GateExport> {
  const mode = call.actor.kind === "client" ? "batch" : "file";
  const ask: Ask = {
    operation: "gate.create-export",
    key: params.code,
    mode,
    named: body.grant ?? request.header("weir-grant") ?? null,
  };
  const asker = askerOf(gate, call, request);
  if (isDenial(asker)) throw await refuse(gate, call, ask, asker);
  const chosen = await chooseGrant(gate, call, ask, asker, (plan) => readFilters(body.filters, body.items ?? [], plan));
  if ("denial" in chosen) throw await refuse(gate, call, ask, chosen.denial, chosen.about);
  const { grant, resource } = chosen.plan;
  const id = newId(call.now);
  await insertExport(call.db, {
    id,
    grantId: grant.id,
    resourceId: resource.core.id,
    resourceName: resource.core.name,
    department: asker.department,
    format: body.format,
    ask: { items: body.items ?? [], filters: body.filters, client: asker.client, zone: asker.zone },
    fileName: `${resource.core.name}-${grant.code}-${asker.today}.${body.format}`.replaceAll(/[\\/:*?"<>|]/g, "_"),
    createdBy: call.actor.name,
    createdAt: call.now,
    expiresAt: new Date(call.now.getTime() + keptDays * dayMs),
  });
  const jobId = await gate.parts.jobs.start(
    call,
    makeExportJob,
    { exportId: id },
    {
      title: { zh: `生成文件：${resource.core.name}`, en: `Making a file: ${resource.core.name}` },
      department: asker.department,
      subject: grant.id,
    },
  );
  await updateExport(call.db, id, { jobId });
  gate.parts.ledger.record(call, {
    action: ask.operation,
    object: { kind: "export", id, name: resource.core.name },
    owner: resource.core.department,
    grant: grant.id,
    purpose: grant.terms.purpose,
    items: body.items ?? chosen.plan.fields,
    facts: { mode, format: body.format, filters: body.filters.map((filter) => filter.item) },
  });
  const row = await findExport(call.db, id);
  if (!row) throw problem(ownProblems["export-not-found"], { id });
  return exportView(gate.parts, call, row);
}
