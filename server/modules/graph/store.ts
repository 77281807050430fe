import type { Generated } from "kysely";
import type { EdgeKind, NodeKind } from "#contract/graph";
import { type Db, sql } from "#kernel/db/db";

export interface NodeRow {
  id: string;
  kind: NodeKind;
  name: string;
  department: string | null;
  firstAt: Date;
  lastAt: Date;
}
/** Walks go by number. */
export type StoredNode = NodeRow & { number: number };

export interface EdgeRow {
  id: number;
  fromNode: string;
  toNode: string;
  kind: EdgeKind;
  basis: string;
  basisName: string;
  firstAt: Date;
  lastAt: Date;
  endedAt: Date | null;
  /** In all, whenever; what `edgeDay` has by the day. */
  uses: number;
  rowCount: number;
  /** `YYYY-MM-DD` */
  lastUseOn: string | null;
}
export type NewEdge = Omit<EdgeRow, "id" | "uses" | "rowCount" | "lastUseOn">;

export interface FieldRow {
  edge: number;
  fromField: string;
  toField: string;
}

export interface DayRow {
  edge: number;
  /** `YYYY-MM-DD`, China Standard Time. */
  day: string;
  uses: number;
  rowCount: number;
}

export interface EventRow {
  hash: Buffer;
  kind: "run" | "dataset" | "job";
  eventType: string | null;
  runId: string | null;
  job: string | null;
  at: Date;
  receivedAt: Date;
  department: string;
  body: object;
}

interface Tables {
  "graph.node": NodeRow & { number: Generated<number> };
  "graph.edge": NewEdge & {
    id: Generated<number>;
    uses: Generated<number>;
    rowCount: Generated<number>;
    lastUseOn: Generated<string | null>;
    fromNumber: Generated<number>;
    toNumber: Generated<number>;
  };
  "graph.edgeField": FieldRow;
  "graph.edgeDay": DayRow;
  "graph.tail": { onlyOne: boolean; entry: number; at: Date | null };
  "graph.lineageEvent": EventRow;
}

const tables = (db: Db) => db.withTables<Tables>();

export interface Tail {
  readonly entry: number;
  readonly at: Date | null;
}

/** Readers of the ledger take turns; the tail stays locked until the transaction ends. */
export const lockTail = (db: Db): Promise<Tail> =>
  tables(db).selectFrom("graph.tail as t").select(["t.entry", "t.at"]).forUpdate().executeTakeFirstOrThrow();

export const readTail = (db: Db): Promise<Tail> =>
  tables(db).selectFrom("graph.tail as t").select(["t.entry", "t.at"]).executeTakeFirstOrThrow();

export async function moveTail(db: Db, tail: Tail): Promise<void> {
  await tables(db).updateTable("graph.tail").set({ entry: tail.entry, at: tail.at }).execute();
}

/** In the order of ids, so that two writers never wait for each other crosswise. */
export async function upsertNodes(db: Db, nodes: readonly NodeRow[]): Promise<void> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const rows = [...byId.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
  if (rows.length === 0) return;
  await tables(db)
    .insertInto("graph.node")
    .values(rows)
    .onConflict((conflict) =>
      conflict.column("id").doUpdateSet((set) => ({
        name: set.ref("excluded.name"),
        // Whoever told of a dataset first keeps it.
        department: sql<string | null>`case graph.node.kind when 'dataset' then graph.node.department
          else excluded.department end`,
        firstAt: sql<Date>`least(graph.node.first_at, excluded.first_at)`,
        lastAt: sql<Date>`greatest(graph.node.last_at, excluded.last_at)`,
      })),
    )
    .execute();
}

/** Answers the edge's id; one that had ended holds again where `endedAt` is null. */
export async function upsertEdge(db: Db, edge: NewEdge): Promise<number> {
  const { id } = await tables(db)
    .insertInto("graph.edge")
    .values(edge)
    .onConflict((conflict) =>
      conflict.columns(["fromNode", "toNode", "kind", "basis"]).doUpdateSet((set) => ({
        basisName: set.ref("excluded.basisName"),
        firstAt: sql<Date>`least(graph.edge.first_at, excluded.first_at)`,
        lastAt: sql<Date>`greatest(graph.edge.last_at, excluded.last_at)`,
        endedAt: set.ref("excluded.endedAt"),
      })),
    )
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

/** Other edges of this kind into the same place (and of the same basis, where one is named) hold no longer. */
export async function endOthers(
  db: Db,
  { kind, toNode, keep, at }: { kind: EdgeKind; toNode: string; keep: readonly number[]; at: Date },
): Promise<void> {
  await tables(db)
    .updateTable("graph.edge")
    .set({ endedAt: at })
    .where("kind", "=", kind)
    .where("toNumber", "=", numbered([toNode]))
    .where("endedAt", "is", null)
    .$if(keep.length > 0, (query) => query.where("id", "not in", [...keep]))
    .execute();
}

export async function replaceFields(
  db: Db,
  edge: number,
  fields: readonly { readonly from: string; readonly to: string }[],
): Promise<void> {
  await tables(db).deleteFrom("graph.edgeField").where("edge", "=", edge).execute();
  await addFields(db, edge, fields);
}

export async function addFields(
  db: Db,
  edge: number,
  fields: readonly { readonly from: string; readonly to: string }[],
): Promise<void> {
  if (fields.length === 0) return;
  await tables(db)
    .insertInto("graph.edgeField")
    .values(fields.map(({ from, to }) => ({ edge, fromField: from, toField: to })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function addDays(db: Db, days: readonly DayRow[]): Promise<void> {
  if (days.length === 0) return;
  await tables(db)
    .insertInto("graph.edgeDay")
    .values([...days])
    .onConflict((conflict) =>
      conflict.columns(["edge", "day"]).doUpdateSet({
        uses: sql<number>`graph.edge_day.uses + excluded.uses`,
        rowCount: sql<number>`graph.edge_day.row_count + excluded.row_count`,
      }),
    )
    .execute();
  await sql`
    update graph.edge e
    set uses = e.uses + d.uses, row_count = e.row_count + d.row_count,
      last_use_on = greatest(e.last_use_on, d.last_use_on)
    from (
      select d.edge, sum(d.uses) as uses, sum(d.row_count) as row_count, max(d.day) as last_use_on
      from unnest(${days.map(({ edge }) => edge)}::bigint[], ${days.map(({ day }) => day)}::date[],
        ${days.map(({ uses }) => uses)}::bigint[], ${days.map(({ rowCount }) => rowCount)}::bigint[])
        as d (edge, day, uses, row_count)
      group by d.edge
    ) d
    where d.edge = e.id`.execute(tables(db));
}

/** Edges that held at `at`, in no order: one by id would tempt the planner to read the whole table along its key. */
export async function edgesAt(
  db: Db,
  { side, nodes, at, limit }: { side: "from" | "to"; nodes: readonly string[]; at: Date; limit: number },
): Promise<EdgeRow[]> {
  if (nodes.length === 0) return [];
  return tables(db)
    .selectFrom("graph.edge as e")
    .selectAll("e")
    .where(side === "from" ? "e.fromNumber" : "e.toNumber", "=", numbered(nodes))
    .where("e.firstAt", "<=", at)
    .where((where) => where.or([where("e.endedAt", "is", null), where("e.endedAt", ">", at)]))
    .limit(limit)
    .execute();
}

const numbered = (ids: readonly string[]) =>
  sql<number>`any(array(select n.number from graph.node n where n.id = any(${[...ids]})))`;

/** In the order of `ids`. */
export async function edgesWith(db: Db, ids: readonly number[]): Promise<EdgeRow[]> {
  if (ids.length === 0) return [];
  const rows = await tables(db)
    .selectFrom("graph.edge as e")
    .selectAll("e")
    .where("e.id", "=", sql<number>`any(${[...ids]}::bigint[])`)
    .execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

export interface Uses {
  readonly edge: number;
  readonly uses: number;
  readonly rowCount: number;
  /** `YYYY-MM-DD` */
  readonly lastDay: string;
}

/** Days are inclusive. */
export async function usesOf(
  db: Db,
  edges: readonly number[],
  { since, until }: { since: string | null; until: string },
): Promise<Uses[]> {
  if (edges.length === 0) return [];
  return tables(db)
    .selectFrom("graph.edgeDay as d")
    .select((of) => [
      "d.edge",
      sql<number>`sum(d.uses)::bigint`.as("uses"),
      sql<number>`sum(d.row_count)::bigint`.as("rowCount"),
      of.fn.max("d.day").as("lastDay"),
    ])
    .where("d.edge", "=", sql<number>`any(${[...edges]}::bigint[])`)
    .where("d.day", "<=", until)
    .$if(since !== null, (query) => query.where("d.day", ">=", since ?? ""))
    .groupBy("d.edge")
    .execute();
}

export async function fieldsOf(db: Db, edges: readonly number[]): Promise<FieldRow[]> {
  if (edges.length === 0) return [];
  return tables(db)
    .selectFrom("graph.edgeField as f")
    .selectAll("f")
    .where("f.edge", "=", sql<number>`any(${[...edges]}::bigint[])`)
    .orderBy("f.edge")
    .orderBy("f.fromField")
    .orderBy("f.toField")
    .execute();
}

export async function nodesNamed(db: Db, ids: readonly string[]): Promise<StoredNode[]> {
  if (ids.length === 0) return [];
  return tables(db)
    .selectFrom("graph.node as n")
    .selectAll("n")
    .where("n.id", "=", sql<string>`any(${[...ids]})`)
    .execute();
}

/** Nodes that are a department's own: its resources, and the sources they are loaded from. */
export const holdingsOf = (db: Db, department: string): Promise<{ id: string; number: number }[]> =>
  tables(db)
    .selectFrom("graph.node as n")
    .select(["n.id", "n.number"])
    .where("n.department", "=", department)
    .where("n.kind", "in", ["resource", "source"])
    .orderBy("n.id")
    .execute();

export interface FlowRow {
  from: string;
  to: string;
  fromNode: string;
  edge: number;
  firstAt: Date;
  lastAt: Date;
  uses: number;
  rowCount: number;
}

/** What was supplied between departments, grant by grant, as it held at `at`. */
export async function suppliesAt(
  db: Db,
  { at, since, until, node }: { at: Date; since: string | null; until: string; node: string | null },
): Promise<FlowRow[]> {
  const result = await sql<FlowRow>`
    select n.department as "from", substr(e.to_node, 12) as "to", e.from_node, e.id as edge, e.first_at, e.last_at,
      coalesce(sum(d.uses), 0)::bigint as uses, coalesce(sum(d.row_count), 0)::bigint as row_count
    from graph.edge e
    join graph.node n on n.id = e.from_node
    left join graph.edge_day d on d.edge = e.id and d.day <= ${until}::date
      and (${since}::date is null or d.day >= ${since}::date)
    where e.kind = 'supplies' and e.first_at <= ${at} and (e.ended_at is null or e.ended_at > ${at})
      and (${node}::text is null or e.from_node = ${node})
    group by n.department, e.id`.execute(tables(db));
  return result.rows;
}

/** False where this very event has been told before. */
export async function insertEvent(db: Db, event: EventRow): Promise<boolean> {
  const done = await tables(db)
    .insertInto("graph.lineageEvent")
    .values({ ...event, body: sql`${JSON.stringify(event.body)}::jsonb` })
    .onConflict((conflict) => conflict.column("hash").doNothing())
    .executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Every event of a run as this department told it, in whichever order they came. */
export const eventsOfRun = (db: Db, runId: string, department: string): Promise<EventRow[]> =>
  tables(db)
    .selectFrom("graph.lineageEvent as e")
    .selectAll("e")
    .where("e.runId", "=", runId)
    .where("e.department", "=", department)
    .orderBy("e.at")
    .execute();
