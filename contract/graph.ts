import { z } from "zod";
import { route } from "./route.ts";
import { Bilingual } from "./text.ts";

/** Places of the graph. A department uses; a source, a resource, a library and a dataset hold. */
export const nodeKinds = ["source", "resource", "library", "department", "dataset"] as const;
export type NodeKind = (typeof nodeKinds)[number];

/** What flows along an edge: a load, a library's run, answers under a grant, a job of another system. */
export const edgeKinds = ["loads", "feeds", "supplies", "derives"] as const;
export type EdgeKind = (typeof edgeKinds)[number];

const instant = z.iso.datetime();
const day = z.iso.date();
const nodeId = z.string().min(3).max(600);

/** How sure an answer is. */
const Extent = z.object({
  /** The moment the picture shows. */
  asOf: instant,
  /** Ledger entry up to which it is read off. */
  entry: z.int(),
  /** True only where something is left out: the ledger is ahead, or there was more than is answered. */
  partial: z.boolean(),
  /** What lies on the way but may not be seen by the person asking. */
  hidden: z.int(),
});

export const GraphNode = z.object({
  id: nodeId,
  kind: z.enum(nodeKinds),
  name: z.string(),
  department: z.string().nullable(),
  departmentName: z.string().nullable(),
  firstAt: instant,
  lastAt: instant,
  /** Steps from where the question began; 0 where there is no such place. */
  depth: z.int(),
});
export type GraphNode = z.infer<typeof GraphNode>;

export const GraphEdge = z.object({
  id: z.int(),
  from: nodeId,
  to: nodeId,
  kind: z.enum(edgeKinds),
  /** The grant, library or job it rests on; empty for a load. */
  basis: z.string(),
  basisName: z.string(),
  firstAt: instant,
  lastAt: instant,
  endedAt: instant.nullable(),
  /** Runs or calls, and rows, in the asked time. */
  uses: z.int(),
  rows: z.int(),
  /** Which field becomes which; empty where only the whole is known. */
  fields: z.array(z.object({ from: z.string(), to: z.string() })),
});
export type GraphEdge = z.infer<typeof GraphEdge>;

/** All there is to see; what is answered of it stands beside. */
const total = z.object({ nodes: z.int(), edges: z.int() });

export const Picture = Extent.extend({ total, nodes: z.array(GraphNode), edges: z.array(GraphEdge) });
export type Picture = z.infer<typeof Picture>;

/** Rivers between departments: what one holds and the other uses. */
export const Flow = z.object({
  from: z.string(),
  fromName: z.string(),
  to: z.string(),
  toName: z.string(),
  grants: z.int(),
  resources: z.int(),
  uses: z.int(),
  rows: z.int(),
  firstAt: instant,
  lastAt: instant,
});
export type Flow = z.infer<typeof Flow>;
export const Flows = Extent.extend({
  flows: z.array(Flow),
  departments: z.array(z.object({ code: z.string(), name: z.string(), given: z.int(), got: z.int() })),
});
export type Flows = z.infer<typeof Flows>;

/** What stops where one thing stops. */
export const Impact = Extent.extend({
  node: GraphNode,
  field: z.string().nullable(),
  resources: z.int(),
  libraries: z.int(),
  grants: z.int(),
  departments: z.array(
    z.object({ code: z.string(), name: z.string(), uses: z.int(), rows: z.int(), lastAt: instant.nullable() }),
  ),
  total,
  nodes: z.array(GraphNode),
  edges: z.array(GraphEdge),
});
export type Impact = z.infer<typeof Impact>;

export const Unused = Extent.extend({
  days: z.int(),
  items: z.array(
    z.object({
      resourceId: z.uuid(),
      name: z.string(),
      department: z.string(),
      departmentName: z.string(),
      rowCount: z.int(),
      grants: z.int(),
      lastUseAt: instant.nullable(),
    }),
  ),
});

/** How much of an island a department is (信息孤岛): 0 gives and gets like the others, 1 neither gives nor gets. */
export const Isolation = Extent.extend({
  days: z.int(),
  departments: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      /** Published resources with rows, and how many of them others used. */
      resources: z.int(),
      resourcesUsed: z.int(),
      givesTo: z.int(),
      getsFrom: z.int(),
      given: z.int(),
      got: z.int(),
      index: z.number(),
      reason: Bilingual,
    }),
  ),
});

const span = {
  /** The graph as it was at the end of this day; today unless said. */
  asOf: day.optional(),
  /** Uses are counted from this day on; from the beginning unless said. */
  since: day.optional(),
};

/** Edges told at most, the nearest and most used first; every edge is counted in `total`, and in what an impact says. */
const limit = z.coerce.number().int().min(0).max(20_000).default(500);

/** An event as OpenLineage 2-0-2 has it; unknown facets are kept. */
const Dataset = z.looseObject({
  namespace: z.string().min(1).max(300),
  name: z.string().min(1).max(300),
  facets: z.record(z.string(), z.unknown()).optional(),
});
const Job = z.looseObject({ namespace: z.string().min(1).max(300), name: z.string().min(1).max(300) });
const eventTypes = ["START", "RUNNING", "COMPLETE", "ABORT", "FAIL", "OTHER"] as const;
const common = {
  eventTime: z.iso.datetime({ offset: true }),
  producer: z.url(),
  schemaURL: z.url(),
};
export const LineageEvent = z.union([
  z.looseObject({
    ...common,
    eventType: z.enum(eventTypes).optional(),
    run: z.looseObject({ runId: z.uuid() }),
    job: Job,
    inputs: z.array(Dataset).max(2000).optional(),
    outputs: z.array(Dataset).max(2000).optional(),
  }),
  z.looseObject({
    ...common,
    job: Job,
    run: z.never().optional(),
    inputs: z.array(Dataset).max(2000).optional(),
    outputs: z.array(Dataset).max(2000).optional(),
  }),
  z.looseObject({ ...common, dataset: Dataset, run: z.never().optional(), job: z.never().optional() }),
]);
export type LineageEvent = z.infer<typeof LineageEvent>;
export type LineageDataset = z.infer<typeof Dataset>;

const get = <const Path extends string, Name extends string, Query extends z.ZodType, Answer extends z.ZodType>(
  name: Name,
  path: Path,
  zh: string,
  en: string,
  query: Query,
  answer: Answer,
) => route({ method: "GET", path, operation: `graph.${name}`, summary: { zh, en }, query, answer });

export const graphRoutes = {
  flows: get(
    "list-flows",
    "/api/graph/flows",
    "部门之间的数据流",
    "Flows between departments",
    z.object({ ...span, resourceId: z.uuid().optional() }),
    Flows,
  ),
  /** Both directions, one step: what it gets from whom, what it gives to whom, with the last use. */
  around: get(
    "get-surroundings",
    "/api/graph/around",
    "给了谁、从哪里来",
    "Gives and gets",
    z.object({ ...span, node: nodeId }),
    Picture,
  ),
  walk: get(
    "walk",
    "/api/graph/walk",
    "上游或下游全链路",
    "Upstream or downstream",
    z.object({
      ...span,
      node: nodeId,
      direction: z.enum(["upstream", "downstream"]),
      depth: z.coerce.number().int().min(1).max(12).default(6),
      /** Follows one field through the mappings; edges that do not say are followed too, without fields. */
      field: z.string().max(200).optional(),
      limit,
    }),
    Picture,
  ),
  paths: get(
    "list-paths",
    "/api/graph/paths",
    "两点之间的全部路径",
    "All paths between two places",
    z.object({ ...span, from: nodeId, to: nodeId, depth: z.coerce.number().int().min(1).max(12).default(6) }),
    Picture.extend({ paths: z.array(z.array(z.int())) }),
  ),
  impact: get(
    "get-impact",
    "/api/graph/impact",
    "停了会影响谁",
    "What stops with it",
    z.object({ ...span, node: nodeId, field: z.string().max(200).optional(), limit }),
    Impact,
  ),
  unused: get(
    "list-unused",
    "/api/graph/unused",
    "久未使用的资源",
    "Resources nobody has used",
    z.object({ days: z.coerce.number().int().min(1).max(3650).default(90) }),
    Unused,
  ),
  isolation: get(
    "list-isolation",
    "/api/graph/isolation",
    "各部门的孤岛指数",
    "How much of an island each department is",
    z.object({ days: z.coerce.number().int().min(1).max(3650).default(365) }),
    Isolation,
  ),
  receiveLineage: route({
    method: "POST",
    path: "/api/v1/lineage",
    operation: "graph.receive-lineage",
    summary: { zh: "接收一条 OpenLineage 事件", en: "Receive an OpenLineage event" },
    body: LineageEvent,
    answer: z.object({ status: z.literal("success") }),
  }),
  receiveLineageBatch: route({
    method: "POST",
    path: "/api/v1/lineage/batch",
    operation: "graph.receive-lineage-batch",
    summary: { zh: "接收一批 OpenLineage 事件", en: "Receive OpenLineage events" },
    body: z.array(z.unknown()).min(1).max(1000),
    answer: z.object({
      status: z.enum(["success", "partial_success"]),
      summary: z.object({ received: z.int(), successful: z.int(), failed: z.int(), retriable: z.int() }),
      failed_events: z.array(z.object({ index: z.int(), reason: z.string(), retriable: z.boolean() })),
    }),
  }),
  /** The hub's own loads and library runs as OpenLineage events, oldest first; go on with `after` = the last entry read. */
  ownLineage: get(
    "list-own-lineage",
    "/api/graph/lineage",
    "本平台的运行，OpenLineage 格式",
    "The hub's own runs as OpenLineage events",
    z.object({
      after: z.coerce.number().int().min(0).default(0),
      limit: z.coerce.number().int().min(1).max(1000).default(100),
    }),
    z.object({ events: z.array(z.looseObject({})), next: z.int().nullable() }),
  ),
};
