import type { Call } from "#kernel/call";
import type { Entry } from "#search";
import { type DepartmentRow, type SystemRow, systemsOfAll } from "./department-store.ts";
import type { RegistryParts } from "./parts.ts";

const departmentEntry = ({ code, name, shortName, nameEn, duties, divisionName }: DepartmentRow): Entry => ({
  kind: "department",
  ref: code,
  audience: "everyone",
  department: code,
  name,
  nameEn,
  aliases: shortName === "" || shortName === name ? [] : [shortName],
  code,
  theme: "",
  abstract: [divisionName, ...duties.map(({ text }) => text)].join(" "),
  items: [],
  about: { department: null, system: null, elements: [] },
});

/** Systems are seen by those inside the department, as in their list. */
const systemEntry = ({ id, department, name, description }: SystemRow): Entry => ({
  kind: "system",
  ref: id,
  audience: "inside",
  department,
  name,
  nameEn: "",
  aliases: [],
  code: "",
  theme: "",
  abstract: description,
  items: [],
  about: { department, system: null, elements: [] },
});

/** A closed department is found no longer; its address stays. */
export async function showDepartment({ search }: RegistryParts, call: Call, row: DepartmentRow): Promise<void> {
  if (row.status === "active") await search.put(call, [departmentEntry(row)]);
  else await search.remove(call, "department", row.code);
}

export const showSystem = ({ search }: RegistryParts, call: Call, row: SystemRow): Promise<void> =>
  search.put(call, [systemEntry(row)]);

/** A hub older than the index brings its register in at its first start. */
export async function fillSearch(parts: RegistryParts, call: Call): Promise<void> {
  if (await parts.search.has(call, "department")) return;
  const departments = [...(await parts.register.departments(call.db)).values()];
  if (departments.length === 0) return;
  await parts.search.put(call, departments.filter(({ status }) => status === "active").map(departmentEntry));
  await parts.search.put(call, (await systemsOfAll(call.db)).map(systemEntry));
}
