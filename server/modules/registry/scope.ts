import type { ScopeKind } from "#contract/identity";
import { isWithin } from "./division-code.ts";

interface Placed {
  readonly division: string;
}

/**
 * Which departments a scope covers. `own`: the department. `tree`: every department of its division or of one below.
 * `several`: the department and those listed. A department that is not registered covers itself only.
 */
export function departmentsInScope(
  departments: ReadonlyMap<string, Placed>,
  department: string | null,
  scope: ScopeKind,
  several: readonly string[],
): "all" | readonly string[] {
  const own = department === null ? [] : [department];
  switch (scope) {
    case "all":
      return "all";
    case "own":
      return own;
    case "several":
      return [...new Set([...own, ...several])];
    case "tree": {
      const place = department === null ? undefined : departments.get(department);
      if (!place) return own;
      return [...departments].filter(([, other]) => isWithin(other.division, place.division)).map(([code]) => code);
    }
  }
}

/**
 * Why a department cannot be put below another: it would stand above itself, or the other is closed or absent; null where
 * it can.
 */
export function parentFault(
  departments: ReadonlyMap<string, { readonly parent: string | null; readonly status: "active" | "closed" }>,
  code: string,
  parent: string,
): { zh: string; en: string } | null {
  const chosen = departments.get(parent);
  if (!chosen) return { zh: "没有登记这个部门", en: "it is not registered" };
  if (chosen.status === "closed") return { zh: "它已撤销", en: "it is closed" };
  const passed = new Set<string>();
  for (let above: string | null = parent; above !== null && !passed.has(above);) {
    if (above === code)
      return { zh: "它是本部门自己或本部门的下级", en: "it is the department itself or stands below it" };
    passed.add(above);
    above = departments.get(above)?.parent ?? null;
  }
  return null;
}
