import type { ConflictCount, LibraryField, RunFigures } from "#contract/libraries";
import { type LakeSession, literal, name } from "#kernel/lake/lake";
import { type Basis, keepBasis } from "./basis.ts";
import { hasTables, type LibraryTables, tablesOf, work } from "./lake-tables.ts";
import { work as matchWork } from "./matching/prepare.ts";
import { type Staged, timeField } from "./stage-sources.ts";
import type { Authorities } from "./survive.ts";

export interface Publishing {
  readonly library: string;
  readonly fields: readonly LibraryField[];
  readonly staged: readonly Staged[];
  /** All records were made anew, not only those of `work.member`. */
  readonly isAll: boolean;
  readonly basis: Basis;
  readonly now: Date;
}

/**
 * Shows the run's records to readers in one transaction: they see the library before or after it, never between. Values
 * that no longer hold go into the history first. Records that an increment did not touch stay where they are.
 */
export async function publish(session: LakeSession, given: Publishing): Promise<void> {
  const { library, isAll, basis, now } = given;
  const tables = tablesOf(library);
  const isFirst = !(await hasTables(session, library));
  const made = madeOf(given);
  await session.begin();
  try {
    await session.write(`create table if not exists ${tables.history} (record_id varchar, field varchar, value varchar,
      resource_id varchar, department varchar, until varchar)`);
    if (!isAll) await session.write(`create or replace temp table ${work.replaced} as ${replacedSql(tables)}`);
    const touched = isAll ? "" : ` semi join ${work.replaced} t on t.record_id = o.record_id`;
    if (!isFirst)
      await session.write(`insert into ${tables.history}
        select o.record_id, o.field, o.value, o.resource_id, o.department, ${literal(now.toISOString())}
        from ${tables.field} o${touched} left join ${work.value} n on n.record_id = o.record_id and n.field = o.field
        where n.value is distinct from o.value`);
    for (const [table, sql] of made) {
      if (isAll) await session.write(`create or replace table ${table} as ${sql}`);
      else {
        await session.write(`delete from ${table} where record_id in (select record_id from ${work.replaced})`);
        await session.write(`insert into ${table} ${sql}`);
      }
    }
    if (!isAll) await moveRows(session, tables, given.staged);
    await keepBasis(session, library, basis);
    await session.commit();
  } catch (error) {
    await session.rollback();
    throw error;
  }
}

/** The records that rows which went, or are gathered anew, made up until now. */
const replacedSql = ({ member }: LibraryTables): string =>
  `select distinct o.record_id from ${member} o where o._id in (select id from ${matchWork.gone} union all select _id from ${work.cluster})`;

/** What the tables of a library hold of the records of this run. */
function madeOf({ library, fields, staged }: Publishing): [string, string][] {
  const tables = tablesOf(library);
  const resource = (column: string) => sourceCases(column, staged, ({ resource: { id } }) => id);
  const department = (column: string) => sourceCases(column, staged, ({ source }) => source.department);
  const wide = fields
    .map(({ field }) => `max(case when v.field = ${literal(field)} then v.value end) as ${name(field)}`)
    .join(", ");
  return [
    [
      tables.member,
      `select m.record_id, ${resource("m._source")} as resource_id, ${department("m._source")} as department,
        m._id, m._record, m._key, m._row, m._at, ${fields.map(({ field }) => `m.${name(field)}`).join(", ")}
      from ${work.full} m order by m.record_id`,
    ],
    [
      tables.field,
      `select x.record_id, x.field, x.value, ${resource("x.source")} as resource_id, ${department("x.source")} as department,
        x.own_at as written, x.confidence, x.holders, x.agreeing from ${work.value} x order by x.record_id`,
    ],
    [
      tables.golden,
      `select r.record_id, r.members, r.sources, r.confidence, ${wide}
      from ${work.record} r left join ${work.value} v on v.record_id = r.record_id
      group by r.record_id, r.members, r.sources, r.confidence order by r.record_id`,
    ],
    [
      tables.conflict,
      `select x.key, x.record_id, x.field, x.kind, x.since, x.authority, x.holder,
        ${resource("x.authority_source")} as authority_resource, ${department("x.authority_source")} as authority_department,
        ${resource("x.holder_source")} as holder_resource, ${department("x.holder_source")} as holder_department
      from ${work.conflict} x order by x.key`,
    ],
  ];
}

/** Rows that are as they were and stand at another line of their source. */
async function moveRows(session: LakeSession, { member }: LibraryTables, staged: readonly Staged[]): Promise<void> {
  const rows = staged.map(
    (_, at) =>
      `select m.id, s._row from ${matchWork.met} m join ${work.stage(at)} s on s.rowid = m.pos where m.src = ${at}`,
  );
  await session.write(`create or replace temp table ${work.wanted} as
    select w.id, w._row from (${rows.join(" union all ")}) w join ${member} m on m._id = w.id where m._row <> w._row`);
  await session.write(`update ${member} set _row = w._row from ${work.wanted} w where ${member}._id = w.id`);
}

const sourceCases = (column: string, staged: readonly Staged[], of: (one: Staged) => string): string =>
  `case ${column} ${staged.map((one, at) => `when ${at} then ${literal(of(one))}`).join(" ")} end`;

/** What the library holds after the run. */
export async function figuresOf(
  session: LakeSession,
  { library, fields, staged }: Pick<Publishing, "library" | "fields" | "staged">,
  authorities: Authorities,
  matched: { readonly pairs: number; readonly doubtful: number },
): Promise<RunFigures> {
  const tables = tablesOf(library);
  const [all] = await session.read<{ n: number; joined: number; rows: number; largest: number; sure: number }>(
    `select count(*) as n, count_if(r.sources > 1) as joined, coalesce(sum(r.members), 0)::bigint as rows,
      coalesce(max(r.members), 0) as largest, coalesce(avg(r.confidence), 1) as sure from ${tables.golden} r`,
  );
  const bySource = await session.read<{ resource: string; n: number }>(
    `select m.resource_id as resource, count(distinct m.record_id) as n from ${tables.member} m group by 1`,
  );
  const byField = await session.read<{ field: string; n: number; sure: number }>(
    `select v.field, count(*) as n, avg(v.confidence) as sure from ${tables.field} v group by 1`,
  );
  const counts = await countConflicts(session, tables, { staged, fields }, authorities);
  return {
    rows: all?.rows ?? 0,
    records: all?.n ?? 0,
    joined: all?.joined ?? 0,
    ...matched,
    conflicts: counts.reduce((sum, one) => sum + one.stale + one.contradictory, 0),
    largest: all?.largest ?? 0,
    confidence: all?.sure ?? 1,
    sources: staged.map(({ source, resource, loadId, rows }) => ({
      resourceId: resource.id,
      department: source.department,
      loadId,
      rows,
      records: bySource.find((one) => one.resource === resource.id)?.n ?? 0,
    })),
    fields: fields.map(({ field }) => {
      const own = byField.find((one) => one.field === field);
      return { field, filled: own?.n ?? 0, confidence: own?.sure ?? 0 };
    }),
    conflictCounts: counts,
  };
}

async function countConflicts(
  session: LakeSession,
  tables: LibraryTables,
  { staged, fields }: Pick<Publishing, "staged" | "fields">,
  authorities: Authorities,
): Promise<ConflictCount[]> {
  const kinds = await session.read<{ field: string; resource: string; kind: string; n: number }>(
    `select x.field, x.holder_resource as resource, x.kind, count(*) as n from ${tables.conflict} x group by 1, 2, 3`,
  );
  const counts: ConflictCount[] = [];
  for (const { field } of fields) {
    const authority = authorities.get(field);
    const owner = authority === undefined ? undefined : staged[authority];
    if (owner === undefined || field === timeField) continue;
    const compared = await session.read<{ resource: string; n: number }>(
      `select h.resource_id as resource, count(*) as n from ${tables.field} w join ${tables.member} h on h.record_id = w.record_id
       where w.field = $1 and w.resource_id = $2 and h.resource_id <> $2 and h.${name(field)} is not null group by 1`,
      [field, owner.resource.id],
    );
    for (const { resource, source } of staged) {
      const own = compared.find((one) => one.resource === resource.id);
      if (!own) continue;
      const of = (kind: string) =>
        kinds.find((one) => one.field === field && one.resource === resource.id && one.kind === kind)?.n ?? 0;
      counts.push({
        field,
        resourceId: resource.id,
        department: source.department,
        compared: own.n,
        format: of("format"),
        stale: of("stale"),
        contradictory: of("contradictory"),
        authority: { resourceId: owner.resource.id, department: owner.source.department },
      });
    }
  }
  return counts;
}
