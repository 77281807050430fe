import { type LakeSession, name } from "#kernel/lake/lake";
import type { Dialect } from "#kernel/lake/lake";
import { canonical, tidyValue, validity } from "./canonical.ts";
import { type Field, hasCoded, hasNumbers, hasSound, hasValidity, isHanText } from "./field.ts";
import { byteCoded, installHan, needsPlain, plainHan, soundOf } from "./han.ts";
import { isChecked } from "./meanings.ts";
import type { MatchTable } from "./profile.ts";

/** Tables of a run, temporary to its session. */
export const work = {
  rows: "weir_match_rows",
  keys: "weir_match_keys",
  sample: "weir_match_sample",
  pairs: "weir_match_pairs",
  patterns: "weir_match_patterns",
};

/** Groups of frequency of a value: each is eight times rarer than the one before. */
export const bucketCount = 6;

export interface Prepared {
  readonly rowCount: number;
  /** First row of each table, and the end. */
  readonly offsets: readonly number[];
  readonly fields: readonly Field[];
  /** Per field and group of frequency: rows, and pairs of rows of one value. */
  readonly frequencies: readonly (readonly { readonly rows: number; readonly pairs: number }[])[];
  readonly filled: readonly number[];
  /** Per field, rows of its commonest value. */
  readonly tops: readonly number[];
}

/**
 * One working table of all rows, with for each field the canonical value, the frequency of the value and what its
 * comparisons need; computed once per row or value, never per pair.
 */
export async function prepare(
  session: LakeSession,
  dialect: Dialect,
  tables: readonly MatchTable[],
  fields: readonly Field[],
  today: string,
): Promise<Prepared> {
  if (fields.some(({ isHan }) => isHan)) await installHan(session);
  const offsets = await offsetsOf(session, tables);
  const found = await workingRows(session, dialect, tables, { fields, offsets, today, known: null });
  await session.write(`create or replace temp table ${work.rows} as ${found.rows}`);
  await dropSteps(session, fields);
  return {
    rowCount: offsets.at(-1) ?? 0,
    offsets,
    fields,
    frequencies: found.values.map(({ frequencies }) => frequencies),
    filled: found.values.map(({ filled }) => filled),
    tops: found.values.map(({ top }) => top),
  };
}

/** Adds rows of a table to those of an earlier run: their values get the frequency they have among all rows. */
export async function prepareMore(
  session: LakeSession,
  dialect: Dialect,
  table: MatchTable,
  { at, prepared, today }: { readonly at: number; readonly prepared: Prepared; readonly today: string },
): Promise<number> {
  const places = prepared.offsets.slice(1).map((_, place) => (place === at ? table : null));
  const offsets = places.map(() => prepared.rowCount);
  const known = { tops: prepared.tops };
  const found = await workingRows(session, dialect, places, { fields: prepared.fields, offsets, today, known });
  const added = await session.write(`insert into ${work.rows} ${found.rows}`);
  await dropSteps(session, prepared.fields);
  return added;
}

interface RowsAsked {
  readonly fields: readonly Field[];
  readonly offsets: readonly number[];
  readonly today: string;
  /** What an earlier run knows; null for the first. */
  readonly known: Pick<Prepared, "tops"> | null;
}

async function dropSteps(session: LakeSession, fields: readonly Field[]): Promise<void> {
  await session.write(`drop table ${work.rows}_0`);
  for (const { index } of fields) await session.write(`drop table weir_match_value_${index}`);
}

/** Reads the tables (null where one brings nothing) and answers the query of their working rows. */
async function workingRows(
  session: LakeSession,
  dialect: Dialect,
  tables: readonly (MatchTable | null)[],
  { fields, offsets, today, known }: RowsAsked,
) {
  const monthFirst = await monthFirstColumns(session, tables, fields);
  await session.write(
    `create or replace temp table ${work.rows}_0 (id integer, src utinyint${fields.map(({ index }) => `, v${index} varchar`).join("")})`,
  );
  for (const [at, table] of tables.entries()) {
    if (table === null) continue;
    const cells = fields.map((field) => {
      const column = field.columns[at];
      return `${column === null || column === undefined ? "null::varchar" : tidyValue(name(column))} as t${field.index}`;
    });
    const values = fields.map((field) => {
      const t = `t${field.index}`;
      const isMonthFirst = monthFirst.has(`${at}/${field.index}`);
      return `${canonical(field.meaning, t, { ...field, isMonthFirst })} as v${field.index}`;
    });
    // In two statements: in one the engine would tidy a cell anew wherever its canonical form names it.
    await session.write(
      `create or replace temp table ${work.sample} as select rowid as rid, ${cells.join(", ")} from ${table.relation}`,
    );
    await session.write(
      `insert into ${work.rows}_0 select (rid + ${offsets[at] ?? 0})::integer as id, ${at}::utinyint as src, ${values.join(", ")} from ${work.sample}`,
    );
  }
  await session.write(`drop table if exists ${work.sample}`);
  for (const { index } of fields.filter(isHanText))
    await session.write(
      `update ${work.rows}_0 set v${index} = ${plainHan(`v${index}`)} where ${needsPlain(`v${index}`)}`,
    );
  const values = [];
  for (const [at, field] of fields.entries())
    values.push(await valueTable(session, dialect, field, { today, knownTop: known?.tops[at] ?? null }));
  const extra = fields.map((field) =>
    extraColumns(field)
      .map((column) => `, x${field.index}.${column}`)
      .join(""),
  );
  const joins = fields.map(
    ({ index }) => `left join weir_match_value_${index} x${index} on x${index}.v${index} = r.v${index}`,
  );
  return { rows: `select r.*${extra.join("")} from ${work.rows}_0 r ${joins.join(" ")}`, values };
}

const extraColumns = (field: Field): string[] => [
  `q${field.index}`,
  ...(hasCoded(field) ? [`h${field.index}`] : []),
  ...(hasSound(field) ? [`s${field.index}`] : []),
  ...(hasNumbers(field) ? [`n${field.index}`] : []),
  ...(hasValidity(field) ? [`w${field.index}`] : []),
];

/** Every value of a field once, with its frequency and what is computed from it. */
async function valueTable(
  session: LakeSession,
  dialect: Dialect,
  field: Field,
  { today, knownTop }: { readonly today: string; readonly knownTop: number | null },
) {
  const { index } = field;
  const table = `weir_match_value_${index}`;
  const v = `v${index}`;
  const [total] = await session.read<{ n: number; top: number }>(
    `select coalesce(sum(n), 0)::bigint as n, coalesce(max(n), 1) as top from (select count(*) as n from ${work.rows}_0 where ${v} is not null group by ${v})`,
  );
  const computed = [
    `least(${bucketCount - 1}, greatest(0, floor(log2(${knownTop ?? total?.top ?? 1}::double / n) / 3)))::utinyint as q${index}`,
    ...(hasCoded(field) ? [`${byteCoded(v)} as h${index}`] : []),
    ...(hasSound(field) ? [`${soundOf(v)} as s${index}`] : []),
    ...(hasNumbers(field) ? [`nullif(trim(regexp_replace(${v}, '[^0-9]+', ' ', 'g')), '') as n${index}`] : []),
  ];
  const own = `select ${v}, count(*) as n from ${work.rows}_0 where ${v} is not null group by ${v}`;
  const before = `select ${v}, count(*) as n from ${work.rows} where ${v} in (select ${v} from ${work.rows}_0) group by ${v}`;
  const grouped =
    knownTop === null ? `(${own})` : `(select ${v}, sum(n) as n from (${own} union all ${before}) group by ${v})`;
  await session.write(
    `create or replace temp table ${table}_0 as select ${v}, n, ${computed.join(", ")} from ${grouped}`,
  );
  const kept = [v, "n", ...extraColumns(field).filter((column) => !column.startsWith("w"))].join(", ");
  const source = isChecked(field.meaning)
    ? validity(field.meaning, { dialect, today, relation: `${table}_0`, column: v, keep: kept, as: `w${index}` })
    : `select ${kept} from ${table}_0`;
  await session.write(`create or replace temp table ${table} as ${source}`);
  await session.write(`drop table ${table}_0`);
  const rows = await session.read<{ q: number; rows: number; pairs: number }>(
    `select q${index}::integer as q, sum(n)::bigint as rows, sum(n * (n - 1) // 2)::double as pairs from ${table} group by 1`,
  );
  const frequencies = Array.from({ length: bucketCount }, (_, q) => {
    const row = rows.find((other) => other.q === q);
    return { rows: row?.rows ?? 0, pairs: row?.pairs ?? 0 };
  });
  return { frequencies, filled: total?.n ?? 0, top: total?.top ?? 1 };
}

async function offsetsOf(session: LakeSession, tables: readonly MatchTable[]): Promise<number[]> {
  const offsets = [0];
  for (const table of tables) {
    const [row] = await session.read<{ n: number }>(`select count(*) as n from ${table.relation}`);
    offsets.push((offsets.at(-1) ?? 0) + (row?.n ?? 0));
  }
  return offsets;
}

/** Columns whose dates stand month first: `03/25/2022` occurs and `25/03/2022` does not. */
async function monthFirstColumns(
  session: LakeSession,
  tables: readonly (MatchTable | null)[],
  fields: readonly Field[],
) {
  const found = new Set<string>();
  for (const field of fields.filter(({ meaning }) => meaning === "date")) {
    for (const [at, table] of tables.entries()) {
      const column = field.columns[at];
      if (table === null || column === null || column === undefined) continue;
      const text = `cast(${name(column)} as varchar)`;
      const piece = (number: number) =>
        String.raw`try_cast(regexp_extract(${text}, '^(\d{1,2})[-/.](\d{1,2})[-/.]\d{4}', ${number}) as integer) > 12`;
      const [row] = await session.read<{ a: number; b: number }>(
        `select count_if(${piece(1)}) as a, count_if(${piece(2)}) as b from ${table.relation}`,
      );
      if ((row?.b ?? 0) > (row?.a ?? 0)) found.add(`${at}/${field.index}`);
    }
  }
  return found;
}
