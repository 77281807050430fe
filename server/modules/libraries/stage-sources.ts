import type { ResourceCore } from "#catalog";
import { csvColumns, type LakeSession, literal, name } from "#kernel/lake/lake";
import type { LibraryRow, SourceRow } from "./library-store.ts";
import type { LibrariesParts } from "./parts.ts";
import { work } from "./lake-tables.ts";

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
 * Copies what the sources hold now into one working table, numbered through all of them as the matching numbers rows. A
 * record is known by a salted digest of its key, or of all its values where its resource declares no key: the same from
 * load to load, and telling nothing.
 */
export async function stageSources(
  session: LakeSession,
  parts: Pick<LibrariesParts, "intake">,
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
    const loadId = await parts.intake.loadIn(session, resource.id);
    await session.commit();
    const [count] = await session.read<{ n: number }>(`select count(*) as n from ${work.stage(at)}`);
    staged.push({ source, resource, loadId, rows: count?.n ?? 0, fields });
  }
  await session.write(`create or replace temp table ${work.member} as ${memberSql(library, staged)}`);
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

function memberSql({ fields }: Pick<LibraryRow, "fields">, staged: readonly Staged[]): string {
  let first = 0;
  const parts = staged.map(({ rows }, at) => {
    const own = fields.map(({ field, name: { zh } }) => `s.${name(zh)} as ${name(field)}`).join(", ");
    const filled = fields.map(({ name: { zh } }) => `(s.${name(zh)} is not null)::integer`).join(" + ");
    const sql = `select s.rowid + ${first} as _id, ${at} as _source, s._row, s._record, s._key, s._at, ${filled} as _filled, ${own}
      from ${work.stage(at)} s`;
    first += rows;
    return sql;
  });
  return parts.join(" union all ");
}
