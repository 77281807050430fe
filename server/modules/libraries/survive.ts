import { sqlCheckOf } from "#dictionary";
import type { Element } from "#dictionary";
import type { LibraryField } from "#contract/libraries";
import { type Dialect, type LakeSession, literal, name } from "#kernel/lake/lake";
import { folded, isDivisionField, type LibraryTables, saysTheSame, work } from "./lake-tables.ts";
import { type Staged, timeField } from "./stage-sources.ts";

/** Per field of the model the source whose word counts most. */
export type Authorities = ReadonlyMap<string, number>;

/**
 * Who is the authority of each field: the resource the dictionary names as 数源 of its element, or of its department; else
 * the first by rank that has the field.
 */
export function authoritiesOf(
  fields: readonly LibraryField[],
  staged: readonly Staged[],
  elements: readonly Element[],
): Authorities {
  const byField = new Map(elements.map((element) => [element.field, element]));
  const found = new Map<string, number>();
  for (const { field, elements: own } of fields) {
    const having = [...staged.entries()].filter(([, { fields: theirs }]) => theirs.has(field));
    const decided = own.map((one) => byField.get(one)?.source).find((source) => source);
    const bySource = having.find(([, { source }]) => source.resourceId === decided?.resourceId);
    const byDepartment = having.find(([, { source }]) => source.department === decided?.department);
    const [first] = having.toSorted(([, a], [, b]) => a.source.rank - b.source.rank);
    const best = bySource ?? byDepartment ?? first;
    if (best) found.set(field, best[0]);
  }
  return found;
}

export interface Survivorship {
  readonly fields: readonly LibraryField[];
  readonly staged: readonly Staged[];
  readonly authorities: Authorities;
  readonly elements: readonly Element[];
  readonly dialect: Dialect;
  readonly today: string;
}

/**
 * The surviving value of every field of every record, into `work.value`. Declared order: a value that passes its element's
 * check before one that fails; the authority, then sources by rank; then the newer row; then the fuller one; then what more
 * sources say.
 */
export async function survive(session: LakeSession, given: Survivorship): Promise<void> {
  await session.write(`create or replace temp table ${work.value} (record_id varchar, field varchar, value varchar,
    source integer, record varchar, own_at varchar, confidence double, holders integer, agreeing integer)`);
  for (const { field, elements } of given.fields) {
    if (!given.staged.some(({ fields }) => fields.has(field))) continue;
    const element = given.elements.find((one) => one.field === elements[0]);
    await session.write(valueSql(given, field, element));
  }
}

function valueSql(
  { staged, authorities, dialect, today }: Survivorship,
  field: string,
  element: Element | undefined,
): string {
  const column = name(field);
  const rank = cases(staged, (_, at) =>
    authorities.get(field) === at ? "0" : String(staged[at]?.source.rank ?? 1000),
  );
  const own = `select m.record_id, m._source, m._record, m._at, m._filled, m.${column} as v from ${work.full} m where m.${column} is not null`;
  const check = element?.check === "citizen-id" || element?.check === "credit-code" ? element.check : null;
  const sql = check === null ? null : sqlCheckOf(check, "v", "k_", dialect, today);
  const shared = sql?.shared.map((one) => `, ${one.sql} as ${one.name}`).join("") ?? "";
  const isWrong = sql === null ? "false" : `coalesce(${sql.wrong}, false)`;
  const isAuthority = `m._source = ${authorities.get(field) ?? -1}`;
  return `insert into ${work.value}
    with own as (${own}),
      judged as (select s.*, ${isWrong} as wrong, ${folded("s.v")} as f from (select o.*${shared} from own o) s),
      said as (
        select m.record_id, m.f, count(distinct m._source) as n, max(case when ${isAuthority} then 1 else 0 end) as extra
        from judged m group by m.record_id, m.f
      ),
      heard as (
        select m.record_id, count(distinct m._source) as n, max(case when ${isAuthority} then 1 else 0 end) as extra
        from judged m group by m.record_id
      ),
      placed as (
        select m.*, s.n + s.extra as agreeing_weight, s.n as agreeing, h.n as holders, h.n + h.extra as weight,
          row_number() over (partition by m.record_id order by m.wrong, ${rank}, m._at desc nulls last,
            m._filled desc, s.n desc, m._record) as place
        from judged m join said s on s.record_id = m.record_id and s.f = m.f join heard h on h.record_id = m.record_id
      )
    select m.record_id, ${literal(field)}, m.v, m._source, m._record, m._at,
      (m.agreeing_weight + 1.0) / (m.weight + 2.0), m.holders, m.agreeing
    from placed m where m.place = 1`;
}

const cases = (staged: readonly Staged[], of: (one: Staged, at: number) => string): string =>
  `case m._source ${staged.map((one, at) => `when ${at} then ${of(one, at)}`).join(" ")} end`;

/** Rows (`_id` of the published members) with a citizen number born after a day: whether it is right depends on the day. */
export async function agedRows(
  session: LakeSession,
  member: string,
  { fields, elements }: Pick<Survivorship, "fields" | "elements">,
  day: string,
): Promise<number[]> {
  const dated = fields.filter(
    ({ elements: [first] }) => elements.find(({ field }) => field === first)?.check === "citizen-id",
  );
  if (dated.length === 0) return [];
  const born = dated.map(({ field }) => `substring(m.${name(field)}, 7, 8) > '${day.replaceAll("-", "")}'`);
  const rows = await session.read<{ id: number }>(`select m._id as id from ${member} m where ${born.join(" or ")}`);
  return rows.map(({ id }) => id);
}

/**
 * Where a holder's value is not the authority's, into `work.conflict`. Written differently: see `saysTheSame`. Out of date:
 * the holder's row is older by its own time, or says what held before, up to the latest run. Else they contradict each other.
 *
 * @param before the tables of the run before, null for the first
 */
export async function findConflicts(
  session: LakeSession,
  { fields, staged, authorities }: Survivorship,
  before: Pick<LibraryTables, "history" | "conflict" | "field"> | null,
  now: Date,
): Promise<void> {
  await session.write(`create or replace temp table ${work.conflict} (key varchar, record_id varchar, field varchar, kind varchar,
    authority varchar, authority_source integer, holder varchar, holder_source integer, since varchar)`);
  for (const own of fields) {
    const { field } = own;
    const authority = authorities.get(field);
    const holders = [...staged.entries()].filter(([at, one]) => at !== authority && one.fields.has(field));
    // When a row was written is said of the row and not of its subject: nobody is wrong about it.
    if (field === timeField) continue;
    if (authority === undefined || holders.length === 0) continue;
    const column = `h.${name(field)}`;
    const wasSo =
      before === null
        ? "false"
        : [before.history, before.field]
            .map(
              (table) =>
                `exists (select 1 from ${table} o where o.record_id = w.record_id and o.field = w.field and ${folded("o.value")} = ${folded(column)})`,
            )
            .join(" or ");
    const since = before === null ? "null" : `(select min(o.since) from ${before.conflict} o where o.key = x.key)`;
    await session.write(`insert into ${work.conflict}
      select x.key, x.record_id, x.field, x.kind, x.authority, x.authority_source, x.holder, x.holder_source,
        coalesce(${since}, ${literal(now.toISOString())})
      from (
        select md5(w.field || '|' || w.record || '|' || h._record) as key, w.record_id, w.field,
          case when ${saysTheSame("w.value", column, isDivisionField(own))} then 'format'
            when h._at < w.own_at or (${wasSo}) then 'stale' else 'contradictory' end as kind,
          w.record as authority, w.source as authority_source, h._record as holder, h._source as holder_source
        from ${work.value} w join ${work.full} h on h.record_id = w.record_id
        where w.field = ${literal(field)} and w.source = ${authority} and h._source <> ${authority}
          and ${column} is not null and ${column} <> w.value
      ) x`);
  }
}
