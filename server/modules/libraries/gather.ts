import type { MatchingChoice } from "#contract/libraries";
import { type LakeRow, type LakeSession, name } from "#kernel/lake/lake";
import { constrain, type RowAnswer } from "./constrain.ts";
import type { AnswerRow } from "./answer-store.ts";
import { chanceOf, doubtfulPairs, reasonsOf } from "./doubtful.ts";
import type { LibraryRow } from "./library-store.ts";
import type { LibrariesParts } from "./parts.ts";
import type { PairRow } from "./run-store.ts";
import { unpackSql } from "./matching/compare.ts";
import type { Edge } from "./matching/cluster.ts";
import { type MatchOutcome, matchTables } from "./matching/match.ts";
import { type Answer, obeyAnswers } from "./matching/obey.ts";
import { levelsOf } from "./matching/pairs.ts";
import { onceOf, work as matchWork } from "./matching/prepare.ts";
import type { MatchTable } from "./matching/profile.ts";
import { matchAgain } from "./matching/renew.ts";
import { reportOf } from "./matching/report.ts";
import { keepState } from "./matching/state.ts";
import { keptOf, work } from "./lake-tables.ts";
import type { Staged } from "./stage-sources.ts";

type Doubt = Pick<PairRow, "a" | "b" | "aDepartment" | "bDepartment" | "chance" | "reasons">;

export interface Gathered {
  readonly pairs: number;
  readonly doubts: readonly Doubt[];
  readonly matching: Record<string, unknown>;
}

/**
 * Finds which rows are about one subject and writes it into `work.cluster`: row, cluster, and how sure the weakest of its
 * rows belongs to it, in thousandths.
 */
export async function gather(
  session: LakeSession,
  parts: Pick<LibrariesParts, "lake">,
  library: LibraryRow,
  staged: readonly Staged[],
  answers: readonly AnswerRow[],
  today: string,
): Promise<Gathered> {
  const compared = library.fields.filter(({ isMatched }) => isMatched);
  const tables = staged.map(({ resource, fields }, at) => ({
    name: resource.name,
    relation: work.stage(at),
    columns: compared.filter(({ field }) => fields.has(field)).map(({ name: { zh } }) => zh),
  }));
  const said = await answersByRow(session, answers);
  const judged = said.map(({ left, right, isSame }) => ({ left, right, isMatch: isSame }));
  const names = answers.map(({ id }) => id);
  const found = await matched(session, parts, library.name, { tables, answers: judged, names, today });
  const outcome = { ...found.outcome, ...obeyAnswers(found.outcome, judged, onceOf(found.outcome.prepared)) };
  const labels = constrain(outcome.clusters, outcome.edges, said);
  await writeClusters(session, labels, outcome.edges);
  const known = new Set(said.map(({ left, right }) => pairKey(left, right)));
  const doubts = doubtfulPairs(outcome.edges, labels, library.rule, (a, b) => known.has(pairKey(a, b)));
  return {
    pairs: outcome.pairs,
    doubts: await describe(session, library, staged, outcome, doubts),
    matching: { ...reportOf(outcome), how: found.how },
  };
}

interface Asked {
  readonly tables: readonly MatchTable[];
  readonly answers: readonly Answer[];
  /** Of all answers that stand, also of those about records no source holds now. */
  readonly names: readonly string[];
  readonly today: string;
}

/** Only what came or changed since the run that was kept, or all of it. */
async function matched(
  session: LakeSession,
  { lake }: Pick<LibrariesParts, "lake">,
  library: string,
  { tables, answers, names, today }: Asked,
): Promise<{ outcome: MatchOutcome; how: MatchingChoice["how"] }> {
  const kept = keptOf(library);
  const engine = `${lake.engine} ${lake.version}`;
  const renewed = await matchAgain(session, lake.dialect, kept, { tables, today, engine, answers: names });
  if (typeof renewed !== "string") {
    const { outcome, fresh, gone, learnedOn } = renewed;
    return { outcome, how: { kind: "increment", fresh, gone, learnedOn } };
  }
  const outcome = await matchTables(session, lake.dialect, tables, { today, answers });
  await keepState(session, kept, outcome, { engine, today, answers: names });
  return { outcome, how: { kind: "whole", reason: renewed } };
}

const pairKey = (a: number, b: number): string => `${Math.min(a, b)}/${Math.max(a, b)}`;

/** Answers about records that the sources hold now. */
async function answersByRow(session: LakeSession, answers: readonly AnswerRow[]): Promise<RowAnswer[]> {
  if (answers.length === 0) return [];
  await session.write(`create or replace temp table ${work.wanted} (a varchar, b varchar, same boolean)`);
  await session.append(
    work.wanted,
    ["a", "b", "same"],
    answers.map(({ a, b, verdict }) => [a, b, verdict === "same"]),
  );
  const rows = await session.read<{ l: number; r: number; same: boolean }>(
    `select x._id as l, y._id as r, w.same from ${work.wanted} w
     join ${work.member} x on x._record = w.a join ${work.member} y on y._record = w.b order by 1, 2`,
  );
  return rows.map(({ l, r, same }) => ({ left: l, right: r, isSame: same }));
}

const batch = 50_000;

async function writeClusters(session: LakeSession, labels: Int32Array, edges: readonly Edge[]): Promise<void> {
  const sizes = new Int32Array(labels.length);
  for (const label of labels) sizes[label] = (sizes[label] ?? 0) + 1;
  const best = new Float64Array(labels.length).fill(Number.NEGATIVE_INFINITY);
  for (const { left, right, odds } of edges) {
    if (labels[left] !== labels[right]) continue;
    best[left] = Math.max(best[left] ?? odds, odds);
    best[right] = Math.max(best[right] ?? odds, odds);
  }
  const weakest = new Float64Array(labels.length).fill(Number.POSITIVE_INFINITY);
  for (const [row, label] of labels.entries()) weakest[label] = Math.min(weakest[label] ?? 0, best[row] ?? 0);
  await session.write(`create or replace temp table ${work.cluster} (_id integer, cluster integer, milli integer)`);
  for (let from = 0; from < labels.length; from += batch) {
    const rows = Array.from(labels.subarray(from, from + batch), (label, at) => {
      // A person's word alone holds a record together where no compared pair does.
      const odds = weakest[label] ?? 0;
      const chance = (sizes[label] ?? 1) === 1 ? 1 : Number.isFinite(odds) ? chanceOf(odds) : 1;
      return [from + at, label, Math.round(chance * 1000)];
    });
    await session.append(work.cluster, ["_id", "cluster", "milli"], rows);
  }
}

async function describe(
  session: LakeSession,
  library: LibraryRow,
  staged: readonly Staged[],
  { model }: MatchOutcome,
  edges: readonly Edge[],
): Promise<Doubt[]> {
  if (edges.length === 0) return [];
  await session.write(`create or replace temp table ${work.wanted} (l integer, r integer, n integer)`);
  await session.append(
    work.wanted,
    ["l", "r", "n"],
    edges.map(({ left, right }, at) => [left, right, at]),
  );
  const count = model.comparisons.length;
  const rows = await session.read<LakeRow & { n: number; a: string; b: string; x: number; y: number }>(
    `select w.n, a._record as a, b._record as b, a._source as x, b._source as y, ${unpackSql("p.pattern", count)}
     from ${work.wanted} w join ${matchWork.pairs} p on p.l = w.l and p.r = w.r
     join ${work.member} a on a._id = w.l join ${work.member} b on b._id = w.r order by w.n`,
  );
  const fields = new Map(library.fields.map(({ field, name: { zh } }) => [zh, field]));
  const departmentOf = (source: number) => staged[source]?.source.department ?? "";
  return rows.map((row) => {
    const left = { record: row.a, department: departmentOf(row.x) };
    const right = { record: row.b, department: departmentOf(row.y) };
    const [a, b] = left.record < right.record ? [left, right] : [right, left];
    return {
      a: a.record,
      b: b.record,
      aDepartment: a.department,
      bDepartment: b.department,
      chance: chanceOf(edges[row.n]?.odds ?? 0),
      reasons: reasonsOf(model, levelsOf(row, count), (heading) => fields.get(heading)),
    };
  });
}

/** Gives every cluster the identity of the golden record most of its rows had, or a new one. */
export async function identify(
  session: LakeSession,
  before: string | null,
  salt: string,
  runId: string,
): Promise<void> {
  const fresh = `md5('${salt}${runId}' || min(m._record))`;
  const votes =
    before === null
      ? "select 0 as cluster, '' as record_id where false"
      : `select v.cluster, v.record_id from (
           select v.*, row_number() over (partition by v.record_id order by v.n desc, v.cluster) as a,
             row_number() over (partition by v.cluster order by v.n desc, v.record_id) as b
           from (
             select c.cluster, o.record_id, count(*) as n from ${work.member} m
             join ${work.cluster} c on c._id = m._id join ${before} o on o.${name("_record")} = m._record
             group by c.cluster, o.record_id
           ) v
         ) v where v.a = 1 and v.b = 1`;
  await session.write(`create or replace temp table ${work.record} as
    select c.cluster, coalesce(max(v.record_id), ${fresh}) as record_id, min(c.milli) / 1000.0 as confidence,
      count(*) as members, count(distinct m._source) as sources
    from ${work.member} m join ${work.cluster} c on c._id = m._id left join (${votes}) v on v.cluster = c.cluster
    group by c.cluster`);
  await session.write(`create or replace temp table ${work.full} as
    select r.record_id, m.* from ${work.member} m join ${work.cluster} c on c._id = m._id
    join ${work.record} r on r.cluster = c.cluster`);
}
