import type { ResourceItem } from "#contract/catalog";
import type { ColumnProfile } from "#contract/quality-profile";
import type { Element } from "#dictionary";
import { type Dialect, type LakeRow, type LakeSession, name } from "#kernel/lake/lake";
import { numericKinds } from "../rule.ts";

export interface Profile {
  readonly rowCount: number;
  readonly sampledRows: number;
  readonly columns: readonly ColumnProfile[];
}

/** A column as it is profiled. */
interface Column {
  readonly item: ResourceItem;
  readonly sql: string;
  /** What is averaged and put into bins: the number, the day or instant as a number, the number of characters. */
  readonly number: string;
  readonly isMasked: boolean;
}

/** Rows that top values, quantiles, bins and patterns are taken from; a table with no more is read whole. */
export const sampleRows = 20_000;
/** Patterns cost a regular expression for each value; so many of them tell which there are. */
const patternRows = 5_000;
/** Different values in the sample from which on those of the table are counted by a share of their digests; fewer are grouped. */
const manyValues = 1_000;
const topCount = 10;
const patternCount = 12;
const binCount = 16;

/**
 * Profiles every column in one scan for what needs all rows and one sample for the rest, so that it can run at each load.
 * Values of masked, personal or higher graded columns stay in the lake.
 */
export async function profileTable(
  session: LakeSession,
  table: string,
  items: readonly ResourceItem[],
  elements: ReadonlyMap<string, Pick<Element, "mask">>,
  dialect: Dialect,
): Promise<Profile> {
  const columns = items.map((item) => columnOf(item, elements, dialect));
  const [counted] = await session.read<{ n: number }>(`select count(*) as n from ${table}`);
  const rowCount = counted?.n ?? 0;
  const sample = "_sampled";
  const read = columns.map(({ sql }) => `s.${sql}`);
  await session.write(
    `create or replace temp table ${sample} as
     select ${["1 as _one", ...read].join(", ")} from ${dialect.sample(table, sampleRows, rowCount)} s`,
  );
  const different = columns.map(({ sql }, index) => `${dialect.distinctAbout(`s.${sql}`)} as d${index}`);
  const [size = {}] = await session.read(`select ${["count(*) as n", ...different].join(", ")} from ${sample} s`);
  const sampledRows = Number(size["n"] ?? 0);
  const isMany = columns.map((_, index) => rowCount > sampleRows && Number(size[`d${index}`] ?? 0) >= manyValues);
  const [whole = {}] = await session.read(wholeSql(table, columns, isMany, dialect));
  const found: ColumnProfile[] = [];
  for (const [index, column] of columns.entries()) {
    const all = wholeOf(whole, index);
    const isExact = isMany[index] !== true;
    found.push(profileOf(column, rowCount, { ...all, isExact }, await shapeOf(session, sample, column, dialect)));
  }
  await session.write(`drop table ${sample}`);
  return { rowCount, sampledRows, columns: found };
}

function columnOf(item: ResourceItem, elements: ReadonlyMap<string, Pick<Element, "mask">>, dialect: Dialect): Column {
  const sql = name(item.field);
  const { kind } = item.type;
  const isMasked =
    (elements.get(item.element ?? "")?.mask ?? null) !== null ||
    item.isPersonal ||
    item.grade === "3" ||
    item.grade === "4";
  const seconds = dialect.seconds(kind === "datetime" ? sql : dialect.tryCast(sql, { kind: "datetime" }));
  const number = numericKinds.has(kind)
    ? dialect.tryCast(sql, { kind: "number" })
    : kind === "date" || kind === "datetime"
      ? `${seconds} / 86400`
      : dialect.characters(dialect.tryCast(sql, { kind: "text" }));
  return { item, sql, number, isMasked };
}

/** Of texts the scan counts; what looks into each text is left to the sample. */
const isLooked = ({ item }: Column): boolean => item.type.kind !== "text" && item.type.kind !== "time";

const isNumber = ({ item }: Column): boolean => numericKinds.has(item.type.kind);

function wholeSql(table: string, columns: readonly Column[], isMany: readonly boolean[], dialect: Dialect): string {
  const text = (sql: string) => dialect.tryCast(sql, { kind: "text" });
  const sums = columns.flatMap((column, index) => {
    const { sql, number } = column;
    const grouped = `(select count(*) from (select ${sql} from ${table} where ${sql} is not null group by ${sql}) g)`;
    const distinct = isMany[index] === true ? dialect.distinctOfMany(sql) : grouped;
    const own = [`count(${sql}) as c${index}`, `${distinct} as d${index}`];
    if (!isLooked(column)) return own;
    const limits = [`${text(`min(${sql})`)} as l${index}`, `${text(`max(${sql})`)} as h${index}`];
    if (!isNumber(column)) return [...own, ...limits];
    return [...own, ...limits, `avg(${number}) as m${index}`, `stddev_pop(${number}) as s${index}`];
  });
  return `select ${["count(*) as n", ...sums].join(", ")} from ${table}`;
}

interface Whole {
  readonly filled: number;
  readonly distinct: number;
  readonly min: string | null;
  readonly max: string | null;
  readonly mean: number | null;
  readonly deviation: number | null;
}

function wholeOf(row: LakeRow, index: number): Whole {
  const number = (key: string) => (typeof row[key] === "number" ? row[key] : null);
  const text = (key: string) => (row[key] === null || row[key] === undefined ? null : String(row[key]));
  return {
    filled: Number(row[`c${index}`] ?? 0),
    distinct: Number(row[`d${index}`] ?? 0),
    min: text(`l${index}`),
    max: text(`h${index}`),
    mean: number(`m${index}`),
    deviation: number(`s${index}`),
  };
}

interface Shape {
  readonly mean: number | null;
  readonly deviation: number | null;
  readonly quantiles: number[];
  readonly top: ColumnProfile["top"];
  readonly histogram: ColumnProfile["histogram"];
  readonly patterns: ColumnProfile["patterns"];
}

async function shapeOf(session: LakeSession, sample: string, column: Column, dialect: Dialect): Promise<Shape> {
  const { sql, number } = column;
  const text = dialect.tryCast(sql, { kind: "text" });
  const shares = [0.05, 0.25, 0.5, 0.75, 0.95].map((share, index) => `${dialect.quantile("x.v", share)} as q${index}`);
  const [sums = {}] = await session.read(
    `select count(x.v) as n, avg(x.v) as mean, stddev_pop(x.v) as deviation, min(x.v) as low, max(x.v) as high,
       ${shares.join(", ")} from (select ${number} as v from ${sample}) x`,
  );
  const grouped = (value: string, limit: number, from = sample) =>
    session.read<{ value: string; count: number }>(
      `select g.value, count(*) as "count" from (select ${value} as value from ${from} where ${sql} is not null) g
       group by g.value order by count(*) desc, g.value limit ${limit}`,
    );
  const isText = column.item.type.kind === "text";
  return {
    mean: numberIn(sums, "mean"),
    deviation: numberIn(sums, "deviation"),
    quantiles: [0, 1, 2, 3, 4].flatMap((index) => numberIn(sums, `q${index}`) ?? []),
    top: column.isMasked ? [] : await grouped(text, topCount),
    histogram: await histogramOf(session, sample, number, numberIn(sums, "low"), numberIn(sums, "high")),
    patterns: isText
      ? shortened(await grouped(patternSql(text), 200, `(select * from ${sample} limit ${patternRows}) x`))
      : [],
  };
}

const numberIn = (row: LakeRow, key: string): number | null => {
  const value = row[key];
  return typeof value === "number" && Number.isFinite(value) ? value : null;
};

/** Bins of equal width from the least value to the greatest; one bin where they are the same. */
async function histogramOf(
  session: LakeSession,
  sample: string,
  number: string,
  low: number | null,
  high: number | null,
): Promise<ColumnProfile["histogram"]> {
  if (low === null || high === null) return [];
  const width = (high - low) / binCount;
  const bins = width === 0 ? 1 : binCount;
  const bin = width === 0 ? "0" : `least(${binCount - 1}, floor((x.v - ${low}) / ${width}))`;
  const found = await session.read<{ bin: number; count: number }>(
    `select cast(${bin} as bigint) as bin, count(*) as "count" from (select ${number} as v from ${sample}) x
     where x.v is not null group by 1`,
  );
  const counts = new Map(found.map((row) => [row.bin, row.count]));
  return Array.from({ length: bins }, (_, index) => ({
    from: low + index * width,
    to: index === bins - 1 ? high : low + (index + 1) * width,
    count: counts.get(index) ?? 0,
  }));
}

const capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const digits = "0123456789";

/**
 * ANSI SQL has no cheap way to replace a Chinese character; the engine's regular expressions read only the sample. A
 * translation of many characters costs several times the look for one of them, and most columns hold no Latin letter.
 */
function patternSql(text: string): string {
  const beginning = `substr(${text}, 1, 60)`;
  const plain = `translate(${beginning}, '${digits}', '${"9".repeat(10)}')`;
  const both = `translate(${plain}, '${capitals}${capitals.toLowerCase()}', '${"A".repeat(26)}${"a".repeat(26)}')`;
  const latin = `case when lower(${beginning}) <> upper(${beginning}) then ${both} else ${plain} end`;
  return `regexp_replace(${latin}, '[\\x{3400}-\\x{9fff}]', '中', 'g')`;
}

/** Runs of one character with their length, patterns that become the same added up. */
export function shortened(
  patterns: readonly { readonly value: string; readonly count: number }[],
): ColumnProfile["patterns"] {
  const counts = new Map<string, number>();
  for (const { value, count } of patterns) {
    const short = value.replaceAll(/([9Aa中])\1+/g, (run, one: string) => `${one}{${run.length}}`);
    counts.set(short, (counts.get(short) ?? 0) + count);
  }
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, patternCount);
}

function profileOf(
  column: Column,
  rows: number,
  whole: Whole & { readonly isExact: boolean },
  shape: Shape,
): ColumnProfile {
  const { item, isMasked } = column;
  const isText = !isLooked(column);
  return {
    field: item.field,
    name: item.name,
    kind: item.type.kind,
    rows,
    filled: whole.filled,
    distinct: Math.min(whole.distinct, whole.filled),
    isExact: whole.isExact,
    isMasked,
    min: isMasked ? null : whole.min,
    max: isMasked ? null : whole.max,
    mean: isNumber(column) ? whole.mean : shape.mean,
    deviation: isNumber(column) ? whole.deviation : shape.deviation,
    ofLength: isText,
    quantiles: isMasked && !isText ? [] : shape.quantiles,
    top: shape.top,
    histogram: shape.histogram,
    patterns: shape.patterns,
  };
}
