import { type DivisionLevel, divisionLevels } from "#contract/registry";
import { type Dialect, type LakeSession, name } from "#kernel/lake/lake";
import { problem } from "#kernel/problem";
import { digitsOf } from "./division-code.ts";
import type { DivisionTable } from "./door.ts";
import { problems } from "./problems.ts";

/** A division in force, as the lake's tables list it. */
export type ListedDivision = {
  readonly code: string;
  readonly name: string;
  readonly level: number;
  readonly parent: string | null;
  readonly childCount: number;
};

const parentDigits = (level: DivisionLevel): number => {
  const above = divisionLevels[divisionLevels.indexOf(level) - 1];
  return above === undefined ? 0 : digitsOf[above];
};

/** All levels as one relation: code, name, level, parent. */
function listed(tables: readonly DivisionTable[]): string {
  const parts = tables.map(({ level, table, columns }) => {
    const code = `cast(t.${name(columns?.code ?? "division_code")} as varchar)`;
    const title = `trim(cast(t.${name(columns?.name ?? "division_name")} as varchar))`;
    const parent = level === 1 ? "cast(null as varchar)" : `substr(${code}, 1, ${parentDigits(level)})`;
    return `select ${code} as code, ${title} as name, ${level} as level, ${parent} as parent from ${table} t`;
  });
  return parts.join(" union all ");
}

/** By level, then code. */
export const readListed = (session: LakeSession, tables: readonly DivisionTable[]): AsyncGenerator<ListedDivision[]> =>
  session.stream<ListedDivision>(
    `with d as (${listed(tables)}),
       c as (select d.parent, count(*) as n from d where d.parent is not null group by d.parent)
     select d.code, d.name, d.level, d.parent, coalesce(c.n, 0) as "childCount"
     from d left join c on c.parent = d.code order by d.level, d.code`,
  );

/** Code → name, counties and above. */
export async function readUpper(
  session: LakeSession,
  tables: readonly DivisionTable[],
): Promise<ReadonlyMap<string, string>> {
  const upper = tables.filter(({ level }) => level <= 3);
  if (upper.length === 0) return new Map();
  const rows = await session.read<{ code: string; name: string }>(`select d.code, d.name from (${listed(upper)}) d`);
  return new Map(rows.map((row) => [row.code, row.name]));
}

const faults = {
  shape: { zh: "代码位数不对，或没有名称", en: "the code has the wrong number of digits, or the name is missing" },
  doubled: { zh: "代码重复", en: "the code is doubled" },
  orphan: { zh: "上级区划不在装入的表里", en: "the division above is in none of the tables" },
} as const;

/** @throws Problem registry.division-rows-wrong; an unreachable or ambiguous division would be worse than an old register */
export async function refuseWrongRows(
  session: LakeSession,
  dialect: Dialect,
  tables: readonly DivisionTable[],
): Promise<void> {
  const wellFormed = tables.map(
    ({ level }) => `(d.level = ${level} and ${dialect.matches("d.code", String.raw`\d{${digitsOf[level]}}`)})`,
  );
  const queries = {
    shape: `select d.level, count(*) as n, min(d.code) as example from d
      where d.code is null or d.name is null or d.name = '' or not (${wellFormed.join(" or ")}) group by d.level`,
    doubled: `select e.level, count(*) as n, min(e.code) as example
      from (select d.level, d.code from d group by d.level, d.code having count(*) > 1) e group by e.level`,
    orphan: `select d.level, count(*) as n, min(d.code) as example from d left join d p on p.code = d.parent
      where d.parent is not null and p.code is null group by d.level`,
  } as const;
  for (const fault of ["shape", "doubled", "orphan"] as const) {
    const [found] = await session.read<{ level: number; n: number; example: string | null }>(
      `with d as (${listed(tables)}) ${queries[fault]} order by 1 limit 1`,
    );
    if (!found) continue;
    const { zh, en } = faults[fault];
    throw problem(problems["division-rows-wrong"], {
      level: found.level,
      count: found.n,
      example: found.example ?? "",
      reason: zh,
      reasonEn: en,
    });
  }
}
