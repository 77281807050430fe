import type { ConflictCount, LibraryField, RunFigures } from "#contract/libraries";
import { type LakeSession, literal, name } from "#kernel/lake/lake";
import { hasTables, type LibraryTables, work } from "./lake-tables.ts";
import { type Staged, timeField } from "./stage-sources.ts";
import type { Authorities } from "./survive.ts";

/**
 * Shows the run's records to readers in one transaction: they see the library before or after it, never between. Values
 * that no longer hold go into the history first.
 */
export async function publish(
  session: LakeSession,
  library: string,
  tables: LibraryTables,
  fields: readonly LibraryField[],
  staged: readonly Staged[],
  now: Date,
): Promise<void> {
  const resource = sourceCases("x.source", staged, ({ resource: { id } }) => id);
  const department = sourceCases("x.source", staged, ({ source }) => source.department);
  const wide = fields
    .map(({ field }) => `max(case when v.field = ${literal(field)} then v.value end) as ${name(field)}`)
    .join(", ");
  await session.begin();
  try {
    const isFirst = !(await hasTables(session, library));
    await session.write(`create table if not exists ${tables.history} (record_id varchar, field varchar, value varchar,
      resource_id varchar, department varchar, until varchar)`);
    if (!isFirst)
      await session.write(`insert into ${tables.history}
        select o.record_id, o.field, o.value, o.resource_id, o.department, ${literal(now.toISOString())}
        from ${tables.field} o left join ${work.value} n on n.record_id = o.record_id and n.field = o.field
        where n.value is distinct from o.value`);
    await session.write(`create or replace table ${tables.member} as
      select m.record_id, ${sourceCases("m._source", staged, ({ resource: { id } }) => id)} as resource_id,
        ${sourceCases("m._source", staged, ({ source }) => source.department)} as department,
        m._record, m._key, m._row, m._at, ${fields.map(({ field }) => `m.${name(field)}`).join(", ")}
      from ${work.full} m order by m.record_id`);
    await session.write(`create or replace table ${tables.field} as
      select x.record_id, x.field, x.value, ${resource} as resource_id, ${department} as department, x.written, x.confidence,
        x.holders, x.agreeing from ${work.value} x order by x.record_id`);
    await session.write(`create or replace table ${tables.golden} as
      select r.record_id, r.members, r.sources, r.confidence, ${wide}
      from ${work.record} r left join ${work.value} v on v.record_id = r.record_id
      group by r.record_id, r.members, r.sources, r.confidence order by r.record_id`);
    await session.write(`create or replace table ${tables.conflict} as
      select x.key, x.record_id, x.field, x.kind, x.since, x.authority, x.holder,
        ${sourceCases("x.authority_source", staged, ({ resource: { id } }) => id)} as authority_resource,
        ${sourceCases("x.authority_source", staged, ({ source }) => source.department)} as authority_department,
        ${sourceCases("x.holder_source", staged, ({ resource: { id } }) => id)} as holder_resource,
        ${sourceCases("x.holder_source", staged, ({ source }) => source.department)} as holder_department
      from ${work.conflict} x order by x.key`);
    await session.commit();
  } catch (error) {
    await session.rollback();
    throw error;
  }
}

const sourceCases = (column: string, staged: readonly Staged[], of: (one: Staged) => string): string =>
  `case ${column} ${staged.map((one, at) => `when ${at} then ${literal(of(one))}`).join(" ")} end`;

/** What the run counted, before its working tables go. */
export async function figuresOf(
  session: LakeSession,
  staged: readonly Staged[],
  fields: readonly LibraryField[],
  authorities: Authorities,
  matched: { readonly pairs: number; readonly doubtful: number },
): Promise<RunFigures> {
  const [all] = await session.read<{ n: number; joined: number; rows: number; largest: number; sure: number }>(
    `select count(*) as n, count_if(r.sources > 1) as joined, coalesce(sum(r.members), 0)::bigint as rows,
      coalesce(max(r.members), 0) as largest, coalesce(avg(r.confidence), 1) as sure from ${work.record} r`,
  );
  const bySource = await session.read<{ source: number; n: number }>(
    `select m._source as source, count(distinct m.record_id) as n from ${work.full} m group by 1`,
  );
  const byField = await session.read<{ field: string; n: number; sure: number }>(
    `select v.field, count(*) as n, avg(v.confidence) as sure from ${work.value} v group by 1`,
  );
  const counts = await countConflicts(session, staged, fields, authorities);
  return {
    rows: all?.rows ?? 0,
    records: all?.n ?? 0,
    joined: all?.joined ?? 0,
    ...matched,
    conflicts: counts.reduce((sum, one) => sum + one.stale + one.contradictory, 0),
    largest: all?.largest ?? 0,
    confidence: all?.sure ?? 1,
    sources: staged.map(({ source, resource, loadId, rows }, at) => ({
      resourceId: resource.id,
      department: source.department,
      loadId,
      rows,
      records: bySource.find((one) => one.source === at)?.n ?? 0,
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
  staged: readonly Staged[],
  fields: readonly LibraryField[],
  authorities: Authorities,
): Promise<ConflictCount[]> {
  const kinds = await session.read<{ field: string; source: number; kind: string; n: number }>(
    `select x.field, x.holder_source as source, x.kind, count(*) as n from ${work.conflict} x group by 1, 2, 3`,
  );
  const counts: ConflictCount[] = [];
  for (const { field } of fields) {
    const authority = authorities.get(field);
    if (authority === undefined || field === timeField) continue;
    const owner = staged[authority];
    const compared = await session.read<{ source: number; n: number }>(
      `select h._source as source, count(*) as n from ${work.value} w join ${work.full} h on h.record_id = w.record_id
       where w.field = $1 and w.source = ${authority} and h._source <> ${authority} and h.${name(field)} is not null
       group by 1 order by 1`,
      [field],
    );
    for (const { source, n } of compared) {
      const one = staged[source];
      if (!one) continue;
      const of = (kind: string) =>
        kinds.find((own) => own.field === field && own.source === source && own.kind === kind)?.n ?? 0;
      counts.push({
        field,
        resourceId: one.resource.id,
        department: one.source.department,
        compared: n,
        format: of("format"),
        stale: of("stale"),
        contradictory: of("contradictory"),
        ...(owner ? { authority: { resourceId: owner.resource.id, department: owner.source.department } } : {}),
      });
    }
  }
  return counts;
}
