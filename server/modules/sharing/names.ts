import type { Language } from "#contract/text";
import type { Call } from "#kernel/call";
import { problem } from "#kernel/problem";
import type { DepartmentCore } from "#registry";
import type { SharingParts } from "./parts.ts";
import { problems } from "./problems.ts";

/** The register of departments as it is now. */
export interface Names {
  readonly departments: ReadonlyMap<string, DepartmentCore>;
  readonly language: Language;
}

export const namesOf = async (call: Call, parts: Pick<SharingParts, "registry">): Promise<Names> => ({
  departments: await parts.registry.departments(call),
  language: call.language,
});

/** The department's name in the reader's language; its code where the register does not know it. */
export function nameOf({ departments, language }: Names, code: string | null, wanted: Language = language): string {
  if (code === null) return "";
  const department = departments.get(code);
  if (!department) return code;
  return wanted === "en" && department.nameEn !== "" ? department.nameEn : department.name;
}

/** As rows and sentences call it: short in Chinese, as the clock's rows do. */
export const shortNameOf = (names: Names, code: string | null, wanted: Language): string =>
  wanted === "zh" && code !== null ? (names.departments.get(code)?.shortName ?? code) : nameOf(names, code, wanted);

/** @throws Problem sharing.department-not-found */
export function knownDepartment(names: Names, code: string): DepartmentCore {
  const found = names.departments.get(code);
  if (!found) throw problem(problems["department-not-found"], { department: code });
  return found;
}

/** The department the actor acts for. @throws Problem sharing.no-department */
export function ownDepartment(call: Call, names: Names): DepartmentCore {
  const code = call.actor.department;
  const found = code === null ? undefined : names.departments.get(code);
  if (!found) throw problem(problems["no-department"]);
  return found;
}
