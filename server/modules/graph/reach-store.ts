import type { EdgeKind } from "#contract/graph";
import { type Db, sql } from "#kernel/db/db";
import type { EdgeRow, StoredNode } from "./store.ts";

const tables = (db: Db) => db.withTables<never>();
const numbersOf = (numbers: readonly number[]) => sql`${`{${numbers.join(",")}}`}::bigint[]`;

export type Direction = "upstream" | "downstream";

const ends = {
  downstream: { near: sql`e.from_number`, far: sql`e.to_number` },
  upstream: { near: sql`e.to_number`, far: sql`e.from_number` },
} as const;

const heldAt = (at: Date) => sql`e.first_at <= ${at} and (e.ended_at is null or e.ended_at > ${at})`;

/** Which edges somebody may know of who does not look after everything. */
export interface Sight {
  readonly seen: readonly number[];
  /** Nodes of the asker's own departments: what these supply, or are supplied with, concerns him. */
  readonly own: readonly number[];
}

function seenBy(sight: Sight | null) {
  if (sight === null) return sql`true`;
  const [seen, own] = [numbersOf(sight.seen), numbersOf(sight.own)];
  return sql`e.from_number = any(${seen}) and e.to_number = any(${seen})
    and (e.kind <> 'supplies' or e.from_number = any(${own}) or e.to_number = any(${own}))`;
}

export interface Reached {
  /** Each with its fewest steps from the beginning, which is 0. */
  readonly nodes: readonly (StoredNode & { readonly depth: number })[];
  /** Steps that were gone: every edge of a node nearer than this was followed. */
  readonly steps: number;
  /** There were more nodes than are walked over. */
  readonly isCut: boolean;
}

const mostNodes = 20_000;

/** Breadth first over nodes alone, so that thousands of edges between the same places cost nothing here. */
export async function reach(
  db: Db,
  { direction, starts, steps, at }: { direction: Direction; starts: readonly number[]; steps: number; at: Date },
): Promise<Reached> {
  if (starts.length === 0) return { nodes: [], steps, isCut: false };
  const { rows } = await sql<StoredNode & { depth: number; isCut: boolean }>`
    select n.*, r.depth, r.number is null as is_cut
    from graph.reach(${numbersOf(starts)}, ${steps}, ${direction === "downstream"}, ${at}, ${mostNodes}) r
    left join graph.node n on n.number = r.number`.execute(tables(db));
  const cut = rows.find(({ isCut }) => isCut);
  return { nodes: rows.filter(({ isCut }) => !isCut), steps: cut?.depth ?? steps, isCut: cut !== undefined };
}

/** The edges of some nodes in the direction of a walk, as somebody sees them at a moment. */
export interface Leaving {
  readonly direction: Direction;
  readonly nodes: readonly number[];
  readonly at: Date;
  readonly sight: Sight | null;
}

/** All edges of one kind to one far end; or, where `near` is told, that there are edges of that node. */
export interface Tally {
  near: number | null;
  far: number | null;
  kind: EdgeKind | null;
  edges: number;
  uses: number;
  rows: number;
  lastAt: Date;
}

/** Uses up to `until`, from `since` on where it is told; null where it is about all time up to today, which edges know. */
export type Passing = { readonly since: string | null; readonly until: string } | null;

/** Every edge counted, whatever is answered of them. */
export async function tally(
  db: Db,
  { direction, nodes, at, sight }: Leaving,
  passing: Passing,
): Promise<readonly Tally[]> {
  if (nodes.length === 0) return [];
  const { near, far } = ends[direction];
  const days =
    passing === null
      ? sql``
      : sql`left join lateral (
          select sum(d.uses) as uses, sum(d.row_count) as row_count from graph.edge_day d
          where d.edge = e.id and d.day <= ${passing.until}::date
            and (${passing.since}::date is null or d.day >= ${passing.since}::date)
        ) u on true`;
  const of = sql.raw(passing === null ? "e" : "u");
  const { rows } = await sql<Tally>`
    select ${near} as near, ${far} as far, e.kind, count(*) as edges, coalesce(sum(${of}.uses), 0)::bigint as uses,
      coalesce(sum(${of}.row_count), 0)::bigint as rows, max(e.last_at) as last_at
    from graph.edge e ${days}
    where ${near} = any(${numbersOf(nodes)}) and ${heldAt(at)} and ${seenBy(sight)}
    group by grouping sets ((${far}, e.kind), (${near}))`.execute(tables(db));
  return rows;
}

export type NumberedEdge = EdgeRow & { readonly fromNumber: number; readonly toNumber: number };

/** The same counts of edges that are known one by one, with their uses of all time. */
export function tallied(edges: readonly NumberedEdge[], direction: Direction): readonly Tally[] {
  const isDown = direction === "downstream";
  const nearOf = ({ fromNumber, toNumber }: NumberedEdge) => (isDown ? fromNumber : toNumber);
  const farOf = ({ fromNumber, toNumber }: NumberedEdge) => (isDown ? toNumber : fromNumber);
  const sum = (some: readonly NumberedEdge[], key: Pick<Tally, "near" | "far" | "kind">): Tally => ({
    ...key,
    edges: some.length,
    uses: some.reduce((total, { uses }) => total + uses, 0),
    rows: some.reduce((total, { rowCount }) => total + rowCount, 0),
    lastAt: some.reduce((last, { lastAt }) => (lastAt > last ? lastAt : last), new Date(0)),
  });
  const byFar = Map.groupBy(edges, (edge) => `${farOf(edge)} ${edge.kind}`).values();
  const byNear = Map.groupBy(edges, nearOf);
  return [
    ...[...byFar].flatMap((some) => {
      const [first] = some;
      return first ? [sum(some, { near: null, far: farOf(first), kind: first.kind })] : [];
    }),
    ...[...byNear].map(([near, some]) => sum(some, { near, far: null, kind: null })),
  ];
}

/** The edges that are answered first: those nearest to the beginning, of these those with the most uses in all. */
export async function widest(
  db: Db,
  { direction, nodes, at, sight }: Leaving,
  { depths, limit }: { depths: readonly number[]; limit: number },
): Promise<NumberedEdge[]> {
  if (nodes.length === 0 || limit === 0) return [];
  const { near } = ends[direction];
  const { rows } = await sql<NumberedEdge>`
    select d.*
    from (
      select e.id, p.depth, e.uses
      from unnest(${numbersOf(nodes)}, ${numbersOf(depths)}) as p (number, depth)
      join graph.edge e on ${near} = p.number
      where ${heldAt(at)} and ${seenBy(sight)}
      order by p.depth, e.uses desc, e.id
      limit ${limit}
    ) c
    join graph.edge d on d.id = c.id
    order by c.depth, c.uses desc, c.id`.execute(tables(db));
  return rows;
}

export interface Link {
  id: number;
  from: number;
  to: number;
}

/** Edges that held at `at` from one of these to one of those. */
export async function linksBetween(
  db: Db,
  { froms, tos, at, limit }: { froms: readonly number[]; tos: readonly number[]; at: Date; limit: number },
): Promise<Link[]> {
  if (froms.length === 0 || tos.length === 0) return [];
  const { rows } = await sql<Link>`
    select e.id, e.from_number as "from", e.to_number as "to" from graph.edge e
    where e.from_number = any(${numbersOf(froms)}) and e.to_number = any(${numbersOf(tos)}) and ${heldAt(at)}
    limit ${limit}`.execute(tables(db));
  return rows;
}

/** How many edges these nodes have in a direction, counted up to `most`. */
export async function countLeaving(
  db: Db,
  { direction, nodes, at, most }: { direction: Direction; nodes: readonly number[]; at: Date; most: number },
): Promise<number> {
  if (nodes.length === 0) return 0;
  const { near } = ends[direction];
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (
      select 1 from graph.edge e where ${near} = any(${numbersOf(nodes)}) and ${heldAt(at)} limit ${most}) e`.execute(
    tables(db),
  );
  return rows[0]?.count ?? 0;
}
