import { type LakeSession, name } from "#kernel/lake/lake";
import type { Dialect } from "#kernel/lake/lake";
import { addAddressParts } from "./address.ts";
import { canonical, tidyValue, validity } from "./canonical.ts";
import type { TableOf } from "./cluster.ts";
import { type Field, hasCoded, hasNumbers, hasParts, hasSound, hasValidity, hasWords, isHanText } from "./field.ts";
import { byteCoded, installHan, needsPlain, plainHan, soundOf } from "./han.ts";
import { isChecked, type Meaning } from "./meanings.ts";
import type { MatchTable } from "./profile.ts";
import { addWords } from "./words.ts";

/** Tables of a run, temporary to its session. */
export const work = {
  rows: "weir_match_rows",
  keys: "weir_match_keys",
  sample: "weir_match_sample",
  pairs: "weir_match_pairs",
  patterns: "weir_match_patterns",
  /** Rows whose group was put together anew by the last increment. */
  groups: "weir_match_groups",
  sums: "weir_match_sums",
  parts: "weir_match_parts",
  was: "weir_match_was",
  now: "weir_match_now",
  met: "weir_match_met",
  fresh: "weir_match_fresh",
  gone: "weir_match_gone",
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
  /** `table/field` of columns whose dates stand month first. */
  readonly monthFirst: readonly string[];
  /** Only rows of different tables may be one: see `namesOnce`. */
  readonly isAcross: boolean;
}

/** The table of a row, where each names a thing once. */
export const onceOf = ({ offsets, isAcross }: Prepared): TableOf =>
  isAcross ? (row) => offsets.findLastIndex((from) => from <= row) : null;

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
  const monthFirst = await monthFirstColumns(session, tables, fields);
  const asked = { fields, offsets, today, monthFirst, known: null };
  const found = await workingRows(session, dialect, tables, asked);
  return {
    rowCount: offsets.at(-1) ?? 0,
    offsets,
    fields,
    frequencies: found.map(({ frequencies }) => frequencies),
    filled: found.map(({ filled }) => filled),
    tops: found.map(({ top }) => top),
    monthFirst: [...monthFirst],
    isAcross: namesOnce(fields),
  };
}

/**
 * Lists that say of a thing only what it is called and described as are taken to name it once each: a black and a white
 * camera are described more alike in one shop than one camera is in two.
 */
const namesOnce = (fields: readonly Field[]): boolean =>
  (fields[0]?.columns.length ?? 0) > 1 &&
  fields.some(hasWords) &&
  fields.every(({ meaning }) => describing.has(meaning));

const describing: ReadonlySet<Meaning> = new Set(["text", "number", "code", "place"]);

export interface MoreRows {
  /** Per table of the run the new rows, null where it has none. */
  readonly tables: readonly (MatchTable | null)[];
  readonly prepared: Prepared;
  readonly today: string;
  /** The working rows of the run, the groups of frequency of its values, and the number of the first new row. */
  readonly earlier: string;
  readonly values: string;
  readonly from: number;
}

/**
 * The working rows of new rows alone. A value the run has met keeps its group of frequency, and so does one that comes now,
 * for good: what a pair says does not change with what comes later.
 *
 * @returns The number after the last.
 */
export async function prepareMore(
  session: LakeSession,
  dialect: Dialect,
  { tables, prepared, today, earlier, values, from }: MoreRows,
): Promise<number> {
  if (prepared.fields.some(({ isHan }) => isHan)) await installHan(session);
  const offsets = [from];
  for (const table of tables)
    offsets.push((offsets.at(-1) ?? from) + (table === null ? 0 : await countOf(session, table)));
  const known = { prepared, earlier, values };
  const monthFirst = new Set(prepared.monthFirst);
  await workingRows(session, dialect, tables, { fields: prepared.fields, offsets, today, monthFirst, known });
  return offsets.at(-1) ?? from;
}

interface RowsAsked {
  readonly fields: readonly Field[];
  readonly offsets: readonly number[];
  readonly today: string;
  readonly monthFirst: ReadonlySet<string>;
  /** What an earlier run knows; null for the first. */
  readonly known: Pick<MoreRows, "prepared" | "earlier" | "values"> | null;
}

async function dropSteps(session: LakeSession, fields: readonly Field[]): Promise<void> {
  await session.write(`drop table ${work.rows}_0`);
  for (const { index } of fields) await session.write(`drop table weir_match_value_${index}`);
}

/** Reads the tables (null where one brings nothing) into the table of working rows; answers what each field's values are like. */
async function workingRows(
  session: LakeSession,
  dialect: Dialect,
  tables: readonly (MatchTable | null)[],
  { fields, offsets, today, monthFirst, known }: RowsAsked,
) {
  await session.write(
    `create or replace temp table ${work.rows}_0 (id integer, src utinyint${fields.map(({ index }) => `, v${index} varchar`).join("")})`,
  );
  for (const [at, table] of tables.entries()) {
    if (table === null) continue;
    const cells = fields.map((field) => {
      const column = field.columns[at];
      const texts = [...(column === null || column === undefined ? [] : [column]), ...(field.also[at] ?? [])].map(
        (one) => tidyValue(name(one)),
      );
      const [only = "null::varchar"] = texts;
      return `${texts.length > 1 ? `nullif(concat_ws(' ', ${texts.join(", ")}), '')` : only} as t${field.index}`;
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
    values.push(
      await valueTable(session, dialect, field, {
        today,
        known: known && {
          top: known.prepared.tops[at] ?? 1,
          filled: known.prepared.filled[at] ?? 1,
          earlier: known.earlier,
          values: known.values,
        },
      }),
    );
  const extra = fields.map((field) =>
    extraColumns(field)
      .map((column) => `, x${field.index}.${column}`)
      .join(""),
  );
  const joins = fields.map(
    ({ index }) => `left join weir_match_value_${index} x${index} on x${index}.v${index} = r.v${index}`,
  );
  await session.write(
    `create or replace temp table ${work.rows} as select r.*${extra.join("")} from ${work.rows}_0 r ${joins.join(" ")}`,
  );
  await dropSteps(session, fields);
  return values;
}

const extraColumns = (field: Field): string[] => [
  `q${field.index}`,
  ...(hasCoded(field) ? [`h${field.index}`] : []),
  ...(hasSound(field) ? [`s${field.index}`] : []),
  ...(hasNumbers(field) ? [`n${field.index}`] : []),
  ...(hasParts(field) ? ["c", "x", "o", "r", "m"].map((part) => `${part}${field.index}`) : []),
  ...(hasWords(field) ? [`t${field.index}`, `u${field.index}`, `z${field.index}`] : []),
  ...(hasValidity(field) ? [`w${field.index}`] : []),
];

interface KnownValues {
  readonly top: number;
  readonly filled: number;
  readonly earlier: string;
  readonly values: string;
}

/** Every value of a field once, with its frequency and what is computed from it. */
async function valueTable(
  session: LakeSession,
  dialect: Dialect,
  field: Field,
  { today, known }: { readonly today: string; readonly known: KnownValues | null },
) {
  const { index } = field;
  const table = `weir_match_value_${index}`;
  const v = `v${index}`;
  const [total] = await session.read<{ n: number; top: number }>(
    `select coalesce(sum(n), 0)::bigint as n, coalesce(max(n), 1) as top from (select count(*) as n from ${work.rows}_0 where ${v} is not null group by ${v})`,
  );
  const tables = hasWords(field) ? ", min(src) as sa, max(src) as sb" : "";
  const own = `select ${v}, count(*) as n${tables} from ${work.rows}_0 where ${v} is not null group by ${v}`;
  const bucket = `least(${bucketCount - 1}, greatest(0, floor(log2(greatest(1, ${known?.top ?? total?.top ?? 1}::double / n)) / 3)))::utinyint`;
  const met =
    known &&
    `select o.${v}, any_value(k.q) as met from (select distinct ${v} from ${work.rows}_0) o join ${known.values} k on k.field = ${index} and k.v = hash(o.${v}) group by 1`;
  const computed = [
    `${met === null ? bucket : `coalesce(met, ${bucket})`} as q${index}`,
    ...(met === null ? [] : ["met"]),
    ...(hasCoded(field) ? [`${byteCoded(v)} as h${index}`] : []),
    ...(hasSound(field) ? [`${soundOf(v)} as s${index}`] : []),
    ...(hasNumbers(field) ? [`nullif(trim(regexp_replace(${v}, '[^0-9]+', ' ', 'g')), '') as n${index}`] : []),
  ];
  const grouped = met === null ? `(${own})` : `(${own}) left join (${met}) using (${v})`;
  await session.write(
    `create or replace temp table ${table}_0 as select ${v}, n${tables === "" ? "" : ", sa, sb"}, ${computed.join(", ")} from ${grouped}`,
  );
  if (known)
    await session.write(
      `insert into ${known.values} select ${index}, hash(${v}), q${index} from ${table}_0 where met is null`,
    );
  if (hasParts(field)) await addAddressParts(session, field, `${table}_0`);
  if (hasWords(field)) {
    const rows = known?.filled ?? total?.n ?? 0;
    await addWords(session, field, { table: `${table}_0`, rows, earlier: known?.earlier ?? null });
  }
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

/** First row of each table, and the end. */
export async function offsetsOf(session: LakeSession, tables: readonly MatchTable[]): Promise<number[]> {
  const offsets = [0];
  for (const table of tables) offsets.push((offsets.at(-1) ?? 0) + (await countOf(session, table)));
  return offsets;
}

export async function countOf(session: LakeSession, { relation }: Pick<MatchTable, "relation">): Promise<number> {
  const [row] = await session.read<{ n: number }>(`select count(*) as n from ${relation}`);
  return row?.n ?? 0;
}

/** Columns whose dates stand month first: `03/25/2022` occurs and `25/03/2022` does not. */
async function monthFirstColumns(session: LakeSession, tables: readonly MatchTable[], fields: readonly Field[]) {
  const found = new Set<string>();
  for (const field of fields.filter(({ meaning }) => meaning === "date")) {
    for (const [at, table] of tables.entries()) {
      const column = field.columns[at];
      if (column === null || column === undefined) continue;
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
