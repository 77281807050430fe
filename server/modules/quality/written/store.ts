import type { Dimension, RuleKind } from "#contract/quality";
import type { RowCondition, RuleDefinition, writtenRuleStates } from "#contract/quality-rules";
import type { Bilingual } from "#contract/text";
import { type Db, sql } from "#kernel/db/db";

export interface WrittenRow {
  id: string;
  number: number;
  resourceId: string;
  resourceName: string;
  department: string;
  kind: RuleKind;
  pack: string | null;
  packRule: number | null;
  retiredOn: string | null;
  version: number;
  createdAt: Date;
}

export interface VersionRow {
  ruleId: string;
  number: number;
  effectiveOn: string;
  definition: RuleDefinition;
  condition: RowCondition | null;
  text: Bilingual;
  dimension: Dimension;
  basis: string;
  weight: number;
  writtenBy: string;
  writtenAt: Date;
}

interface Tables {
  "quality.writtenRule": Omit<WrittenRow, "number">;
  "quality.ruleVersion": VersionRow;
}

const tables = (db: Db) => db.withTables<Tables>();
const json = <Value>(value: Value) => sql<Value>`${JSON.stringify(value)}::jsonb`;

export async function insertRule(db: Db, rule: Omit<WrittenRow, "number">): Promise<number> {
  const columns = { ...rule };
  const found = await tables(db)
    .insertInto("quality.writtenRule")
    .values(columns)
    .returning(sql<number>`number`.as("number"))
    .executeTakeFirstOrThrow();
  return found.number;
}

export async function insertVersion(db: Db, version: VersionRow): Promise<void> {
  const { definition, condition, text } = version;
  await tables(db)
    .insertInto("quality.ruleVersion")
    .values({
      ...version,
      definition: json(definition),
      condition: condition === null ? null : json(condition),
      text: json(text),
    })
    .execute();
}

const all = sql`
  r.id, r.number, r.resource_id, r.resource_name, r.department, r.kind, r.pack, r.pack_rule, r.retired_on, r.version,
  r.created_at`;

/** Locked until the transaction ends. */
export async function lockRule(db: Db, id: string): Promise<WrittenRow | undefined> {
  const found = await sql<WrittenRow>`
    select ${all} from quality.written_rule r where r.id = ${id} for update`.execute(tables(db));
  return found.rows[0];
}

export async function findRule(db: Db, id: string): Promise<WrittenRow | undefined> {
  const found = await sql<WrittenRow>`
    select ${all} from quality.written_rule r where r.id = ${id}`.execute(tables(db));
  return found.rows[0];
}

export async function bumpRule(db: Db, id: string, retiredOn: string | null): Promise<void> {
  await sql`
    update quality.written_rule set version = version + 1, retired_on = ${retiredOn}::date where id = ${id}`.execute(
    tables(db),
  );
}

/** Newest version first, by rule. */
export async function versionsOf(db: Db, ruleIds: readonly string[]): Promise<Map<string, VersionRow[]>> {
  const found = await sql<VersionRow>`
    select v.rule_id, v.number, v.effective_on, v.definition, v.condition, v.text, v.dimension, v.basis, v.weight,
      v.written_by, v.written_at
    from quality.rule_version v
    where v.rule_id = any(${[...ruleIds]}::uuid[])
    order by v.rule_id, v.number desc`.execute(tables(db));
  return Map.groupBy(found.rows, ({ ruleId }) => ruleId);
}

/** Those of a resource that are not retired by a day. */
export async function rulesOn(db: Db, resourceId: string, day: string): Promise<WrittenRow[]> {
  const found = await sql<WrittenRow>`
    select ${all} from quality.written_rule r
    where r.resource_id = ${resourceId} and (r.retired_on is null or r.retired_on > ${day}::date)
    order by r.number`.execute(tables(db));
  return found.rows;
}

export interface RuleFilter {
  readonly departments: "all" | readonly string[];
  readonly department?: string | undefined;
  readonly resourceId?: string | undefined;
  readonly kind?: RuleKind | undefined;
  readonly state?: (typeof writtenRuleStates)[number] | undefined;
  readonly today: string;
}

/** In the order of their numbers, newest first. */
export async function pageOfRules(
  db: Db,
  filter: RuleFilter,
  limit: number,
  before: number | null,
): Promise<{ rows: WrittenRow[]; total: number }> {
  const departments = filter.departments === "all" ? null : [...filter.departments];
  const where = sql`
    (${departments}::text[] is null or r.department = any(${departments}))
    and (${filter.department ?? null}::text is null or r.department = ${filter.department ?? null})
    and (${filter.resourceId ?? null}::uuid is null or r.resource_id = ${filter.resourceId ?? null}::uuid)
    and (${filter.kind ?? null}::text is null or r.kind = ${filter.kind ?? null})
    and (${filter.state ?? null}::text is null or ${filter.state ?? null} = case
      when r.retired_on <= ${filter.today}::date then 'retired'
      when not exists (select 1 from quality.rule_version v where v.rule_id = r.id and v.effective_on <= ${filter.today}::date)
        then 'planned'
      else 'in-force' end)`;
  const rows = await sql<WrittenRow>`
    select ${all} from quality.written_rule r
    where ${where} and (${before}::bigint is null or r.number < ${before}::bigint)
    order by r.number desc limit ${limit}`.execute(tables(db));
  const total = await sql<{ n: number }>`
    select count(*) as n from quality.written_rule r where ${where}`.execute(tables(db));
  return { rows: rows.rows, total: total.rows[0]?.n ?? 0 };
}
