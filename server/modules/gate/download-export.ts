import type { Call } from "#kernel/call";
import type { RawAnswer, RequestFacts } from "#kernel/http/route";
import { type Ask, askerOf, chooseGrant, isDenial, noteDelivery, refuse } from "./delivery.ts";
import { visibleExport } from "./export-view.ts";
import { fileAnswer, type FileFacts, partOf } from "./file-answer.ts";
import { deny } from "./refusals.ts";
import type { GateRuntime } from "./runtime.ts";

const types: Readonly<Record<string, string>> = {
  csv: "text/csv; charset=utf-8",
  ndjson: "application/x-ndjson",
  parquet: "application/vnd.apache.parquet",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

/** A file, or the rest of it. The grant is asked again each time, and each time stands on the ledger before the first byte. */
export async function downloadExport(
  gate: GateRuntime,
  call: Call,
  id: string,
  request: RequestFacts,
): Promise<RawAnswer> {
  const ask: Ask = {
    operation: "gate.download-export",
    key: id,
    mode: call.actor.kind === "client" ? "batch" : "file",
    named: null,
  };
  const asker = askerOf(gate, call, request);
  if (isDenial(asker)) throw await refuse(gate, call, ask, asker);
  const row = await visibleExport(call, id);
  const chosen = await chooseGrant(gate, call, { ...ask, key: row.resourceId, named: row.grantId }, asker, () => ({
    items: [],
    conditions: [],
  }));
  if ("denial" in chosen) throw await refuse(gate, call, ask, chosen.denial, chosen.about);
  const { plan } = chosen;
  if (row.state === "expired" || (row.state === "ready" && row.expiresAt < call.now))
    throw await refuse(gate, call, ask, deny("export-expired"), plan);
  const { fileId, sizeBytes, sha256 } = row;
  if (row.state !== "ready" || fileId === null || sizeBytes === null || sha256 === null)
    throw await refuse(gate, call, ask, deny("export-not-ready", { state: row.state }), plan);
  const file: FileFacts = {
    path: gate.parts.files.pathOf(fileId),
    fileName: row.fileName,
    contentType: types[row.format] ?? "application/octet-stream",
    sizeBytes,
    sha256,
  };
  const part = partOf(file, request);
  const entry = await gate.parts.ledger.recordNow(call, {
    action: ask.operation,
    object: { kind: "export", id, name: row.resourceName },
    owner: plan.resource.core.department,
    grant: plan.grant.id,
    purpose: plan.grant.terms.purpose,
    rows: row.rowCount ?? 0,
    facts: { mode: ask.mode, zone: asker.zone, format: row.format, sha256, from: part.start, to: part.end },
  });
  await noteDelivery(gate, call, plan, row.rowCount ?? 0, entry);
  return fileAnswer(file, part);
}
