/** How many departments use each resource, its own left out, from the grants that are active. */
export function usersByResource(
  grants: readonly {
    readonly terms: { readonly department: string };
    readonly resource: { readonly id: string; readonly department: string };
  }[],
): Map<string, number> {
  const users = new Map<string, Set<string>>();
  for (const { terms, resource } of grants) {
    if (terms.department === resource.department) continue;
    users.set(resource.id, (users.get(resource.id) ?? new Set()).add(terms.department));
  }
  return new Map([...users].map(([id, departments]) => [id, departments.size]));
}
