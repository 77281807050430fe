import type { EdgeKind } from "#contract/graph";
import type { MapLevel, MapPlace, RiverMap } from "#contract/graph-map";
import { type Call, mayTouch } from "#kernel/call";
import { namesOf, type NodeName } from "./map-store.ts";
import * as mapStore from "./map-store.ts";
import { dayOf } from "./day.ts";
import { keyOf, nodeOf } from "./node-id.ts";
import type { GraphParts } from "./parts.ts";
import { momentOf, type Moment, type Span } from "./picture.ts";
import * as riverStore from "./river-store.ts";
import { gather, itemPlace, type Placed, placesOf, systemPlace } from "./placing.ts";
import { fieldsOf } from "./store.ts";

export interface MapQuestion extends Span {
  readonly level: MapLevel;
  readonly kind?: EdgeKind | undefined;
  readonly theme?: string | undefined;
  readonly department?: string | undefined;
  readonly side: "both" | "gives" | "gets";
  readonly resourceId?: string | undefined;
}

/** More rivers than a screen can hold, at any level. */
const mostRivers = 20_000;
const monthsShown = 12;

/**
 * The map of rivers at one level. A stream is seen by those who look after either end; what others supply to others is
 * counted in `hidden` and otherwise not told.
 */
export async function riverMap(call: Call, parts: GraphParts, asked: MapQuestion): Promise<RiverMap> {
  const moment = await momentOf(call, parts, asked);
  const filter = await filterOf(call, parts, asked, moment);
  const { rows, months, hidden } = await streamsOf(call, filter, {
    level: asked.level,
    isToday: moment.until === dayOf(call.now),
  });
  const isCut = rows.length > mostRivers;
  const kept = rows.slice(0, mostRivers);
  const names = new Map((await namesOf(call.db, endsOf(kept))).map((node) => [node.id, node]));
  const systemOf = asked.level === "system" ? await systemsOf(call, parts) : new Map<string, string>();
  const placed = asked.level === "item" ? await byField(call, kept) : byNode(kept, asked.level, systemOf, names);
  const { rivers, inside } = gather(placed.slice(0, mostRivers));
  const describe = await describer(
    call,
    parts,
    names,
    asked.level === "item" ? await itemNames(call, parts) : new Map(),
  );
  const places = placesOf(rivers, describe);
  return {
    level: asked.level,
    asOf: moment.at.toISOString(),
    entry: moment.entry,
    partial: moment.isBehind || isCut || placed.length > mostRivers,
    total: rivers.length,
    hidden,
    inside,
    places,
    rivers: rivers.map((river) => (filter.before === null ? { ...river, usesBefore: null } : river)),
    islands: asked.level === "department" && !isNarrowed(asked) ? await islandsOf(call, parts, places) : [],
    months,
  };
}

interface Streams {
  readonly rows: readonly mapStore.StreamRow[];
  readonly months: { month: string; uses: number }[];
  readonly hidden: number;
}

/** Today's map of whole departments is kept added up; of single resources or of the past every edge is read. */
async function streamsOf(
  call: Call,
  filter: mapStore.StreamFilter,
  { level, isToday }: { level: MapLevel; isToday: boolean },
): Promise<Streams> {
  const by = level === "department" ? "departments" : level === "item" ? "none" : "nodes";
  const isKept = isToday && filter.nodes === null;
  if (isKept) await riverStore.foldRivers(call, filter.at);
  const { monthsOf, countOutside } = isKept ? riverStore : mapStore;
  const most = mostRivers + 1;
  const [rows, months, hidden] = await Promise.all([
    isKept && by === "departments"
      ? riverStore.keptRivers(call.db, filter, most)
      : mapStore.streams(call.db, filter, { by, limit: most, isToday }),
    monthsOf(call.db, filter, firstOfMonths(filter.until)),
    countOutside(call.db, filter),
  ]);
  return { rows, months, hidden };
}

const isNarrowed = ({ kind, theme, department, resourceId }: MapQuestion): boolean =>
  [kind, theme, department, resourceId].some((one) => one !== undefined);

const dayMs = 86_400_000;

async function filterOf(
  call: Call,
  parts: GraphParts,
  { kind, theme, department, side, resourceId }: MapQuestion,
  { at, until, since }: Moment,
): Promise<mapStore.StreamFilter> {
  const { departments } = call.actor;
  const nodes = resourceId === undefined ? await nodesUnder(call, parts, theme) : [nodeOf.resource(resourceId)];
  return {
    at,
    until,
    since,
    before: since === null ? null : stretchBefore(since, until),
    kind: kind ?? null,
    nodes,
    department: department ?? null,
    side,
    scope: departments === "all" ? null : departments,
  };
}

/** The day from which on a stretch as long as `since` to `until` ends the day before `since`. */
function stretchBefore(since: string, until: string): string {
  const days = Math.max(1, (Date.parse(until) - Date.parse(since)) / dayMs + 1);
  return new Date(Date.parse(since) - days * dayMs).toISOString().slice(0, 10);
}

async function nodesUnder(call: Call, { catalog }: GraphParts, theme: string | undefined): Promise<string[] | null> {
  if (theme === undefined) return null;
  return (await catalog.filings(call)).flatMap((one) => (one.theme === theme ? [nodeOf.resource(one.id)] : []));
}

function firstOfMonths(until: string): string {
  const first = new Date(`${until.slice(0, 7)}-01T00:00:00Z`);
  first.setUTCMonth(first.getUTCMonth() - (monthsShown - 1));
  return first.toISOString().slice(0, 10);
}

const endsOf = (rows: readonly mapStore.StreamRow[]): string[] => [
  ...new Set(rows.flatMap(({ from, to }) => [from, to])),
];

async function systemsOf(call: Call, { catalog }: GraphParts): Promise<ReadonlyMap<string, string>> {
  const filed = await catalog.filings(call);
  return new Map(
    filed.flatMap(({ id, systemId }) => (systemId === null ? [] : [[nodeOf.resource(id), systemId] as const])),
  );
}

function byNode(
  rows: readonly mapStore.StreamRow[],
  level: MapLevel,
  systemOf: ReadonlyMap<string, string>,
  names: ReadonlyMap<string, NodeName>,
): Placed[] {
  if (level !== "system") return rows.map((stream) => ({ from: stream.from, to: stream.to, stream }));
  const departmentOf = new Map([...names.values()].map(({ id, department }) => [id, department]));
  const place = (node: string) => systemPlace(node, systemOf, departmentOf);
  return rows.map((stream) => ({ from: place(stream.from), to: place(stream.to), stream }));
}

/** Each mapping of a stream by itself; a stream that does not say its fields stays whole. Departments have no items. */
async function byField(call: Call, rows: readonly mapStore.StreamRow[]): Promise<Placed[]> {
  const fields = Map.groupBy(
    await fieldsOf(
      call.db,
      rows.map(({ edge }) => edge),
    ),
    ({ edge }) => edge,
  );
  return rows.flatMap((stream): Placed[] => {
    const mapped = fields.get(stream.edge) ?? [];
    if (mapped.length === 0) return [{ from: stream.from, to: stream.to, stream }];
    return mapped.map(({ fromField, toField }) => ({
      from: itemPlace(stream.from, fromField),
      to: stream.to.startsWith("department:") ? stream.to : itemPlace(stream.to, toField),
      stream,
    }));
  });
}

type Described = Omit<MapPlace, "id" | "given" | "got">;

async function describer(
  call: Call,
  { registry }: GraphParts,
  names: ReadonlyMap<string, NodeName>,
  items: ReadonlyMap<string, string>,
): Promise<(id: string) => Described> {
  const departments = await registry.departments(call);
  const systems = await registry.systems(call);
  const nameOf = (code: string | null) => (code === null ? null : (departments.get(code)?.name ?? code));
  const whose = (department: string | null) => ({ department, departmentName: nameOf(department) });
  return (id) => {
    const key = keyOf(id);
    if (id.startsWith("department:")) return { kind: "department", name: nameOf(key) ?? key, ...whose(key) };
    if (id.startsWith("system:")) {
      const system = systems.get(key);
      return { kind: "system", name: system?.name ?? key, ...whose(system?.department ?? null) };
    }
    const [holder = "", field] = id.startsWith("item:") ? key.split("\t") : [id];
    const node = names.get(holder);
    const own = whose(node?.department ?? null);
    if (field === undefined) return { kind: node?.kind ?? "dataset", name: node?.name ?? key, ...own };
    return { kind: "item", name: items.get(id) ?? field, ...own };
  };
}

/** What the catalog calls the items of resources; columns of sources go by their own names. */
async function itemNames(call: Call, { catalog }: GraphParts): Promise<ReadonlyMap<string, string>> {
  const resources = await catalog.resources(call);
  return new Map(
    resources.flatMap(({ id, items }) =>
      items.map(({ field, name }) => [itemPlace(nodeOf.resource(id), field), name.zh] as const),
    ),
  );
}

async function islandsOf(
  call: Call,
  { registry }: GraphParts,
  places: readonly MapPlace[],
): Promise<RiverMap["islands"]> {
  const reached = new Set(places.map(({ department }) => department));
  return [...(await registry.departments(call)).values()]
    .filter(({ code, status }) => status === "active" && !reached.has(code) && mayTouch(call.actor, code))
    .map(({ code, name }) => ({ code, name }));
}
