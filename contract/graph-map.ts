import { z } from "zod";
import { edgeKinds, nodeKinds } from "./graph.ts";
import { route } from "./route.ts";

/** How near one stands to the map: departments, their systems, resources, single items. */
export const mapLevels = ["department", "system", "resource", "item"] as const;
export type MapLevel = (typeof mapLevels)[number];

export const placeKinds = [...nodeKinds, "system", "item"] as const;
export type PlaceKind = (typeof placeKinds)[number];

/** Whether a chosen department gives, gets, or either. */
export const mapSides = ["both", "gives", "gets"] as const;

const day = z.iso.date();

/**
 * Where rivers begin and end. `id` is that of a node of the graph, or `system:<id>`, or `item:<node>` + tab + field.
 */
export const MapPlace = z.object({
  id: z.string(),
  kind: z.enum(placeKinds),
  name: z.string(),
  department: z.string().nullable(),
  departmentName: z.string().nullable(),
  /** Uses on the rivers that leave and that arrive. */
  given: z.int(),
  got: z.int(),
});
export type MapPlace = z.infer<typeof MapPlace>;

export const MapRiver = z.object({
  from: z.string(),
  to: z.string(),
  kind: z.enum(edgeKinds),
  /** Grants, loads, jobs that flow together in it. */
  streams: z.int(),
  /** Resources it carries; 0 where none is at its beginning. */
  resources: z.int(),
  /** Runs or calls, and rows, in the asked time. */
  uses: z.int(),
  rows: z.int(),
  /** Uses in the stretch of the same length before; null where no beginning was asked for. */
  usesBefore: z.int().nullable(),
  /** Uses from the beginning on: places keep to their order whatever time is looked at. */
  usesEver: z.int(),
  lastUseOn: day.nullable(),
  firstAt: z.iso.datetime(),
});
export type MapRiver = z.infer<typeof MapRiver>;

export const RiverMap = z.object({
  level: z.enum(mapLevels),
  asOf: z.iso.datetime(),
  /** Ledger entry up to which it is read off. */
  entry: z.int(),
  /** True only where the ledger is ahead or there were more rivers than are answered. */
  partial: z.boolean(),
  /** Rivers there are in all; more than stand in `rivers` only where `partial`. */
  total: z.int(),
  /** Streams that may not be seen by the person asking. */
  hidden: z.int(),
  /** Streams that begin and end in the same place, which no river shows. */
  inside: z.int(),
  places: z.array(MapPlace),
  rivers: z.array(MapRiver),
  /** Departments in the asker's scope that no river reaches; only at the level of departments. */
  islands: z.array(z.object({ code: z.string(), name: z.string() })),
  /** Uses by month, twelve up to the asked day, with the same filters but for `since`. */
  months: z.array(z.object({ month: z.string(), uses: z.int() })),
});
export type RiverMap = z.infer<typeof RiverMap>;

export const graphMapRoutes = {
  map: route({
    method: "GET",
    path: "/api/graph/map",
    operation: "graph.get-map",
    summary: { zh: "数据流向图：部门、系统、资源、数据项四级", en: "The map of rivers at four levels" },
    query: z.object({
      level: z.enum(mapLevels).default("department"),
      /** As it stood at the end of this day, uses up to it; today unless said. */
      asOf: day.optional(),
      /** Uses are counted from this day on; from the beginning unless said. */
      since: day.optional(),
      kind: z.enum(edgeKinds).optional(),
      theme: z.string().max(40).optional(),
      department: z.string().max(40).optional(),
      side: z.enum(mapSides).default("both"),
      /** Only what touches this resource. */
      resourceId: z.uuid().optional(),
    }),
    answer: RiverMap,
  }),
};
