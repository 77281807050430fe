import { type LakeSession, name } from "#kernel/lake/lake";
import { isEmptyWord, tidy } from "./canonical.ts";
import type { ColumnProfile } from "./value-shapes.ts";

/** A table as given: a relation of the lake and the columns of it that may be compared. */
export interface MatchTable {
  readonly name: string;
  /** Quoted by `name()`; a table, so that its rows have stable numbers. */
  readonly relation: string;
  readonly columns: readonly string[];
}

const sampled = 400;

/** Looks at every column once: how many values, how many different ones, and some of them, spread over the table. */
export async function profileTable(session: LakeSession, table: MatchTable): Promise<ColumnProfile[]> {
  const counts = table.columns.flatMap((column, index) => {
    const cell = `nullif(trim(cast(${name(column)} as varchar)), '')`;
    return [`count(${cell}) as f${index}`, `approx_count_distinct(${cell}) as d${index}`];
  });
  const [row] = await session.read<Record<string, number>>(
    `select count(*) as n, ${counts.join(", ")} from ${table.relation}`,
  );
  const rows = row?.["n"] ?? 0;
  const step = Math.max(1, Math.floor(rows / sampled));
  const profiles: ColumnProfile[] = [];
  for (const [index, column] of table.columns.entries()) {
    const found = await session.read<{ v: string }>(
      `select v from (select ${tidy(name(column))} as v, rowid as r from ${table.relation} where rowid % ${step} = 0)
       where v is not null and not ${isEmptyWord("v")} order by r limit ${sampled}`,
    );
    const filled = row?.[`f${index}`] ?? 0;
    const distinct = rows <= 100_000 ? await exactDistinct(session, table, column) : (row?.[`d${index}`] ?? 0);
    profiles.push({ name: column, rows, filled, distinct: Math.min(distinct, filled), samples: found.map(({ v }) => v) });
  }
  return profiles;
}

async function exactDistinct(session: LakeSession, { relation }: MatchTable, column: string): Promise<number> {
  const [row] = await session.read<{ n: number }>(
    `select count(distinct nullif(trim(cast(${name(column)} as varchar)), '')) as n from ${relation}`,
  );
  return row?.n ?? 0;
}
