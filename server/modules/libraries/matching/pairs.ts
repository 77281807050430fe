import { type LakeRow, type LakeSession } from "#kernel/lake/lake";
import { type Comparison, patternSql, unpackSql } from "./compare.ts";
import type { Key } from "./keys.ts";
import type { PatternCount } from "./model.ts";
import { type Prepared, work } from "./prepare.ts";
import { type BlockingRule, conjunctions } from "./rules.ts";

/** Rows of the sample on which costs are counted. */
const sampleRows = 60_000;

/** How many pairs each rule makes: by the sizes of its groups, on a sample where there are many rows. */
export async function ruleCosts(
  session: LakeSession,
  prepared: Prepared,
  keys: readonly Key[],
): Promise<BlockingRule[]> {
  const every = Math.max(1, Math.ceil(prepared.rowCount / sampleRows));
  const columns = keys.map((key, place) => {
    const value = key.isMany ? key.of("p") : `hash(nullif(${key.of("p")}, ''))`;
    return `${value} as k${place}, ${key.of("p")} is null as z${place}`;
  });
  const nulled = keys.map((_, place) => `case when z${place} then null else k${place} end as k${place}`);
  await session.write(
    `create or replace temp table ${work.sample} as select ${nulled.join(", ")} from
      (select ${columns.join(", ")} from ${work.rows} p where hash(p.id) % ${every} = 0)`,
  );
  const [size] = await session.read<{ n: number }>(`select count(*) as n from ${work.sample}`);
  const sampled = size?.n ?? 0;
  const scale = pairCount(prepared.rowCount) / Math.max(1, pairCount(sampled));
  const rules: BlockingRule[] = [];
  for (const conjunction of conjunctions(keys)) {
    const names = conjunction.map((place) => `k${place}`);
    const cells = conjunction.map((place) => (keys[place]?.isMany ? `unnest(k${place}) as k${place}` : `k${place}`));
    const [row] = await session.read<{ n: number }>(
      `select coalesce(sum(c * (c - 1) / 2), 0)::double as n from (select count(*) as c from (select ${cells.join(", ")} from ${work.sample})
       where ${names.map((column) => `${column} is not null`).join(" and ")} group by ${names.join(", ")})`,
    );
    rules.push({ keys: conjunction, pairs: Math.max(1, Math.round((row?.n ?? 0) * scale)) });
  }
  await session.write(`drop table ${work.sample}`);
  return rules;
}

const pairCount = (rows: number): number => (rows * (rows - 1)) / 2;

/** Pairs of rows that may be one. */
export function possiblePairs({ rowCount, offsets, isAcross }: Prepared): number {
  if (!isAcross) return pairCount(rowCount);
  const sizes = offsets.slice(1).map((end, at) => end - (offsets[at] ?? 0));
  return pairCount(rowCount) - sizes.reduce((sum, size) => sum + pairCount(size), 0);
}

const mayBeOne = ({ isAcross }: Prepared): string => `a.id < b.id${isAcross ? " and a.src <> b.src" : ""}`;

/** Pairs of a rule as taken for learning: by whole groups, so that a pair is taken with both its rows. */
const trainingPairs = 40_000;

export interface TrainingPairs {
  readonly counts: readonly (PatternCount & { readonly keys: bigint })[];
  readonly sampledShares: readonly number[];
}

/** Makes the pairs of the rules to learn from and compares them, with the keys each pair agrees on. */
export async function comparedForTraining(
  session: LakeSession,
  prepared: Prepared,
  rules: readonly BlockingRule[],
  keys: readonly Key[],
  comparisons: readonly Comparison[],
): Promise<TrainingPairs> {
  const agreed = keys.map((key, place) => `(case when ${agrees(key)} then ${1n << BigInt(place)} else 0 end)::bigint`);
  const everyOf = rules.map(({ pairs }) => Math.max(1, Math.ceil(pairs / trainingPairs)));
  if (rules.length === 0) return { counts: [], sampledShares: [] };
  const hashed = rules.map((rule, place) => `${ruleHash(rule, keys)} as k${place}`);
  await session.write(
    `create or replace temp table ${work.sample} as select p.id, p.src, ${hashed.join(", ")} from ${work.rows} p`,
  );
  // Pairs of numbers first, all rules together: rows with their texts are then fetched once and not for every rule.
  const pairsOf = everyOf.map((every, place) => {
    const rule = rules[place];
    const isMany = rule !== undefined && hasMany(rule, keys);
    const own = `(select id, src, k from (select id, src, ${isMany ? `unnest(k${place})` : `k${place}`} as k from ${work.sample}) where k % ${every} = 0)`;
    return `select ${isMany ? "distinct " : ""}${place} as rule, a.id as l, b.id as r from ${own} a join ${own} b on a.k = b.k and ${mayBeOne(prepared)}`;
  });
  await session.write(`create or replace temp table ${work.pairs} as ${pairsOf.join(" union all ")}`);
  const rows = await session.read<LakeRow & { rule: number; n: number; keys: string }>(
    `select ${unpackSql("pattern", comparisons.length)}, rule, agreed::varchar as keys, n from
      (select s.rule, ${patternSql(comparisons)} as pattern, ${agreed.join(" + ")} as agreed, count(*) as n
       from ${work.pairs} s join ${work.rows} a on a.id = s.l join ${work.rows} b on b.id = s.r group by 1, 2, 3)
     order by rule, agreed, ${levelNames(comparisons.length)}`,
  );
  await session.write(`drop table ${work.sample}`);
  await session.write(`drop table ${work.pairs}`);
  return {
    counts: rows.map((row) => ({
      rule: row.rule,
      levels: levelsOf(row, comparisons.length),
      count: row.n,
      keys: BigInt(row.keys),
    })),
    sampledShares: everyOf.map((every) => 1 / every),
  };
}

const agrees = ({ isMany, of }: Key): string =>
  isMany ? `list_has_any(${of("a")}, ${of("b")})` : `${of("a")} = ${of("b")}`;

/** Whether rows share one of several numbers by a rule, and not one number. */
const hasMany = ({ keys: own }: Pick<BlockingRule, "keys">, keys: readonly Key[]): boolean =>
  own.some((place) => keys[place]?.isMany === true);

/** One number for what a rule asks two rows to share, or a list of them; null where a row lacks some of it. */
function ruleHash(rule: Pick<BlockingRule, "keys">, keys: readonly Key[]): string {
  const parts = rule.keys.map((place) => keys[place]?.of("p") ?? "null");
  const filled = parts.map((expression) => `(${expression}) is not null`).join(" and ");
  const many = rule.keys.findIndex((place) => keys[place]?.isMany === true);
  const hashed = `hash(${parts.map((part, at) => (at === many ? "one" : part)).join(", ") || "0"})`;
  const value = many === -1 ? hashed : `list_transform(${parts[many] ?? "null"}, lambda one: ${hashed})`;
  return `case when ${filled === "" ? "true" : filled} then ${value} end`;
}

/** Sums of the model are of one order, so that a run answers the same on the same rows. */
const levelNames = (count: number): string => Array.from({ length: count }, (_, at) => `l${at}`).join(", ");

export const levelsOf = (row: LakeRow, count: number): number[] =>
  Array.from({ length: count }, (_, at) => Number(row[`l${at}`] ?? 0));

/** Pairs taken at random for what chance makes equal; where there are few rows, all pairs. */
const randomPairs = 250_000;

export async function comparedAtRandom(session: LakeSession, prepared: Prepared, comparisons: readonly Comparison[]) {
  const all = possiblePairs(prepared);
  const isAll = all <= randomPairs * 2;
  const n = prepared.rowCount;
  // Drawn into a table first: with the condition beside the joins every row would be joined with every other.
  if (!isAll)
    await session.write(
      `create or replace temp table ${work.sample} as select l, r from (select (hash(i) % ${n})::integer as l,
        (hash(i + 1000000007) % ${n})::integer as r from range(${randomPairs}) t(i)) where l <> r`,
    );
  const join = isAll
    ? `${work.rows} a join ${work.rows} b on ${mayBeOne(prepared)}`
    : `${work.sample} s join ${work.rows} a on a.id = s.l join ${work.rows} b on b.id = s.r${prepared.isAcross ? " and a.src <> b.src" : ""}`;
  const rows = await session.read<LakeRow & { n: number }>(
    `select ${unpackSql("pattern", comparisons.length)}, n from
      (select ${patternSql(comparisons)} as pattern, count(*) as n from ${join} group by 1) order by ${levelNames(comparisons.length)}`,
  );
  return rows.map((row) => ({ levels: levelsOf(row, comparisons.length), count: row.n }));
}

/** The levels of the pairs people have judged, with their judgement. */
export async function comparedAnswers(
  session: LakeSession,
  answers: readonly { readonly left: number; readonly right: number; readonly isMatch: boolean }[],
  comparisons: readonly Comparison[],
): Promise<{ levels: number[]; isMatch: boolean }[]> {
  if (answers.length === 0) return [];
  await session.write(`create or replace temp table ${work.sample} (l bigint, r bigint, m boolean)`);
  await session.append(
    work.sample,
    ["l", "r", "m"],
    answers.map(({ left, right, isMatch }) => [left, right, isMatch]),
  );
  const rows = await session.read<LakeRow & { m: boolean }>(
    `select ${unpackSql("pattern", comparisons.length)}, m from (select ${patternSql(comparisons)} as pattern, s.m
     from ${work.sample} s join ${work.rows} a on a.id = s.l join ${work.rows} b on b.id = s.r)`,
  );
  return rows.map((row) => ({ levels: levelsOf(row, comparisons.length), isMatch: row.m }));
}

/** What each rule asks rows to share, of every working row. */
export async function makeKeys(
  session: LakeSession,
  rules: readonly BlockingRule[],
  keys: readonly Key[],
): Promise<void> {
  const hashed = rules.map((rule, place) => `, ${ruleHash(rule, keys)} as k${place}`);
  await session.write(
    `create or replace temp table ${work.keys} as select p.id, p.src${hashed.join("")} from ${work.rows} p`,
  );
}

/** Makes every pair the rules ask for, once: a rule leaves out what an earlier one made. */
export async function makePairs(
  session: LakeSession,
  prepared: Prepared,
  rules: readonly BlockingRule[],
  keys: readonly Key[],
): Promise<void> {
  const isMany = rules.map((rule) => hasMany(rule, keys));
  await session.write(`create or replace temp table ${work.pairs}_0 (l integer, r integer)`);
  const shares = (rule: number): string =>
    isMany[rule] ? `list_has_any(a.k${rule}, b.k${rule})` : `a.k${rule} = b.k${rule}`;
  for (const rule of rules.keys()) {
    const earlier = Array.from({ length: rule }, (_, other) => ` and not coalesce(${shares(other)}, false)`).join("");
    const from = isMany[rule] ? `(select *, unnest(k${rule}) as one from ${work.keys})` : work.keys;
    const on = isMany[rule] ? "a.one = b.one" : `a.k${rule} = b.k${rule}`;
    await session.write(
      `insert into ${work.pairs}_0 select ${isMany[rule] ? "distinct " : ""}a.id, b.id from ${from} a join ${from} b on ${on} and ${mayBeOne(prepared)}${earlier}`,
    );
  }
}

/**
 * The same of the rows at work with themselves and with those of `earlier`. They are few among many: reading of these no more
 * than a rule's own key, and telling pairs made twice from one another afterwards, costs less than to leave them out.
 */
export async function makeMorePairs(
  session: LakeSession,
  prepared: Prepared,
  rules: readonly BlockingRule[],
  keys: readonly Key[],
  earlier: string,
): Promise<void> {
  const none = "select 0 as l, 0 as r where false";
  const made = rules.map((rule, place) => {
    const key = hasMany(rule, keys) ? `unnest(k${place})` : `k${place}`;
    const of = (table: string) => `select id, src, ${key} as k from ${table}`;
    return `select a.id as l, b.id as r from (${of(earlier)} union all ${of(work.keys)}) a join (${of(work.keys)}) b on a.k = b.k and ${mayBeOne(prepared)}`;
  });
  await session.write(
    `create or replace temp table ${work.pairs}_0 as select distinct l, r from (${[none, ...made].join(" union all ")})`,
  );
}

/**
 * Compares the pairs made. Their table holds two row numbers and a pattern each; the lake spills what does not fit into its
 * memory.
 */
export async function comparePairs(session: LakeSession, comparisons: readonly Comparison[]): Promise<number> {
  await session.write(
    `create or replace temp table ${work.pairs} as select s.l, s.r, ${patternSql(comparisons)} as pattern
     from ${work.pairs}_0 s join ${work.rows} a on a.id = s.l join ${work.rows} b on b.id = s.r`,
  );
  await session.write(`drop table ${work.pairs}_0`);
  const [row] = await session.read<{ n: number }>(`select count(*) as n from ${work.pairs}`);
  return row?.n ?? 0;
}
