import type { Kind, Rules } from "#contract/clock";
import type { YearArrangement } from "#contract/clock-days";
import { type Db, sql } from "#kernel/db/db";
import type { LimitRow } from "./limits.ts";

interface KindRow {
  code: string;
  nameZh: string;
  nameEn: string;
  form: Kind["form"];
  extendedBy: string | null;
  position: number;
}

export interface YearRow {
  year: number;
  daysOff: string[];
  workedWeekends: string[];
  source: string;
  isSeeded: boolean;
  version: number;
  updatedAt: Date;
}

export interface RuleSetRow {
  version: number;
  effectiveOn: string;
  rules: unknown;
  source: string;
  byName: string;
  at: Date;
}

interface Tables {
  "clock.kind": KindRow;
  "clock.time_limit": LimitRow & { createdAt: Date };
  "clock.calendar_year": YearRow;
  "clock.rule_set": RuleSetRow;
}

const tables = (db: Db) => db.withTables<Tables>();

export async function kinds(db: Db): Promise<Kind[]> {
  const rows = await tables(db).selectFrom("clock.kind as k").selectAll("k").orderBy("k.position").execute();
  return rows.map(({ code, nameZh, nameEn, form, extendedBy }) => ({
    code,
    name: { zh: nameZh, en: nameEn },
    form,
    extendedBy,
  }));
}

const limitColumns = [
  "l.id",
  "l.kind",
  "l.division",
  "l.basis",
  "l.workingDays",
  "l.maxExtension",
  "l.needsConsent",
  "l.effectiveOn",
  "l.endsOn",
  "l.version",
] as const;

/** All of them: a few dozen rows, the nation's first. */
export async function limits(db: Db, kind?: string): Promise<LimitRow[]> {
  let query = tables(db).selectFrom("clock.time_limit as l").innerJoin("clock.kind as k", "k.code", "l.kind");
  if (kind !== undefined) query = query.where("l.kind", "=", kind);
  return query
    .select(limitColumns)
    .orderBy("k.position")
    .orderBy(sql`l.division nulls first`)
    .orderBy("l.effectiveOn")
    .orderBy("l.id")
    .execute();
}

/** Two who add or end limits do it one after the other, so that each sees what it must not exceed. */
export async function lockLimits(db: Db): Promise<void> {
  await sql`lock table clock.time_limit in share row exclusive mode`.execute(tables(db));
}

export async function insertLimit(db: Db, row: LimitRow, createdAt: Date): Promise<void> {
  await tables(db)
    .insertInto("clock.time_limit")
    .values({ ...row, createdAt })
    .execute();
}

export async function endLimit(db: Db, id: string, endsOn: string): Promise<void> {
  await tables(db)
    .updateTable("clock.time_limit")
    .set({ endsOn, version: sql`version + 1` })
    .where("id", "=", id)
    .execute();
}

export async function years(db: Db): Promise<YearRow[]> {
  return tables(db).selectFrom("clock.calendar_year as y").selectAll("y").orderBy("y.year").execute();
}

/** What every decision begins with, in one round trip. `mark` changes whenever a year or a kind does. */
export async function groundOn(db: Db, day: string): Promise<{ mark: string; rules: unknown }> {
  const result = await sql<{ mark: string; rules: unknown }>`
    select r.rules,
      (select md5(string_agg(concat_ws('|', y.year, y.days_off, y.worked_weekends), ';' order by y.year))
        from clock.calendar_year y)
      || (select md5(string_agg(concat_ws('|', k.code, k.name_zh, k.name_en, k.form, k.extended_by), ';' order by k.position))
        from clock.kind k) as mark
    from clock.rule_set r
    where r.effective_on <= ${day}::date
    order by r.effective_on desc, r.version desc
    limit 1`.execute(tables(db));
  const [row] = result.rows;
  if (!row) throw new Error(`No rules of the clock hold on ${day}.`);
  return { rules: row.rules, mark: row.mark ?? "" };
}

export async function lockYear(db: Db, year: number): Promise<YearRow | undefined> {
  await sql`select pg_advisory_xact_lock(hashtext('clock.calendar_year'), ${year})`.execute(tables(db));
  return tables(db).selectFrom("clock.calendar_year as y").selectAll("y").where("y.year", "=", year).executeTakeFirst();
}

export async function putYear(db: Db, row: YearRow): Promise<void> {
  await tables(db)
    .insertInto("clock.calendar_year")
    .values(row)
    .onConflict((conflict) =>
      conflict.column("year").doUpdateSet({
        daysOff: row.daysOff,
        workedWeekends: row.workedWeekends,
        source: row.source,
        isSeeded: row.isSeeded,
        version: row.version,
        updatedAt: row.updatedAt,
      }),
    )
    .execute();
}

/** Adds years nobody has entered; keeps up those that were seeded before and that nobody has edited since. */
export async function seedYears(
  db: Db,
  arrangements: readonly YearArrangement[],
  source: string,
  now: Date,
): Promise<void> {
  await sql`
    insert into clock.calendar_year as y (year, days_off, worked_weekends, source, is_seeded, version, updated_at)
    select (a ->> 'year')::int,
      array(select jsonb_array_elements_text(a -> 'daysOff')), array(select jsonb_array_elements_text(a -> 'workedWeekends')),
      ${source}, true, 1, ${now}
    from jsonb_array_elements(${JSON.stringify(arrangements)}::jsonb) a
    on conflict (year) do update
      set days_off = excluded.days_off, worked_weekends = excluded.worked_weekends, source = excluded.source,
        version = y.version + 1, updated_at = excluded.updated_at
      where y.is_seeded
        and (y.days_off, y.worked_weekends) is distinct from (excluded.days_off, excluded.worked_weekends)`.execute(
    tables(db),
  );
}

/** Newest first. */
export async function ruleSets(db: Db): Promise<RuleSetRow[]> {
  return tables(db).selectFrom("clock.rule_set as r").selectAll("r").orderBy("r.version", "desc").limit(100).execute();
}

/** What holds on a day: of the sets in effect by then the one effective last; of two of one day the later written. */
export async function ruleSetOn(db: Db, day: string): Promise<RuleSetRow | undefined> {
  return tables(db)
    .selectFrom("clock.rule_set as r")
    .selectAll("r")
    .where("r.effectiveOn", "<=", day)
    .orderBy("r.effectiveOn", "desc")
    .orderBy("r.version", "desc")
    .limit(1)
    .executeTakeFirst();
}

export async function lockRules(db: Db): Promise<void> {
  await sql`lock table clock.rule_set in share row exclusive mode`.execute(tables(db));
}

export async function insertRuleSet(db: Db, row: Omit<RuleSetRow, "rules"> & { rules: Rules }): Promise<void> {
  await tables(db)
    .insertInto("clock.rule_set")
    .values({ ...row, rules: sql`${JSON.stringify(row.rules)}::jsonb` })
    .execute();
}
