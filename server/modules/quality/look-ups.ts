import { type Dialect, type LakeSession, literal } from "#kernel/lake/lake";
import { hasValue } from "./columns.ts";
import { codeAt, columnOf, type LookedUp } from "./conditions.ts";
import { isListed, listFailing, type Since } from "./listings.ts";
import type { RowRule } from "./rule.ts";
import type { Plan } from "./statements.ts";

export interface LookUps {
  /** By rule id, for the conditions of the scan. */
  readonly lookedUp: ReadonlyMap<string, LookedUp>;
  /** By rule id: rows a rule was put to, where only its own statement can tell. */
  readonly assessed: ReadonlyMap<string, number>;
  /** By rule id: failed rows of rules that list them. */
  readonly listed: ReadonlyMap<string, number>;
}

/** Rows to look up in other than the plan's own table. */
export interface Narrowed {
  /** The plan over the rows that changed. */
  readonly dirty: Plan;
  readonly since: Since;
}

/**
 * Keys and codes are judged by statements of their own, each over its columns only; their findings are small and stand in
 * temporary tables of the session, where the scan finds them. Codes are told by a row alone, so that only changed rows are
 * looked up again (`narrowed`); what is listed is listed of the whole table.
 *
 * @param divisions lake table of all division codes ever, column `code`
 */
export async function lookUp(
  session: LakeSession,
  plan: Plan,
  divisions: string | null,
  narrowed?: Narrowed,
): Promise<LookUps> {
  const lookedUp = new Map<string, LookedUp>();
  const assessed = new Map<string, number>();
  const listed = new Map<string, number>();
  for (const [position, rule] of plan.rules.entries()) {
    if (isListed(rule)) {
      const into = `_listed${position}`;
      const count = await listFailing(session, plan, rule, into, narrowed?.since);
      lookedUp.set(rule.id, { listed: count.failed > 0 ? into : null, unknown: null });
      listed.set(rule.id, count.failed);
      if (count.assessed !== null) assessed.set(rule.id, count.assessed);
    }
    const isUnknown = isUnknownSql(rule, divisions);
    if (isUnknown !== null) {
      const unknown = `_unknown${position}`;
      const tables = { isUnknown, codes: `_codes${position}`, unknown };
      const failed = await findUnknown(session, narrowed?.dirty ?? plan, rule, tables);
      lookedUp.set(rule.id, { listed: null, unknown: failed > 0 ? unknown : null });
    }
  }
  return { lookedUp, assessed, listed };
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
): Promise<number> {
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
  return sumOf(session, `select sum(u.n) as n from ${tables.unknown} u`);
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
