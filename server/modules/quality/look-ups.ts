import { type Dialect, type LakeSession, literal } from "#kernel/lake/lake";
import { hasValue } from "./columns.ts";
import { codeAt, columnOf, type LookedUp } from "./conditions.ts";
import type { Count, RowRule } from "./rule.ts";
import type { Plan } from "./statements.ts";

export interface LookUps {
  /** By rule id, for the conditions of the scan. */
  readonly lookedUp: ReadonlyMap<string, LookedUp>;
  /** By rule id: what is already counted. `assessed` of a key is left to the scan. */
  readonly counted: ReadonlyMap<string, { readonly assessed: number | null; readonly failed: number }>;
}

/**
 * Keys and codes are judged by statements of their own, each over its columns only; their findings are small and stand in
 * temporary tables of the session, where the scan finds them.
 *
 * @param divisions lake table of all division codes ever, column `code`
 */
export async function lookUp(session: LakeSession, plan: Plan, divisions: string | null): Promise<LookUps> {
  const lookedUp = new Map<string, LookedUp>();
  const counted = new Map<string, { assessed: number | null; failed: number }>();
  for (const [position, rule] of plan.rules.entries()) {
    if (rule.test.kind === "unique") {
      const twins = `_twins${position}`;
      const failed = await findTwins(session, plan, rule, twins);
      lookedUp.set(rule.id, { twins: failed > 0 ? twins : null, unknown: null });
      counted.set(rule.id, { assessed: null, failed });
    }
    const isUnknown = isUnknownSql(rule, divisions);
    if (isUnknown !== null) {
      const unknown = `_unknown${position}`;
      const count = await findUnknown(session, plan, rule, { isUnknown, codes: `_codes${position}`, unknown });
      lookedUp.set(rule.id, { twins: null, unknown: count.failed > 0 ? unknown : null });
      counted.set(rule.id, count);
    }
  }
  return { lookedUp, counted };
}

/** Every row of a key that more than one row has; a row without a value in one of the key's columns is nobody's twin. */
async function findTwins(session: LakeSession, plan: Plan, rule: RowRule, twins: string): Promise<number> {
  const columns = rule.fields.flatMap((field) => plan.columns.get(field) ?? []);
  const keys = columns.map((column) => column.sql);
  const present = columns.map((column) => `(${hasValue(column, plan.dialect)})`).join(" and ");
  const doubled = `select ${keys.join(", ")} from ${plan.table} where ${present} group by ${keys.join(", ")} having count(*) > 1`;
  const same = keys.map((key) => `t.${key} = d.${key}`).join(" and ");
  await session.write(
    `create or replace temp table ${twins} as select t._row from ${plan.table} t join (${doubled}) d on ${same}`,
  );
  return sumOf(session, `select count(*) as n from ${twins}`);
}

/** The condition on a code `s.code` and its short form `s.short` that no register knows it; null where none is asked. */
function isUnknownSql({ test }: RowRule, divisions: string | null): string | null {
  if (test.kind === "authority") return `s.code not in (${test.codes.map(literal).join(", ")})`;
  if (test.kind !== "foreign-key" || divisions === null) return null;
  const isNoDivision = (form: string) => `not exists (select 1 from ${divisions} v where v.code = s.${form})`;
  return `${isNoDivision("code")} and ${isNoDivision("short")}`;
}

/**
 * Codes are looked up once each, however many rows hold them. `510100` is the city `5101` written with six digits and
 * `510104000000` the county `510104` with twelve: the register is asked for both forms.
 */
async function findUnknown(
  session: LakeSession,
  plan: Plan,
  rule: RowRule,
  tables: { isUnknown: string; codes: string; unknown: string },
): Promise<Count> {
  const { code, unless } = codeAt(rule, plan);
  const present = `(${hasValue(columnOf(rule, plan), plan.dialect)})${unless === null ? "" : ` and not (${unless})`}`;
  await session.write(
    `create or replace temp table ${tables.codes} as
     select c.code, count(*) as n from (select ${code} as code from ${plan.table} where ${present}) c group by c.code`,
  );
  await session.write(
    `create or replace temp table ${tables.unknown} as
     select s.code, s.n from (${withShortForm(tables.codes, plan.dialect)}) s where ${tables.isUnknown}`,
  );
  return {
    assessed: await sumOf(session, `select sum(c.n) as n from ${tables.codes} c`),
    failed: await sumOf(session, `select sum(u.n) as n from ${tables.unknown} u`),
  };
}

/** Zeros that fill a code up to a longer form, longest first: village, township, county, city. */
const fillings = [
  { length: 12, zeros: 3 },
  { length: 9, zeros: 3 },
  { length: 6, zeros: 2 },
  { length: 4, zeros: 2 },
] as const;

/** Columns `code`, `n` and `short`, the code without the zeros that fill it up. */
export function withShortForm(codes: string, dialect: Dialect): string {
  return fillings.reduce((from, { length, zeros }) => {
    const tail = dialect.substring("x.short", length - zeros + 1, zeros);
    const isFilled = `${dialect.characters("x.short")} = ${length} and ${tail} = '${"0".repeat(zeros)}'`;
    const cut = dialect.substring("x.short", 1, length - zeros);
    return `select x.code, x.n, case when ${isFilled} then ${cut} else x.short end as short from (${from}) x`;
  }, `select c.code, c.n, c.code as short from ${codes} c`);
}

async function sumOf(session: LakeSession, sql: string): Promise<number> {
  const [row] = await session.read<{ n: number | null }>(sql);
  return row?.n ?? 0;
}
