import type { GateExport } from "#contract/gate";
import type { RouteInput } from "#contract/route";
import type { gateRoutes } from "#contract/gate";
import type { Page } from "#contract/page";
import { type Call, mayTouch } from "#kernel/call";
import { problem } from "#kernel/problem";
import { countExports, type ExportRow, findExport, pageOfExports } from "./export-store.ts";
import { codeOfGrant } from "./grant-code.ts";
import type { GateParts } from "./parts.ts";
import { ownProblems } from "./problems.ts";
import { findGrant } from "./store.ts";

export async function exportView(_parts: GateParts, call: Call, row: ExportRow): Promise<GateExport> {
  const grant = await findGrant(call.db, row.grantId);
  return {
    id: row.id,
    grant: { id: row.grantId, code: codeOfGrant(grant?.number ?? 0), purpose: grant?.terms.purpose ?? "" },
    resource: { id: row.resourceId, name: row.resourceName },
    department: row.department,
    format: row.format,
    state: row.state === "ready" && row.expiresAt < call.now ? "expired" : row.state,
    jobId: row.jobId,
    fileName: row.fileName,
    sizeBytes: row.sizeBytes,
    sha256: row.sha256,
    rowCount: row.rowCount,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    entry: row.entry,
    problem: row.problem,
  };
}

/** Files belong to the department that ordered them; the provider sees their entries on the ledger, not the files. */
export async function visibleExport(call: Call, id: string): Promise<ExportRow> {
  const row = await findExport(call.db, id);
  if (!row || !mayTouch(call.actor, row.department)) throw problem(ownProblems["export-not-found"], { id });
  return row;
}

export async function listExports(
  parts: GateParts,
  call: Call,
  { limit, cursor, grantId }: RouteInput<typeof gateRoutes.listExports>["query"],
): Promise<Page<GateExport>> {
  const filter = { departments: call.actor.departments, grantId };
  const before = cursor === undefined ? undefined : Number(cursor);
  const [rows, total] = await Promise.all([
    pageOfExports(call.db, filter, limit + 1, Number.isSafeInteger(before) ? before : undefined),
    countExports(call.db, filter),
  ]);
  const page = rows.slice(0, limit);
  const items = await Promise.all(page.map((row) => exportView(parts, call, row)));
  return { items, total, next: rows.length > limit ? String(page.at(-1)?.number) : null };
}
