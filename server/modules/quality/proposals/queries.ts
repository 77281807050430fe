import type { RuleProposal, qualityProposalRoutes } from "#contract/quality-proposals";
import type { RouteAnswer } from "#contract/route";
import { columnPlans, masked, type ResourceCore } from "#catalog";
import { refuseOutsideZone } from "#intake";
import type { Call } from "#kernel/call";
import { csvColumns, inLakeTransaction, name } from "#kernel/lake/lake";
import { problem } from "#kernel/problem";
import { dayOf } from "../day.ts";
import type { QualityDeps } from "../deps.ts";
import { discover, type FoundRule } from "../discover.ts";
import { problems } from "../problems.ts";
import { mayWriteRules, resourceInScope } from "../who.ts";
import { definitionOf, keyOf, type LookedAt, proposalText } from "./definition.ts";
import { type WordRow, wordsOf } from "./store.ts";

type Answer = RouteAnswer<typeof qualityProposalRoutes.listProposals>;

/** Each pair of columns is compared row by row: with these a fraction of a second. */
const mostRows = 3000;
const mostColumns = 30;
const rowsShown = 20;

/**
 * What the rows speak for now, without what was accepted. Nothing of it is kept. Values stand in a proposal only where the
 * catalog's masks would show them as they are.
 *
 * @throws Problem quality.resource-not-found, quality.no-data, and what a closed data zone throws
 */
export async function listProposals(call: Call, deps: QualityDeps, id: string): Promise<Answer> {
  const resource = await resourceInScope(call, deps, id);
  if (resource.loadId === null) throw problem(problems["no-data"], { name: resource.name });
  await refuseOutsideZone(deps.intake.zoneHolding, call, resource);
  const looked = await look(call, deps, resource);
  const words = await wordsOf(call.db, id, dayOf(call.now));
  const rows = looked.rows.map((_, row) => looked.columns.map(({ values }) => values[row] ?? ""));
  const items = discover(rows)
    .rules.flatMap((found) => proposalOf(looked, found, words))
    .toSorted(inOrder);
  return {
    sampledRows: looked.rows.length,
    rowCount: looked.rowCount,
    items,
    may: { decide: mayWriteRules(call, resource.department) },
  };
}

const inOrder = (a: RuleProposal, b: RuleProposal): number =>
  Number(a.dismissed !== null) - Number(b.dismissed !== null) || b.support - a.support || (a.key < b.key ? -1 : 1);

interface Looked {
  readonly rowCount: number;
  /** Their numbers in the source. */
  readonly rows: readonly number[];
  readonly columns: readonly (LookedAt & { readonly isText: boolean })[];
}

async function look(call: Call, deps: QualityDeps, resource: ResourceCore): Promise<Looked> {
  const elements = await deps.dictionary.elements(call);
  const { dialect } = deps.lake;
  return inLakeTransaction(
    deps.lake,
    async (session) => {
      const known = new Set((await session.columnsOf(resource.table)).map((column) => column.name));
      const plans = columnPlans(resource.items, resource.items, elements)
        .filter(({ item }) => known.has(item.field))
        .slice(0, mostColumns);
      const [whole] = await session.read<{ n: number }>(`select count(*) as n from ${resource.table}`);
      const rowCount = whole?.n ?? 0;
      const row = `s.${name(csvColumns.row)}`;
      const cells = plans.map(
        ({ item }, at) => `coalesce(${dialect.tryCast(`s.${name(item.field)}`, { kind: "text" })}, '') as c${at}`,
      );
      const rows = await session.read(
        `select ${[`${row} as n`, ...cells].join(", ")} from ${dialect.sample(resource.table, mostRows, rowCount)} s
         order by ${row} limit ${mostRows}`,
      );
      const columns = plans.map(({ item, mask }, at) => {
        const values = rows.map((cell) => String(cell[`c${at}`] ?? ""));
        const showsValues = values.every((value) => masked(value, mask, deps.maskValue) === value);
        return { field: item.field, name: item.name, values, showsValues, isText: item.type.kind === "text" };
      });
      return { rowCount, rows: rows.map((cell) => Number(cell["n"])), columns };
    },
    call.signal,
  );
}

function proposalOf(looked: Looked, found: FoundRule, words: ReadonlyMap<string, WordRow>): RuleProposal[] {
  const column = looked.columns[found.column];
  const given = found.given === null ? null : (looked.columns[found.given] ?? null);
  // What is typed has one form already, and no place for a word that stands for nothing.
  if (!column || (found.kind !== "dependency" && !column.isText)) return [];
  const definition = definitionOf(found, column, given);
  const key = keyOf(found, column, given);
  const word = words.get(key);
  if (definition === null || word?.state === "accepted") return [];
  return [
    {
      key,
      kind: found.kind,
      field: column.field,
      given: given?.field ?? null,
      text: proposalText(found, column, given),
      definition,
      assessed: found.of,
      failed: found.wrong.length,
      support: found.support,
      rows: found.wrong.slice(0, rowsShown).map((place) => looked.rows[place] ?? 0),
      dismissed: word ? { by: word.byName, at: word.at.toISOString(), reason: word.reason } : null,
    },
  ];
}
