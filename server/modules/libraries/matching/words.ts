import type { LakeSession } from "#kernel/lake/lake";
import type { Field } from "./field.ts";

/** Weights of words, twelve bits of a code. */
export const wordWeights = 4096;
/** Of a row's words the rarest that rows are grouped by. */
const rarest = 4;

export interface Sentences {
  /** A table of the field's values `v`, each with its rows `n` and the first and last table they are of, `sa` and `sb`. */
  readonly table: string;
  /** Rows that have a value, of the run that learned the model. */
  readonly rows: number;
  /** The working rows of an earlier run, whose words keep their weights; null for the first. */
  readonly earlier: string | null;
}

/**
 * Adds to every sentence the codes of its words, the weight of those that rows share, and the rarest of these. A word weighs
 * the square of how rare it is (inverse document frequency). With several tables a word counts as shared when two of them
 * have it: rows of one table are seldom about one thing.
 */
export async function addWords(
  session: LakeSession,
  { index, columns }: Field,
  { table, rows, earlier }: Sentences,
): Promise<void> {
  const v = `v${index}`;
  const isShared = columns.filter((column) => column !== null).length > 1 ? "sa <> sb" : "df > 1";
  const met =
    earlier === null
      ? "select 0::ubigint as known, 0::ubigint as weight where false"
      : `select code // ${wordWeights} as known, any_value(code % ${wordWeights}) as weight from (select unnest(t${index}) as code from ${earlier}) group by 1`;
  const weight = `least(${wordWeights - 1}, round(16 * pow(greatest(0, ln(${Math.max(1, rows)}::double / df)), 2)))::ubigint`;
  await session.write(`create or replace temp table ${table}_words as
    with found as (select ${v}, n, sa, sb, unnest(list_distinct(string_split(${v}, ' '))) as word from ${table}),
      counted as (select word, hash(word) // ${wordWeights} as own, sum(n) as df, min(sa) as sa, max(sb) as sb from found group by word),
      met as (${met}),
      weighed as (
        select c.word, coalesce(m.weight, ${weight}) as weight, c.own * ${wordWeights} + coalesce(m.weight, ${weight}) as code,
          m.known is not null or ${isShared} as is_shared
        from counted c left join met m on m.known = c.own
      )
    select f.${v}, list(w.code order by w.code) as t${index},
      nullif(sum(w.weight) filter (where w.is_shared), 0)::double as u${index},
      (list(w.code order by w.weight desc, w.code) filter (where w.is_shared))[1:${rarest}] as z${index}
    from found f join weighed w on w.word = f.word group by f.${v}`);
  await session.write(
    `create or replace temp table ${table} as select t.*, w.* exclude (${v}) from ${table} t left join ${table}_words w on w.${v} = t.${v}`,
  );
  await session.write(`drop table ${table}_words`);
}
