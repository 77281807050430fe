import type { DriftReach } from "#contract/intake-follow";
import type { Gate } from "#gate";
import type { Call } from "#kernel/call";
import type { Libraries } from "#libraries";

const grantsAtMost = 200;

/** What uses these fields of a resource further on, for intake, which stands below and cannot ask itself. */
export async function reachOf(
  { gate, libraries }: { readonly gate: Gate; readonly libraries: Libraries },
  call: Call,
  resourceId: string,
  fields: readonly string[],
): Promise<DriftReach[]> {
  const wanted = new Set(fields);
  const states = ["prepared", "active", "suspended"] as const;
  const grants = (await gate.grantsOf(call, { resourceId, states, limit: grantsAtMost })).flatMap(
    (grant): DriftReach[] => {
      const used = grant.terms.items.map(({ field }) => field).filter((field) => wanted.has(field));
      if (used.length === 0) return [];
      return [{ kind: "grant", id: grant.id, name: grant.code, owner: grant.departmentName, fields: used }];
    },
  );
  const serving: DriftReach[] =
    grants.length === 0 ? [] : [{ kind: "serving", id: resourceId, name: "", owner: "", fields: [...wanted] }];
  const used = (await libraries.using(call, resourceId)).flatMap((library): DriftReach[] => {
    const shared = library.fields.filter((field) => wanted.has(field));
    if (shared.length === 0) return [];
    return [{ kind: "library", id: library.name, name: library.title.zh, owner: "", fields: shared }];
  });
  return [...grants, ...serving, ...used];
}
