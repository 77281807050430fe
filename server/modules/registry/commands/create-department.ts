import type { Department } from "#contract/registry";
import type { Call } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import { problem } from "#kernel/problem";
import { creditCheck, isCreditCode, normalCreditCode } from "../credit-code.ts";
import { departmentRow } from "../department-queries.ts";
import { type DepartmentFields, type DepartmentRow, insertDepartment } from "../department-store.ts";
import { isWithin, levelOf, shortened } from "../division-code.ts";
import { divisionAt } from "../division-queries.ts";
import type { NewDepartment } from "../door.ts";
import type { RegistryParts } from "../parts.ts";
import { problems } from "../problems.ts";
import { parentFault } from "../scope.ts";
import { showDepartment } from "../search-entry.ts";
import { departmentView } from "../views.ts";

export type DepartmentInput = Omit<DepartmentFields, "status" | "isInvented" | "isBureau">;

export async function createDepartment(parts: RegistryParts, call: Call, input: DepartmentInput): Promise<Department> {
  const row = await register(parts, call, { ...input, isInvented: false, isBureau: false });
  return departmentView(call.actor, row);
}

/** For set-up and import. */
export async function ensureDepartment(
  parts: RegistryParts,
  call: Call,
  department: NewDepartment,
): Promise<DepartmentRow> {
  return inTransaction(call, async (inner) => {
    const existing = (await parts.register.departments(inner.db)).get(normalCreditCode(department.code));
    if (existing) return existing;
    try {
      const { duties = [], contacts = [], ...given } = department;
      const blank = { nameEn: "", parent: null, isInvented: false, isBureau: false };
      return await register(parts, inner, { ...blank, ...given, duties: [...duties], contacts: [...contacts] });
    } catch (error) {
      // Somebody else has just registered it: the transaction is whole, the row is theirs.
      const row = (await parts.register.departments(inner.db)).get(normalCreditCode(department.code));
      if (row) return row;
      throw error;
    }
  });
}

async function register(
  parts: RegistryParts,
  call: Call,
  input: DepartmentInput & { readonly isInvented: boolean; readonly isBureau: boolean },
): Promise<DepartmentRow> {
  const code = normalCreditCode(input.code);
  refuseWrongCode(code);
  const division = await placeFor(parts, call, input.division);
  await refuseOutsideOwnDivision(parts, call, division);
  if (input.parent !== null) await refuseParent(parts, call, code, input.parent);
  const isMade = await insertDepartment(call.db, { ...input, code, division, status: "active" }, call.now);
  await parts.register.noteDepartments(call.db);
  const row = await departmentRow(parts, call, code);
  if (!isMade) throw problem(problems["department-exists"], { code, name: row.name });
  await showDepartment(parts, call, row);
  parts.ledger.record(call, {
    action: "registry.create-department",
    object: { kind: "department", id: code, name: row.name },
    owner: code,
    facts: { division, isInvented: row.isInvented },
  });
  return row;
}

function refuseWrongCode(code: string): void {
  if (isCreditCode(code)) return;
  const check = code.length === 18 ? creditCheck(code.slice(0, 17)) : null;
  throw problem(problems["credit-code-wrong"], {
    code,
    hint: check === null ? "" : `（按前 17 位算应为 ${check}）`,
    hintEn: check === null ? "" : ` (by the first 17 it would be ${check})`,
  });
}

/**
 * The code of a division something can be registered under. Before divisions are loaded every code that could be one is
 * taken.
 *
 * @throws Problem registry.division-not-found, registry.division-retired
 */
export async function placeFor(parts: RegistryParts, call: Call, given: string): Promise<string> {
  const short = shortened(given);
  if (!(await parts.register.hasDivisions(call.db))) {
    if (levelOf(short) === null || !/^[1-9]\d+$/.test(short))
      throw problem(problems["division-not-found"], { code: given });
    return short;
  }
  const row = await divisionAt(call, given);
  if (row.isCurrent) return row.code;
  const successors = row.successors.length === 0 ? "—" : row.successors.join("、");
  throw problem(problems["division-retired"], { code: row.code, name: row.name, successors });
}

/** A data officer of a city registers departments of the city and below. */
async function refuseOutsideOwnDivision(parts: RegistryParts, call: Call, division: string): Promise<void> {
  const { departments, department } = call.actor;
  if (departments === "all") return;
  const own = (await parts.register.departments(call.db)).get(department ?? "")?.division ?? "—";
  if (!isWithin(division, own)) throw problem(problems["outside-your-division"], { own, division });
}

/** @throws Problem registry.parent-wrong */
export async function refuseParent(parts: RegistryParts, call: Call, code: string, parent: string): Promise<void> {
  const fault = parentFault(await parts.register.departments(call.db), code, parent);
  if (fault) throw problem(problems["parent-wrong"], { parent, reason: fault.zh, reasonEn: fault.en });
}
