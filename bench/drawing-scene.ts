import type { MapPlace, MapRiver } from "#contract/graph-map";

/** Invented places and rivers for drawing: sources, resources, libraries and departments, a few rivers very wide. */
export function sceneOf(count: number): { places: MapPlace[]; rivers: MapRiver[] } {
  let seed = 20_260_318;
  const below = (limit: number): number => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
  const departments = 60;
  const kindAt = (at: number) =>
    at < departments ? "department" : at < departments + 20 ? "library" : at % 4 === 0 ? "source" : "resource";
  const places = Array.from({ length: count }, (_, at): MapPlace => {
    const kind = kindAt(at);
    const department = `D${at < departments ? at : below(departments)}`;
    return {
      id: kind === "department" ? `department:${department}` : `${kind}:${at}`,
      kind,
      name: `${["人口", "企业", "婚姻", "房屋", "车辆"][below(5)]}登记信息${at}`,
      department: kind === "library" ? null : department,
      departmentName: `第${department}局`,
      given: below(1000),
      got: below(1000),
    };
  });
  const of = (kind: MapPlace["kind"]) => places.filter((place) => place.kind === kind);
  const [sources, resources, libraries, users] = [of("source"), of("resource"), of("library"), of("department")];
  const pick = (list: readonly MapPlace[]): string => list[below(list.length)]?.id ?? "";
  const rivers = Array.from({ length: count * 2 }, (_, at): MapRiver => {
    const way = at % 4;
    const uses = Math.floor(1 + 10_000 / (1 + below(4000)));
    return {
      from: way === 0 ? pick(sources) : pick(resources),
      to: way === 0 ? pick(resources) : way === 1 ? pick(libraries) : pick(users),
      kind: way === 0 ? "loads" : way === 1 ? "feeds" : "supplies",
      streams: 1,
      resources: 1,
      uses,
      rows: uses,
      usesBefore: null,
      usesEver: uses,
      lastUseOn: null,
      firstAt: "2026-01-01T00:00:00.000Z",
    };
  });
  return { places, rivers };
}
