import type { RouteAnswer } from "#contract/route";
import type { gateRoutes } from "#contract/gate";
import type { Call } from "#kernel/call";
import { exportsByNumber } from "../export-store.ts";
import { codeOfGrant } from "../grant-code.ts";
import type { GateRuntime } from "../runtime.ts";
import { findGrant } from "../store.ts";
import { type Mark, readMark } from "../trace-code.ts";

type Traced = RouteAnswer<typeof gateRoutes.traceFile>;

/** Which files, and so which grants, these rows were copied from. */
export async function traceFile(gate: GateRuntime, call: Call, codes: readonly string[]): Promise<Traced> {
  const marks = codes.map((code) => readMark(gate.traceKey, code.trim())).filter((mark): mark is Mark => mark !== null);
  const byFile = Map.groupBy(marks, (mark) => mark.file);
  const departments = await gate.parts.registry.departments(call);
  const found: Traced["exports"] = [];
  for (const row of await exportsByNumber(call.db, [...byFile.keys()])) {
    const grant = await findGrant(call.db, row.grantId);
    if (!grant) continue;
    found.push({
      exportId: row.id,
      grant: { id: grant.id, code: codeOfGrant(grant.number), purpose: grant.terms.purpose },
      department: row.department,
      departmentName: departments.get(row.department)?.name ?? row.department,
      resourceName: row.resourceName,
      createdBy: row.createdBy,
      createdAt: row.createdAt.toISOString(),
      rows: (byFile.get(row.number) ?? []).map((mark) => mark.row),
    });
  }
  gate.parts.ledger.record(call, {
    action: "gate.trace-file",
    object: { kind: "trace", id: call.requestId, name: "" },
    facts: { codes: codes.length, exports: found.map(({ exportId }) => exportId) },
  });
  return { exports: found, unknown: codes.length - marks.length };
}
