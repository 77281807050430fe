import { z } from "zod";
import { type EdgeKind, edgeKinds } from "#contract/graph";
import { mapLevels, mapSides } from "#contract/graph-map";
import { filters } from "#kit";

export const drawings = ["trunk", "all"] as const;
/** Steps of "no fewer than so many uses". */
export const leasts = ["1", "10", "100", "1000", "10000"] as const;

export const orders = ["uses", "last", "from", "to"] as const;

const day = z.iso.date();
const node = z.string().min(3).max(600);

/** `at` is the place or river that is open beside the map; `to` is the last day that counts. */
export const mapFilters = filters({
  level: z.enum(mapLevels),
  from: day,
  to: day,
  /** `supplies` unless said at the level of departments, everything at the others. */
  kind: z.enum([...edgeKinds, "all"]),
  theme: z.string().max(40),
  department: z.string().max(40),
  side: z.enum(mapSides),
  resource: z.uuid(),
  least: z.enum(leasts),
  draw: z.enum(drawings),
  sort: z.enum(orders),
  at: z.string().max(1300),
});

/** The kind of flow that is looked at; undefined for all. */
export function kindOf({ kind, level = "department" }: ReturnType<typeof mapFilters>): EdgeKind | undefined {
  const chosen = kind ?? (level === "department" ? "supplies" : "all");
  return chosen === "all" ? undefined : chosen;
}

export const directions = ["upstream", "downstream"] as const;
export const placeFilters = filters({
  node,
  way: z.enum(directions),
  depth: z.string().regex(/^([1-9]|1[0-2])$/),
  field: z.string().max(200),
  asOf: day,
});
export const pathFilters = filters({ from: node, to: node, asOf: day });
export const unusedFilters = filters({ days: z.enum(["30", "90", "180", "365"]) });
export const islandFilters = filters({ days: z.enum(["90", "365", "730"]) });
export const waitingFilters = filters({ from: z.string(), to: z.string() });
