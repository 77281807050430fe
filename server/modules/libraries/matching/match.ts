import { type Dialect, type LakeRow, type LakeSession } from "#kernel/lake/lake";
import { clusterRows, type Edge } from "./cluster.ts";
import { createMeaningFinder } from "./column-meaning.ts";
import { type Comparison, compareField, unpackSql } from "./compare.ts";
import { alignFields, type DescribedColumn } from "./fields.ts";
import { allKeys, type Key } from "./keys.ts";
import { oddsOf, type Model, trainModel } from "./model.ts";
import { subjectOf } from "./subject.ts";
import {
  comparedAnswers,
  comparedAtRandom,
  comparedForTraining,
  comparePairs,
  levelsOf,
  makeKeys,
  makePairs,
  pairCount,
  ruleCosts,
} from "./pairs.ts";
import { prepare, type Prepared, work } from "./prepare.ts";
import { type MatchTable, profileTable } from "./profile.ts";
import { type BlockingRule, type Choice, chooseRules, fieldsOf, trainingRules } from "./rules.ts";
import { simulateMatches } from "./simulate.ts";

/** What a person said of two rows, by their numbers over all tables in order, from 0. */
export interface Answer {
  readonly left: number;
  readonly right: number;
  readonly isMatch: boolean;
}

export interface MatchOptions {
  /** Learned from beside the pairs of the rules, and never overruled. */
  readonly answers?: readonly Answer[];
  /** `YYYY-MM-DD`, for checks that ask whether a day has come. */
  readonly today: string;
  readonly onPhase?: (phase: string) => void;
}

export interface MatchOutcome {
  readonly tables: readonly { readonly table: MatchTable; readonly columns: readonly DescribedColumn[] }[];
  readonly prepared: Prepared;
  readonly keys: readonly Key[];
  readonly learnedFrom: readonly BlockingRule[];
  readonly blocking: Choice;
  readonly model: Model;
  readonly pairs: number;
  readonly clusters: Int32Array;
  readonly edges: readonly Edge[];
}

/** Pairs worth their time: some per row, and for small tables as many as take a second or two. */
const budgetFor = (rows: number): number => 500_000 + 3 * rows;

export async function matchTables(
  session: LakeSession,
  dialect: Dialect,
  tables: readonly MatchTable[],
  { today, onPhase, answers = [] }: MatchOptions,
): Promise<MatchOutcome> {
  const meaningOf = createMeaningFinder(today);
  const described: DescribedColumn[][] = [];
  for (const table of tables)
    described.push((await profileTable(session, table)).map((profile) => ({ profile, found: meaningOf(profile) })));
  onPhase?.("profiled");
  const fields = alignFields(described);
  const prepared = await prepare(session, dialect, tables, fields, today);
  onPhase?.("prepared");
  const comparisons = fields.map((field) => compareField(field, fields));
  const keys = allKeys(fields);
  const allPairs = pairCount(prepared.rowCount);
  const costs = await ruleCosts(session, prepared, keys);
  onPhase?.("costs");
  const learnedFrom = trainingRules(costs, keys, fields, { allPairs, rowCount: prepared.rowCount });
  const trained = await comparedForTraining(session, learnedFrom, keys, comparisons);
  const random = await comparedAtRandom(session, prepared, comparisons);
  const answered = await comparedAnswers(session, answers, comparisons);
  onPhase?.("compared for training");
  const { model, blockedChances } = trainModel({
    comparisons,
    prepared,
    allPairs,
    random,
    answers: answered,
    subject: subjectOf(fields, described),
    blocked: trained.counts,
    rules: learnedFrom.map((rule, place) => ({
      fields: fieldsOf(rule, keys),
      sampledShare: trained.sampledShares[place] ?? 1,
    })),
  });
  onPhase?.("trained");
  const simulated = simulateMatches(trained, blockedChances, learnedFrom, keys, fields.length);
  const everything: BlockingRule = { keys: [], pairs: allPairs };
  const blocking = chooseRules([everything, ...costs], simulated, budgetFor(prepared.rowCount));
  onPhase?.("blocking chosen");
  await makeKeys(session, blocking.rules, keys);
  await makePairs(session, blocking.rules);
  const pairs = await comparePairs(session, comparisons);
  onPhase?.("compared");
  const edges = withAnswers(await scoredEdges(session, model, comparisons), answers);
  onPhase?.("scored");
  const clusters = clusterRows(prepared.rowCount, edges);
  onPhase?.("clustered");
  return {
    tables: tables.map((table, at) => ({ table, columns: described[at] ?? [] })),
    prepared,
    keys,
    learnedFrom,
    blocking,
    model,
    pairs,
    clusters,
    edges,
  };
}

/** What people said stands, whatever the evidence. */
function withAnswers(edges: readonly Edge[], answers: readonly Answer[]): readonly Edge[] {
  if (answers.length === 0) return edges;
  const nameOf = ({ left, right }: { left: number; right: number }) =>
    `${Math.min(left, right)}/${Math.max(left, right)}`;
  const said = new Set(answers.map(nameOf));
  const settled = answers.map(({ left, right, isMatch }) => ({ left, right, odds: isMatch ? certainly : -certainly }));
  return [...edges.filter((edge) => !said.has(nameOf(edge))), ...settled];
}

const certainly = 30;

/** Pairs with less evidence than this play no part in clusters. */
const leastOdds = -8;

/** What the pairs compared speak for, in the order of their rows. */
export async function scoredEdges(
  session: LakeSession,
  model: Model,
  comparisons: readonly Comparison[],
): Promise<Edge[]> {
  const patterns = await session.read<LakeRow & { pattern: string; n: number }>(
    `select ${unpackSql("pattern", comparisons.length)}, pattern::varchar as pattern, n from (select pattern, count(*) as n from ${work.pairs} group by 1)`,
  );
  const scored = patterns
    .map((row) => ({ pattern: row.pattern, odds: oddsOf(model, levelsOf(row, comparisons.length)) }))
    .filter(({ odds }) => odds > leastOdds);
  await session.write(`create or replace temp table ${work.patterns} (pattern varchar, milli bigint)`);
  await session.append(
    work.patterns,
    ["pattern", "milli"],
    scored.map(({ pattern, odds }) => [pattern, Math.round(odds * 1000)]),
  );
  const edges: Edge[] = [];
  const rows = session.stream<{ l: number; r: number; o: number }>(
    `select p.l, p.r, s.milli as o from ${work.pairs} p join ${work.patterns} s on s.pattern::bigint = p.pattern order by p.l, p.r`,
  );
  for await (const batch of rows) for (const { l, r, o } of batch) edges.push({ left: l, right: r, odds: o / 1000 });
  return edges;
}
