import { type LakeSession, name } from "#kernel/lake/lake";
import { emptyWords } from "./canonical.ts";
import type { ColumnProfile } from "./value-shapes.ts";

/** A table as given: a relation of the lake and the columns of it that may be compared. */
export interface MatchTable {
  readonly name: string;
  /** Quoted by `name()`; a table, so that its rows have stable numbers. */
  readonly relation: string;
  readonly columns: readonly string[];
  /** Columns that are not compared; a row that has others in them is another row all the same. */
  readonly also?: readonly string[];
  /** Columns that say where a row stands: they may change and the row is the same. */
  readonly moving?: readonly string[];
}

const sampled = 600;

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
  // Raw cells are read first and judged here: a condition on the cleaned text would be put to every row of the table.
  const step = Math.max(1, Math.floor(rows / sampled));
  const cells = await session.read<Record<string, string | null>>(
    `select ${table.columns.map((column, index) => `cast(s.${name(column)} as varchar) as c${index}`).join(", ")}
     from ${table.relation} s join range(${Math.min(rows, sampled)}) t(i) on s.rowid = t.i * ${step} order by s.rowid`,
  );
  const profiles: ColumnProfile[] = [];
  for (const [index, column] of table.columns.entries()) {
    const samples = cells
      .map((cell) => (cell[`c${index}`] ?? "").normalize("NFKC").trim())
      .filter((value) => !emptyWords.has(value.toLowerCase()));
    const filled = row?.[`f${index}`] ?? 0;
    const distinct = rows <= 100_000 ? await exactDistinct(session, table, column) : (row?.[`d${index}`] ?? 0);
    profiles.push({ name: column, rows, filled, distinct: Math.min(distinct, filled), samples });
  }
  return profiles;
}

async function exactDistinct(session: LakeSession, { relation }: MatchTable, column: string): Promise<number> {
  const [row] = await session.read<{ n: number }>(
    `select count(distinct nullif(trim(cast(${name(column)} as varchar)), '')) as n from ${relation}`,
  );
  return row?.n ?? 0;
}
