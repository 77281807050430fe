import { type LakeSession, name } from "#kernel/lake/lake";
import { hasTable } from "./failed-rows.ts";
import type { TableRule, TableTest } from "./rule.ts";
import { type Plan, numberOf } from "./statements.ts";
import type { TableLook } from "./table-tests.ts";

/** What rules about the table as a whole ask in statements of their own. */
export async function lookAtTable(
  session: LakeSession,
  plan: Plan,
  rules: readonly TableRule[],
): Promise<Map<string, TableLook>> {
  const looks = new Map<string, TableLook>();
  for (const rule of rules) {
    const look = await lookFor(session, plan, rule);
    if (look) looks.set(rule.id, look);
  }
  return looks;
}

async function lookFor(session: LakeSession, plan: Plan, rule: TableRule): Promise<TableLook | null> {
  const { test } = rule;
  if (test.kind === "row-count" && test.other !== null) {
    return {
      otherRows: (await hasTable(session, test.other.table)) ? await one(session, countOf(test.other.table)) : 0,
    };
  }
  if (test.kind === "statistic" && (test.statistic === "median" || test.statistic === "quantile")) {
    const share = test.statistic === "median" ? 0.5 : test.quantile;
    const sql = `select ${plan.dialect.quantile(numberOf(rule, plan), share)} as n from ${plan.table}`;
    const [row] = await session.read<{ n: number | null }>(sql);
    return { quantile: row?.n ?? null };
  }
  if (test.kind === "difference") return differ(session, plan, test);
  if (test.kind === "arrivals") return arrive(session, plan, rule, test);
  return null;
}

const countOf = (table: string): string => `select count(*) as n from ${table}`;

async function one(session: LakeSession, sql: string): Promise<number> {
  const [row] = await session.read<{ n: number | null }>(sql);
  return row?.n ?? 0;
}

/** Keys of either side; a key that one side lacks, or whose columns differ, is different. Texts are compared. */
async function differ(
  session: LakeSession,
  plan: Plan,
  { other, keys, columns }: Extract<TableTest, { kind: "difference" }>,
): Promise<TableLook> {
  if (!(await hasTable(session, other.table))) return { keys: 0, different: 0 };
  const text = (alias: string, field: string) => plan.dialect.tryCast(`${alias}.${name(field)}`, { kind: "text" });
  const side = (table: string, which: "own" | "theirs") => {
    const selected = [
      ...keys.map((pair, index) => `${text("x", pair[which])} as k${index}`),
      ...columns.map((pair, index) => `${text("x", pair[which])} as c${index}`),
    ];
    const present = keys.map((pair) => `x.${name(pair[which])} is not null`).join(" and ");
    return `(select distinct ${selected.join(", ")} from ${table} x where ${present})`;
  };
  const on = keys.map((_, index) => `a.k${index} = b.k${index}`).join(" and ");
  const unequal = columns.map((_, index) => `a.c${index} is distinct from b.c${index}`);
  const isDifferent = ["a.k0 is null", "b.k0 is null", ...unequal].join(" or ");
  const key = keys.map((_, index) => `coalesce(a.k${index}, b.k${index}) as k${index}`).join(", ");
  const joined = `select ${key}, max(case when ${isDifferent} then 1 else 0 end) as d
    from ${side(plan.table, "own")} a full join ${side(other.table, "theirs")} b on ${on}
    group by ${keys.map((_, index) => `coalesce(a.k${index}, b.k${index})`).join(", ")}`;
  const [row] = await session.read<{ n: number; d: number | null }>(
    `select count(*) as n, sum(j.d) as d from (${joined}) j`,
  );
  return { keys: row?.n ?? 0, different: row?.d ?? 0 };
}

/** Rows in each of the last whole periods before today, oldest first. */
async function arrive(
  session: LakeSession,
  plan: Plan,
  rule: TableRule,
  { unit, periods }: Extract<TableTest, { kind: "arrivals" }>,
): Promise<TableLook> {
  const starts = lastPeriods(plan.today, unit, periods);
  const column = name(rule.fields[0] ?? "");
  const start = plan.dialect.truncated(unit, plan.dialect.tryCast(column, { kind: "datetime" }));
  const day = plan.dialect.tryCast(plan.dialect.tryCast(start, { kind: "date" }), { kind: "text" });
  const found = await session.read<{ day: string; n: number }>(
    `select x.day, count(*) as n from (select ${day} as day from ${plan.table} where ${column} is not null) x
     where x.day >= $1 group by x.day`,
    [starts[0] ?? plan.today],
  );
  const counts = new Map(found.map((row) => [row.day, row.n]));
  return { arrivals: starts.map((first) => counts.get(first) ?? 0) };
}

/** First days of the last whole periods before a day; weeks begin on Monday. */
export function lastPeriods(
  today: string,
  unit: Extract<TableTest, { kind: "arrivals" }>["unit"],
  periods: number,
): string[] {
  const at = new Date(`${today}T00:00:00Z`);
  const [year, month, day] = [at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()];
  const weekday = (at.getUTCDay() + 6) % 7;
  const start = (back: number): Date => {
    switch (unit) {
      case "day":
        return new Date(Date.UTC(year, month, day - back));
      case "week":
        return new Date(Date.UTC(year, month, day - weekday - 7 * back));
      case "month":
        return new Date(Date.UTC(year, month - back, 1));
      case "year":
        return new Date(Date.UTC(year - back, 0, 1));
    }
  };
  return Array.from({ length: periods }, (_, index) =>
    start(periods - index)
      .toISOString()
      .slice(0, 10),
  );
}
