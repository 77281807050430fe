import type { Department, DepartmentSystem } from "#contract/registry";
import type { Page } from "#contract/page";
import type { Call } from "#kernel/call";
import { problem } from "#kernel/problem";
import * as store from "./department-store.ts";
import { isWithin, shortened } from "./division-code.ts";
import type { RegistryParts } from "./parts.ts";
import { problems } from "./problems.ts";
import { departmentView, systemView } from "./views.ts";

/** The register of departments is open to everyone signed in: one cannot ask an unknown department for data. */
export async function listDepartments(
  parts: RegistryParts,
  call: Call,
  query: {
    q?: string | undefined;
    division?: string | undefined;
    parent?: string | undefined;
    limit: number;
    cursor?: string | undefined;
  },
): Promise<Page<Department>> {
  const division = query.division === undefined ? undefined : shortened(query.division);
  const words = query.q?.trim().toLowerCase() ?? "";
  const found = [...(await parts.register.departments(call.db)).values()].filter(
    (row) =>
      (division === undefined || isWithin(row.division, division)) &&
      (query.parent === undefined || row.parent === query.parent) &&
      (words === "" ||
        [row.name, row.shortName, row.nameEn, row.code].some((text) => text.toLowerCase().includes(words))),
  );
  const after = query.cursor === undefined ? 0 : found.findIndex((row) => placeOf(row) > String(query.cursor));
  const shown = after < 0 ? [] : found.slice(after, after + query.limit);
  const last = shown.at(-1);
  return {
    items: shown.map((row) => departmentView(call.actor, row)),
    total: found.length,
    next: last && last !== found.at(-1) ? placeOf(last) : null,
  };
}

/** Departments stand in the order of their division, then code. */
const placeOf = ({ division, code }: store.DepartmentRow): string => `${division} ${code}`;

export async function getDepartment(parts: RegistryParts, call: Call, code: string): Promise<Department> {
  return departmentView(call.actor, await departmentRow(parts, call, code));
}

/** @throws Problem registry.department-not-found */
export async function departmentRow(
  parts: Pick<RegistryParts, "register">,
  call: Call,
  code: string,
): Promise<store.DepartmentRow> {
  const row = (await parts.register.departments(call.db)).get(code);
  if (!row) throw problem(problems["department-not-found"], { code });
  return row;
}

/** Systems, unlike departments, are shown to those they concern: the list tells what is critical. */
export async function listSystems(
  call: Call,
  query: { department?: string | undefined; q?: string | undefined; limit: number; cursor?: string | undefined },
): Promise<Page<DepartmentSystem>> {
  const filter = { departments: call.actor.departments, department: query.department, q: query.q };
  const separator = query.cursor?.indexOf(" ") ?? -1;
  const after =
    query.cursor === undefined || separator < 0
      ? undefined
      : { department: query.cursor.slice(0, separator), name: query.cursor.slice(separator + 1) };
  const [rows, total] = await Promise.all([
    store.pageOfSystems(call.db, filter, query.limit + 1, after),
    store.countSystems(call.db, filter),
  ]);
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    items: shown.map((row) => systemView(call.actor, row)),
    total,
    next: rows.length > query.limit && last ? `${last.department} ${last.name}` : null,
  };
}
