import type { ResourceCore } from "#catalog";
import { csvColumns, type LakeSession, literal, name } from "#kernel/lake/lake";
import type { LibraryRow, SourceRow } from "./library-store.ts";
import type { LibrariesParts } from "./parts.ts";
import { work } from "./lake-tables.ts";
import type { MatchTable } from "./matching/profile.ts";

/** A source as its rows stand in the temporary tables of a run. */
export interface Staged {
  readonly source: SourceRow;
  readonly resource: ResourceCore;
  /** The load whose rows these are. */
  readonly loadId: string | null;
  readonly rows: number;
  /** Fields of the model that the table really has a column for. */
  readonly fields: ReadonlySet<string>;
}

/** Column of a row's own time in the model. */
export const timeField = "updated_at";

/**
 * Copies what the sources hold now into working tables, one each. A record is known by a salted digest of its key, or of all its values where its resource declares no key: the same from
 * load to load, and telling nothing.
 */
export async function stageSources(
  session: LakeSession,
  { intake }: { readonly intake: Pick<LibrariesParts["intake"], "loadIn"> },
  library: Pick<LibraryRow, "fields" | "salt">,
  sources: readonly { readonly source: SourceRow; readonly resource: ResourceCore }[],
): Promise<Staged[]> {
  const staged: Staged[] = [];
  for (const [at, { source, resource }] of sources.entries()) {
    await session.begin();
    const columns = new Set((await session.columnsOf(resource.table)).map((column) => column.name));
    const fields = new Set(
      library.fields.flatMap(({ field }) => (columns.has(source.items[field] ?? "") ? [field] : [])),
    );
    await session.write(
      `create or replace temp table ${work.stage(at)} as ${stageSql(library, source, resource, fields)}`,
    );
    const loadId = await intake.loadIn(session, resource.id);
    await session.commit();
    const [count] = await session.read<{ n: number }>(`select count(*) as n from ${work.stage(at)}`);
    staged.push({ source, resource, loadId, rows: count?.n ?? 0, fields });
  }
  return staged;
}

const text = (column: string): string => `nullif(trim(cast(t.${name(column)} as varchar)), '')`;

/** Columns bear the fields' Chinese names: the headings the matching recognises. */
function stageSql(
  { fields, salt }: Pick<LibraryRow, "fields" | "salt">,
  { items }: SourceRow,
  resource: ResourceCore,
  own: ReadonlySet<string>,
): string {
  const cells = fields.map(({ field, name: { zh } }) => {
    const item = items[field];
    return `${own.has(field) && item !== undefined ? text(item) : "null::varchar"} as ${name(zh)}`;
  });
  const keys = resource.items.filter(({ isKey }) => isKey).map((item) => text(item.field));
  const all = fields.map(({ name: { zh } }) => `coalesce(${name(zh)}, '')`).join(" || chr(31) || ");
  const key = keys.length === 0 ? "null::varchar" : keys.join(" || chr(31) || ");
  const row = name(csvColumns.row);
  const time = own.has(timeField) ? text(items[timeField] ?? "") : "null::varchar";
  return `
    select r._row, md5(${literal(`${salt}|${resource.id}|`)} || r._known || '|' || r._same) as _record, r._key, r._at,
      ${fields.map(({ name: { zh } }) => `r.${name(zh)}`).join(", ")}
    from (
      select s.*, row_number() over (partition by s._known order by s._row) as _same
      from (
        select *, coalesce(_key, ${all}) as _known
        from (select t.${row} as _row, ${key} as _key, ${time} as _at, ${cells.join(", ")} from ${resource.table} t)
      ) s
    ) r order by r._row`;
}

/** A source's table as the matching is given it. */
export const tableOf = (fields: LibraryRow["fields"], { resource, fields: own }: Staged, at: number): MatchTable => {
  const [compared, others] = [true, false].map((isIn) =>
    fields.filter(({ field, isMatched }) => isMatched === isIn && own.has(field)).map(({ name: { zh } }) => zh),
  );
  return {
    name: resource.name,
    relation: work.stage(at),
    columns: compared ?? [],
    also: ["_record", "_at", ...(others ?? [])],
    moving: ["_row"],
  };
};

/**
 * Gives every row of the sources its number in the matching: as they stand, or as they are kept (`places`).
 *
 * Into `work.every`: `_id`, `_source`, `_place` in the source's working table, `_record`.
 */
export async function numberRows(
  session: LakeSession,
  staged: readonly Staged[],
  places: string | null,
): Promise<void> {
  let first = 0;
  const parts = staged.map(({ rows }, at) => {
    const sql =
      places === null
        ? `select (s.rowid + ${first})::integer as _id, ${at} as _source, s.rowid as _place, s._record from ${work.stage(at)} s`
        : `select p.id as _id, ${at} as _source, s.rowid as _place, s._record from ${work.stage(at)} s join ${places} p on p.src = ${at} and p.pos = s.rowid`;
    first += rows;
    return sql;
  });
  await session.write(`create or replace temp view ${work.every} as ${parts.join(" union all ")}`);
}

/** The rows of `work.cluster` with their values under the fields' names, into `work.member`. */
export async function writeMembers(
  session: LakeSession,
  fields: LibraryRow["fields"],
  staged: readonly Staged[],
): Promise<void> {
  const own = fields.map(({ field, name: { zh } }) => `s.${name(zh)} as ${name(field)}`).join(", ");
  const filled = fields.map(({ name: { zh } }) => `(s.${name(zh)} is not null)::integer`).join(" + ");
  await session.write(`create or replace temp table ${work.wanted} as
    select e._id, e._source, e._place from ${work.every} e where e._id in (select c._id from ${work.cluster} c)`);
  const parts = staged.map(
    (_, at) =>
      `select e._id, e._source, s._row, s._record, s._key, s._at, ${filled} as _filled, ${own}
       from ${work.stage(at)} s join ${work.wanted} e on e._source = ${at} and e._place = s.rowid`,
  );
  await session.write(`create or replace temp table ${work.member} as ${parts.join(" union all ")}`);
}
