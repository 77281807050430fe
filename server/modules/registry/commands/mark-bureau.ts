import type { Department } from "#contract/registry";
import type { Call } from "#kernel/call";
import { refuseStale } from "#kernel/http/guard";
import { problem } from "#kernel/problem";
import { departmentRow } from "../department-queries.ts";
import { lockDepartment, setBureau, unmarkBureau } from "../department-store.ts";
import type { RegistryParts } from "../parts.ts";
import { problems } from "../problems.ts";
import { departmentView, mayMarkBureau } from "../views.ts";

/** One bureau looks after sharing at each level (Order 809 art. 5): marking another of the same division moves the mark. */
export async function markBureau(
  parts: RegistryParts,
  call: Call,
  { code, version, isBureau }: { readonly code: string; readonly version: number | null; readonly isBureau: boolean },
): Promise<Department> {
  const current = await lockDepartment(call.db, code);
  if (current === undefined || !mayMarkBureau(call.actor, code))
    throw problem(problems["department-not-found"], { code });
  refuseStale(version, current);
  await parts.register.noteDepartments(call.db);
  const before = await departmentRow(parts, call, code);
  const unmarked = before.isBureau === isBureau ? [] : await unmarkBureau(call.db, before.division);
  if (before.isBureau !== isBureau && isBureau) await setBureau(call.db, code, true);
  parts.ledger.record(call, {
    action: "registry.mark-bureau",
    object: { kind: "department", id: code, name: before.name },
    owner: code,
    facts: { isBureau, division: before.division, before: unmarked.filter((one) => one !== code) },
  });
  return departmentView(call.actor, await departmentRow(parts, call, code));
}
