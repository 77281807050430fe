import { type Check, entriesAbout, type Found, late } from "./violation-evidence.ts";

/** What two or more divisions lie in together; empty where they share no province. */
export function commonDivision(divisions: readonly string[]): string {
  const [first = "", ...others] = divisions;
  const lengths = [12, 9, 6, 4, 2].filter((length) => length <= first.length);
  const shared = lengths.find((length) => others.every((other) => other.startsWith(first.slice(0, length))));
  return shared === undefined ? "" : first.slice(0, shared);
}

/** Several departments hold an element, and none was decided to be its source. */
export const noSource: Check = async (call, parts, threshold) => {
  const elements = await parts.dictionary.elements(call);
  const departments = await parts.registry.departments(call);
  const holders = new Map<string, { readonly departments: Set<string>; readonly resources: Set<string> }>();
  for (const one of await parts.catalog.resources(call, { hasData: true })) {
    for (const { element } of one.items) {
      if (element === null) continue;
      const known = holders.get(element) ?? { departments: new Set(), resources: new Set() };
      known.departments.add(one.department);
      known.resources.add(one.id);
      holders.set(element, known);
    }
  }
  const found: Found[] = [];
  for (const [id, held] of holders) {
    const element = elements.get(id);
    if (!element || element.source || held.departments.size < Math.max(2, threshold)) continue;
    const codes = [...held.departments].toSorted();
    const place = commonDivision(codes.flatMap((code) => departments.get(code)?.division ?? []));
    const bureau = await parts.registry.bureauOf(call, place);
    if (bureau === null) continue;
    found.push({
      department: bureau,
      subject: { kind: "element", id, name: element.name.zh, href: `/dictionary/elements/${id}` },
      summary: {
        zh: `${codes.length} 个部门都在收集“${element.name.zh}”，没有明确数源`,
        en: `${codes.length} departments collect “${element.name.en}” and none is its source`,
      },
      evidence: {
        entries: await entriesAbout(call, parts, [...held.resources], ["intake.", "catalog."]),
        facts: { departments: codes },
      },
    });
  }
  return found;
};

export const notCoordinated = late(["dispute"]);
