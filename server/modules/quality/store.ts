import type { Dimension, DimensionScore, RuleKind, ruleOrigins } from "#contract/quality";
import type { Bilingual } from "#contract/text";
import { type Db, sql } from "#kernel/db/db";
import type { MeasureRow } from "./measures.ts";
import type { Count, Rule, RowTest, TableTest } from "./rule.ts";

/** A rule's test as it is kept: a code set by name and version, a directory without its codes. */
export type KeptTest =
  | Exclude<RowTest | TableTest, { kind: "code-set" } | { kind: "authority" }>
  | { kind: "code-set"; set: string; version: number }
  | { kind: "authority"; divisions: readonly string[] };

export interface RunRow {
  id: string;
  resourceId: string;
  resourceName: string;
  department: string;
  loadId: string | null;
  rowCount: number;
  badRows: number;
  /** The one that counts: after an upheld appeal the new one. */
  score: number;
  /** What the check came to; null unless an appeal changed the score. */
  scoreAtCheck: number | null;
  agreed: number;
  dimensions: DimensionScore[];
  isLatest: boolean;
  ranAt: Date;
  durationMs: number;
  entry: number | null;
}

/** A result with the rule in the wording it ran in. */
export interface ResultRow extends Count {
  runId: string;
  position: number;
  bit: number | null;
  /** Failed rows that an upheld appeal accepts. */
  pardoned: number;
  weight: number;
  origin: (typeof ruleOrigins)[number];
  version: number;
  digest: string;
  rule: string;
  kind: RuleKind;
  dimension: Dimension;
  fields: string[];
  test: KeptTest;
  columnName: Bilingual | null;
  text: Bilingual;
  element: string | null;
  standard: string;
  basis: string;
}

interface Tables {
  "quality.run": RunRow;
}

const tables = (db: Db) => db.withTables<Tables>();
const json = <Value>(value: Value) => sql<Value>`${JSON.stringify(value)}::jsonb`;

/** What is in force on a day (`YYYY-MM-DD`). */
export async function measuresOn(db: Db, day: string): Promise<MeasureRow[]> {
  const found = await sql<MeasureRow>`
    select distinct on (m.kind, m.name) m.kind, m.name, m.value
    from quality.measure m
    where m.effective_on <= ${day}::date
    order by m.kind, m.name, m.effective_on desc`.execute(tables(db));
  return found.rows;
}

export interface KeptRule {
  readonly digest: string;
  readonly rule: Rule;
}

/** Keeps each rule once in each wording; answers their row ids by digest. */
export async function keepRules(
  db: Db,
  resourceId: string,
  rules: readonly KeptRule[],
  now: Date,
): Promise<Map<string, number>> {
  const column = <Value>(read: (rule: Rule) => Value) => rules.map(({ rule }) => read(rule));
  const digests = rules.map(({ digest }) => digest);
  await sql`
    insert into quality.rule
      (resource_id, digest, rule, kind, dimension, fields, test, column_name, text, element, standard, basis, origin,
       version, first_seen_at)
    select ${resourceId}::uuid, r.digest, r.rule, r.kind, r.dimension,
      array(select jsonb_array_elements_text(r.fields)), r.test, nullif(r.column_name, 'null'::jsonb), r.text, r.element,
      r.standard, r.basis, r.origin,
      coalesce(r.version,
        1 + (select count(*)::int from quality.rule o where o.resource_id = ${resourceId} and o.rule = r.rule)),
      ${now}
    from unnest(
      ${digests}::text[], ${column((rule) => rule.id)}::text[], ${column((rule) => rule.kind)}::text[],
      ${column((rule) => rule.dimension)}::text[], ${column((rule) => JSON.stringify(rule.fields))}::jsonb[],
      ${column((rule) => JSON.stringify(keptTest(rule.test)))}::jsonb[],
      ${column((rule) => JSON.stringify(rule.columnName))}::jsonb[], ${column((rule) => JSON.stringify(rule.text))}::jsonb[],
      ${column((rule) => rule.element)}::text[], ${column((rule) => rule.standard)}::text[],
      ${column((rule) => rule.basis)}::text[], ${column((rule) => rule.written?.origin ?? "derived")}::text[],
      ${column((rule) => rule.written?.version ?? null)}::int[]
    ) as r (digest, rule, kind, dimension, fields, test, column_name, text, element, standard, basis, origin, version)
    on conflict (resource_id, digest) do nothing`.execute(tables(db));
  const found = await sql<{ digest: string; id: number }>`
    select r.digest, r.id from quality.rule r
    where r.resource_id = ${resourceId} and r.digest = any(${digests})`.execute(tables(db));
  return new Map(found.rows.map((row) => [row.digest, row.id]));
}

function keptTest(test: RowTest | TableTest): KeptTest {
  if (test.kind === "code-set") return { kind: test.kind, set: test.set, version: test.version };
  return test.kind === "authority" ? { kind: test.kind, divisions: test.divisions } : test;
}

export interface NewResult extends Count {
  readonly ruleId: number;
  readonly bit: number | null;
  readonly weight: number;
}

/** The run becomes the latest of its resource. */
export async function insertRun(db: Db, run: RunRow, results: readonly NewResult[]): Promise<void> {
  await tables(db)
    .updateTable("quality.run")
    .set({ isLatest: false })
    .where("resourceId", "=", run.resourceId)
    .where("isLatest", "=", true)
    .execute();
  await tables(db)
    .insertInto("quality.run")
    .values({ ...run, dimensions: json(run.dimensions) })
    .execute();
  const column = <Key extends keyof NewResult>(key: Key) => results.map((result) => result[key]);
  await sql`
    insert into quality.result (run_id, position, rule_id, bit, assessed, failed, weight)
    select ${run.id}::uuid, r.position, r.rule_id, r.bit, r.assessed, r.failed, r.weight
    from unnest(
      ${results.map((_, position) => position)}::int[], ${column("ruleId")}::bigint[], ${column("bit")}::int[],
      ${column("assessed")}::bigint[], ${column("failed")}::bigint[], ${column("weight")}::float8[]
    ) as r (position, rule_id, bit, assessed, failed, weight)`.execute(tables(db));
}

export async function setEntry(db: Db, runId: string, entry: number): Promise<void> {
  await tables(db).updateTable("quality.run").set({ entry }).where("id", "=", runId).execute();
}

export async function runOf(db: Db, resourceId: string, id: string): Promise<RunRow | undefined> {
  return tables(db)
    .selectFrom("quality.run as r")
    .selectAll("r")
    .where("r.id", "=", id)
    .where("r.resourceId", "=", resourceId)
    .executeTakeFirst();
}

/** Locks a run until the transaction ends. */
export async function lockRun(db: Db, runId: string): Promise<void> {
  await sql`select r.id from quality.run r where r.id = ${runId} for update`.execute(tables(db));
}

/** The run of the resource just before this one. */
export async function runBefore(db: Db, { resourceId, ranAt, id }: RunRow): Promise<RunRow | undefined> {
  return tables(db)
    .selectFrom("quality.run as r")
    .selectAll("r")
    .where("r.resourceId", "=", resourceId)
    .where((eb) => eb(eb.refTuple("r.ranAt", "r.id"), "<", eb.tuple(ranAt, id)))
    .orderBy("r.ranAt", "desc")
    .orderBy("r.id", "desc")
    .limit(1)
    .executeTakeFirst();
}

/** After an appeal: what counts from now on, and what the check had come to. */
export async function rescoreRun(
  db: Db,
  run: Pick<RunRow, "id" | "score" | "scoreAtCheck" | "dimensions">,
  pardon: { readonly position: number; readonly rows: number },
): Promise<void> {
  await tables(db)
    .updateTable("quality.run")
    .set({ score: run.score, scoreAtCheck: run.scoreAtCheck, dimensions: json(run.dimensions) })
    .where("id", "=", run.id)
    .execute();
  await sql`
    update quality.result set pardoned = ${pardon.rows}
    where run_id = ${run.id} and position = ${pardon.position}`.execute(tables(db));
}

export async function latestRun(db: Db, resourceId: string): Promise<RunRow | undefined> {
  return tables(db)
    .selectFrom("quality.run as r")
    .selectAll("r")
    .where("r.resourceId", "=", resourceId)
    .where("r.isLatest", "=", true)
    .executeTakeFirst();
}

/** The latest runs of these departments' resources. */
export async function latestRuns(db: Db, departments: readonly string[]): Promise<RunRow[]> {
  return tables(db)
    .selectFrom("quality.run as r")
    .selectAll("r")
    .where("r.isLatest", "=", true)
    .where(sql<boolean>`r.department = any(${[...departments]})`)
    .orderBy("r.department")
    .orderBy("r.resourceId")
    .execute();
}

/** Results of these runs with their rules, in the order of the rules. */
export async function resultsOf(db: Db, runIds: readonly string[], dimension?: Dimension): Promise<ResultRow[]> {
  const found = await sql<ResultRow>`
    select s.run_id, s.position, s.bit, s.assessed, s.failed, s.pardoned, s.weight, r.origin, r.version, r.digest, r.rule, r.kind, r.dimension, r.fields,
      r.test, r.column_name, r.text, r.element, r.standard, r.basis
    from quality.result s
    join quality.rule r on r.id = s.rule_id
    where s.run_id = any(${[...runIds]}::uuid[])
      and (${dimension ?? null}::text is null or r.dimension = ${dimension ?? null})
    order by s.run_id, s.position`.execute(tables(db));
  return found.rows;
}

export interface RunFilter {
  readonly departments: "all" | readonly string[];
  readonly department?: string | undefined;
  readonly resourceId?: string | undefined;
}

function filtered(db: Db, filter: RunFilter) {
  let query = tables(db).selectFrom("quality.run as r");
  const { departments } = filter;
  if (departments !== "all") query = query.where(sql<boolean>`r.department = any(${[...departments]})`);
  if (filter.department !== undefined) query = query.where("r.department", "=", filter.department);
  if (filter.resourceId !== undefined) query = query.where("r.resourceId", "=", filter.resourceId);
  return query;
}

/** Newest first. */
export async function pageOfRuns(
  db: Db,
  filter: RunFilter,
  limit: number,
  before?: { readonly ranAt: Date; readonly id: string },
): Promise<{ rows: RunRow[]; total: number }> {
  const query = filtered(db, filter);
  const { total } = await query.select((eb) => eb.fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
  const page = before
    ? query.where((eb) => eb(eb.refTuple("r.ranAt", "r.id"), "<", eb.tuple(before.ranAt, before.id)))
    : query;
  const rows = await page.selectAll("r").orderBy("r.ranAt", "desc").orderBy("r.id", "desc").limit(limit).execute();
  return { rows, total };
}
