import type { qualityRuleRoutes, RuleDraft } from "#contract/quality-rules";
import type { RouteAnswer } from "#contract/route";
import type { Call } from "#kernel/call";
import { inLakeTransaction } from "#kernel/lake/lake";
import { problem } from "#kernel/problem";
import { sqlCheckOf } from "#dictionary";
import { columnsOf } from "./columns.ts";
import { dayOf } from "./day.ts";
import type { QualityDeps } from "./deps.ts";
import { itemsIn, measuresAt } from "./facts.ts";
import { lookUp } from "./look-ups.ts";
import { countRows } from "./measure-rows.ts";
import { problems } from "./problems.ts";
import { runQueries } from "./queried.ts";
import { isRowRule, isTableRule, type Rule } from "./rule.ts";
import { failedRowsSql, type Plan } from "./statements.ts";
import { lookAtTable } from "./table-looks.ts";
import { judgeTable } from "./table-tests.ts";
import { resourceInScope } from "./who.ts";
import { compileRule } from "./written/compile.ts";
import { namesIn } from "./written/names.ts";
import { refuseUnrunnable } from "./written/refuse.ts";
import { definitionSentence } from "./written/sentences.ts";
import { surroundingsOf } from "./written/surroundings.ts";

type Trial = RouteAnswer<typeof qualityRuleRoutes.tryRule>;

const rowsShown = 20;

/**
 * Puts a draft to the table as it is now, alone, and keeps nothing. Probes and comparisons with earlier checks are left to a
 * real check: they assess nothing here.
 *
 * @throws Problem quality.no-data and what `refuseUnrunnable` throws
 */
export async function tryRule(call: Call, deps: QualityDeps, id: string, draft: RuleDraft): Promise<Trial> {
  const resource = await resourceInScope(call, deps, id);
  if (resource.loadId === null) throw problem(problems["no-data"], { name: resource.name });
  await refuseUnrunnable(call, deps, resource, draft);
  const begun = performance.now();
  const today = dayOf(call.now);
  const { limits } = await measuresAt(call, today);
  const { definition, where, basis, weight } = draft;
  const given = { items: resource.items, definitions: [definition], sqlSeconds: limits.sqlSeconds };
  const around = await surroundingsOf(call, deps, resource, given);
  const text = draft.text ?? definitionSentence(definition, where, namesIn(resource, around));
  const version = { number: 1, definition, condition: where, text, basis, weight };
  const rule = compileRule({ number: 0, pack: null }, version, around);
  if (rule === null) throw problem(problems["no-data"], { name: resource.name });
  const queried = isRowRule(rule) ? await runQueries(call, deps, [rule]) : new Map<string, null>();
  const found = await inLakeTransaction(
    deps.lake,
    async (session) => {
      const columns = await session.columnsOf(resource.table);
      const plan: Plan = {
        table: resource.table,
        columns: columnsOf(itemsIn(resource.items, columns)),
        dialect: deps.lake.dialect,
        sqlCheckOf,
        today,
        rules: isRowRule(rule) ? [rule] : [],
        summed: isTableRule(rule) ? [rule] : [],
        hasSums: false,
        queried,
      };
      const { rowCount, counts, totals } = await countRows(session, plan, null);
      if (isRowRule(rule)) return { ...(counts[0] ?? none), rows: await firstRows(session, plan) };
      const looks = isTableRule(rule) ? await lookAtTable(session, plan, [rule]) : new Map<string, never>();
      const facts = {
        rowCount,
        columns,
        today,
        loadedOn: resource.loadedAt === null ? null : dayOf(resource.loadedAt),
        load: undefined,
        filled: (one: Rule) => totals.assessed(one),
        sums: () => totals.sums(0),
        looks,
      };
      return { ...(isTableRule(rule) ? judgeTable(rule, facts) : none), rows: [] };
    },
    call.signal,
  );
  return { text, ...found, durationMs: Math.round(performance.now() - begun) };
}

const none = { assessed: 0, failed: 0 };

async function firstRows(session: Parameters<typeof lookUp>[0], plan: Plan): Promise<number[]> {
  const { lookedUp } = await lookUp(session, plan, null);
  const rows = await session.read<{ row: number }>(
    `select f._row as row from (${failedRowsSql(plan, lookedUp)}) f order by f._row limit ${rowsShown}`,
  );
  return rows.map(({ row }) => row);
}
