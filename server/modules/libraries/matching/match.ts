import { type Dialect, type LakeRow, type LakeSession } from "#kernel/lake/lake";
import { clusterRows, type Edge } from "./cluster.ts";
import { createMeaningFinder } from "./column-meaning.ts";
import { type Comparison, compareField, unpackSql } from "./compare.ts";
import { alignFields, type DescribedColumn } from "./fields.ts";
import { allKeys, type Key } from "./keys.ts";
import type { Answer } from "./obey.ts";
import { oddsOf, type Model, trainModel } from "./model.ts";
import { chooseByWords, trainOnce } from "./once.ts";
import { type Subject, subjectOf } from "./subject.ts";
import {
  comparedAnswers,
  comparedAtRandom,
  comparedForTraining,
  comparePairs,
  levelsOf,
  makeKeys,
  makePairs,
  possiblePairs,
  ruleCosts,
} from "./pairs.ts";
import { onceOf, prepare, type Prepared, work } from "./prepare.ts";
import { type MatchTable, profileTable } from "./profile.ts";
import { type BlockingRule, type Choice, chooseRules, fieldsOf, trainingRules } from "./rules.ts";
import { simulateMatches } from "./simulate.ts";

export interface MatchOptions {
  /** Learned from beside the pairs of the rules; to be obeyed afterwards by `obeyAnswers`. */
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
  const allPairs = possiblePairs(prepared);
  const costs = await ruleCosts(session, prepared, keys);
  onPhase?.("costs");
  const given: Given = { session, prepared, keys, comparisons, costs, allPairs, subject: subjectOf(fields, described) };
  const { model, learnedFrom, blocking, pairs } = prepared.isAcross
    ? await learnedByWords(given, onPhase)
    : await learnedByRules(given, answers, onPhase);
  onPhase?.("compared");
  const edges = await scoredEdges(session, model, comparisons);
  onPhase?.("scored");
  const clusters = clusterRows(prepared.rowCount, edges, onceOf(prepared));
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

interface Given {
  readonly session: LakeSession;
  readonly prepared: Prepared;
  readonly keys: readonly Key[];
  readonly comparisons: readonly Comparison[];
  readonly costs: readonly BlockingRule[];
  readonly allPairs: number;
  readonly subject: Subject;
}

type Learned = Pick<MatchOutcome, "model" | "learnedFrom" | "blocking" | "pairs">;

/** What pairs that share two keys say of the fields beside these. */
async function learnedByRules(
  { session, prepared, keys, comparisons, costs, allPairs, subject }: Given,
  answers: readonly Answer[],
  onPhase: MatchOptions["onPhase"],
): Promise<Learned> {
  const learnedFrom = trainingRules(costs, keys, prepared.fields, { allPairs, rowCount: prepared.rowCount });
  const trained = await comparedForTraining(session, prepared, learnedFrom, keys, comparisons);
  const random = await comparedAtRandom(session, prepared, comparisons);
  const answered = await comparedAnswers(session, answers, comparisons);
  onPhase?.("compared for training");
  const { model, blockedChances } = trainModel({
    comparisons,
    prepared,
    allPairs,
    random,
    answers: answered,
    subject,
    blocked: trained.counts,
    rules: learnedFrom.map((rule, place) => ({
      fields: fieldsOf(rule, keys),
      sampledShare: trained.sampledShares[place] ?? 1,
    })),
  });
  onPhase?.("trained");
  const simulated = simulateMatches(trained, blockedChances, learnedFrom, keys, prepared.fields.length);
  const everything: BlockingRule = { keys: [], pairs: allPairs };
  const blocking = chooseRules([everything, ...costs], simulated, budgetFor(prepared.rowCount));
  onPhase?.("blocking chosen");
  return { model, learnedFrom, blocking, pairs: await pairsOf(session, prepared, blocking, { keys, comparisons }) };
}

async function learnedByWords(
  { session, prepared, keys, comparisons, costs, allPairs, subject }: Given,
  onPhase: MatchOptions["onPhase"],
): Promise<Learned> {
  const random = await comparedAtRandom(session, prepared, comparisons);
  const blocking = chooseByWords(costs, keys, budgetFor(prepared.rowCount));
  const pairs = await pairsOf(session, prepared, blocking, { keys, comparisons });
  const { model, expectedRecall } = await trainOnce(session, { comparisons, prepared, random, allPairs, subject });
  onPhase?.("trained");
  return { model, learnedFrom: blocking.rules, blocking: { ...blocking, expectedRecall }, pairs };
}

async function pairsOf(
  session: LakeSession,
  prepared: Prepared,
  { rules }: Choice,
  { keys, comparisons }: Pick<Given, "keys" | "comparisons">,
): Promise<number> {
  await makeKeys(session, rules, keys);
  await makePairs(session, prepared, rules, keys);
  return await comparePairs(session, comparisons);
}

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
