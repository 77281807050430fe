import type { Language } from "#contract/text";
import type { Call } from "#kernel/call";
import type { DepartmentCore } from "#registry";
import type { Elements } from "./declaration.ts";
import type { CatalogDeps } from "./deps.ts";

/** The registers a declaration refers to, as they are now. */
export interface Lookups {
  readonly departments: ReadonlyMap<string, DepartmentCore>;
  readonly elements: Elements;
}

export async function lookupsOf(call: Call, deps: CatalogDeps): Promise<Lookups> {
  const [departments, elements] = await Promise.all([deps.registry.departments(call), deps.dictionary.elements(call)]);
  return { departments, elements };
}

/** The department's name in the reader's language; its code where the registry does not know it. */
export function departmentName({ departments }: Lookups, code: string, language: Language): string {
  const department = departments.get(code);
  if (!department) return code;
  return language === "en" && department.nameEn !== "" ? department.nameEn : department.name;
}
