import type { MatchingChoice } from "#contract/libraries";
import { type Lake, type LakeRow, type LakeSession, name } from "#kernel/lake/lake";
import type { AnswerRow } from "./answer-store.ts";
import type { Basis } from "./basis.ts";
import type { RowAnswer } from "./constrain.ts";
import { chanceOf, doubtfulPairs, milliOf, type OpenPair, reasonsOf } from "./doubtful.ts";
import type { LibraryRow } from "./library-store.ts";
import type { PairRow } from "./run-store.ts";
import { unpackSql } from "./matching/compare.ts";
import { type MatchOutcome, matchTables } from "./matching/match.ts";
import type { Model } from "./matching/model.ts";
import { levelsOf } from "./matching/pairs.ts";
import { onceOf } from "./matching/prepare.ts";
import { learnedOutcome, renewKept } from "./matching/renew.ts";
import { type Found, reportFrom } from "./matching/report.ts";
import { keepState, type StateTables } from "./matching/state.ts";
import { keptOf, work } from "./lake-tables.ts";
import { numberRows, type Staged, tableOf, writeMembers } from "./stage-sources.ts";
import { readTouched, writeClusters } from "./touched.ts";

type Doubt = Pick<PairRow, "a" | "b" | "aDepartment" | "bDepartment" | "chance" | "reasons">;

export interface Gathered {
  readonly pairs: number;
  readonly doubts: readonly Doubt[];
  readonly matching: Record<string, unknown>;
  /** All rows are in `work.cluster`, not only those an increment touched. */
  readonly isAll: boolean;
  /** Edition of what the matching keeps. */
  readonly edition: string;
  /** Numbers of the rows that answers spoke of. */
  readonly answered: readonly number[];
}

export interface Gathering {
  readonly library: LibraryRow;
  readonly staged: readonly Staged[];
  readonly answers: readonly AnswerRow[];
  readonly today: string;
  /** What the published records were made of, where it still decides what survives. */
  readonly basis: Basis | null;
  /** Rows whose values the day may judge otherwise than at the run before. */
  readonly aged: readonly number[];
}

/**
 * Finds which rows are about one subject and writes it into `work.cluster`, with their values into `work.member`: all rows,
 * or where an earlier run is kept only those whose records may have changed. In that case `work.gone` and `work.met` of the
 * matching say which rows went and which may stand elsewhere.
 */
export async function gather(session: LakeSession, lake: Lake, asked: Gathering): Promise<Gathered> {
  const { library, staged } = asked;
  const kept = keptOf(library.name);
  const found = await matched(session, lake, kept, asked);
  await writeMembers(session, library.fields, staged);
  const open = await openPairs(session, kept, library.rule, found.said);
  const { outcome } = found;
  return {
    pairs: outcome.pairs,
    doubts: await describe(session, asked, outcome.model, open),
    matching: { ...reportFrom(outcome, await countFound(session, kept, found.said)), how: found.how },
    isAll: found.isAll,
    edition: found.edition,
    answered: found.said.flatMap(({ left, right }) => [left, right]),
  };
}

interface Matched {
  readonly outcome: Omit<MatchOutcome, "clusters" | "edges">;
  readonly how: MatchingChoice["how"];
  readonly said: readonly RowAnswer[];
  readonly isAll: boolean;
  readonly edition: string;
}

/** Only what came or changed since the run that was kept, or all of it. */
async function matched(
  session: LakeSession,
  lake: Lake,
  kept: StateTables,
  { library, staged, answers, today, basis, aged }: Gathering,
): Promise<Matched> {
  const tables = staged.map((one, at) => tableOf(library.fields, one, at));
  const engine = `${lake.engine} ${lake.version}`;
  // Of all answers that stand, also of those about records no source holds now.
  const names = answers.map(({ id }) => id);
  const renewed = await renewKept(session, lake.dialect, kept, { tables, today, engine, answers: names });
  await numberRows(session, staged, typeof renewed === "string" ? null : kept.places);
  const said = await answersByRow(session, answers);
  if (typeof renewed !== "string") {
    const { facts, earlier, offsets, fresh, gone } = renewed;
    const same = basis !== null && basis.edition === earlier ? basis : null;
    const outcome = learnedOutcome(facts, tables, offsets);
    const seeds = same && [...said.flatMap(({ left, right }) => [left, right]), ...same.answered, ...aged];
    await writeClusters(session, await readTouched(session, kept, { seeds, prepared: outcome.prepared }), said);
    const how = { kind: "increment", fresh, gone, learnedOn: facts.learnedOn } as const;
    return { outcome, how, said, isAll: same === null, edition: facts.edition };
  }
  const judged = said.map(({ left, right, isSame }) => ({ left, right, isMatch: isSame }));
  const outcome = await matchTables(session, lake.dialect, tables, { today, answers: judged });
  const edition = await keepState(session, kept, outcome, { engine, today, answers: names });
  const { clusters, edges, prepared } = outcome;
  const ids = Int32Array.from(clusters.keys());
  await writeClusters(session, { ids, clusters, edges, tableOf: onceOf(prepared) }, said);
  return { outcome, how: { kind: "whole", reason: renewed }, said, isAll: true, edition };
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
     join ${work.every} x on x._record = w.a join ${work.every} y on y._record = w.b order by 1, 2`,
  );
  return rows.map(({ l, r, same }) => ({ left: l, right: r, isSame: same }));
}

/** The cluster of every row (`id`, `cluster`): rows that were not touched stand where the evidence put them. */
const clustersSql = (kept: StateTables): string =>
  `select l.id, coalesce(c.cluster, l.cluster) as cluster from ${kept.labels} l left join ${work.cluster} c on c._id = l.id`;

/** Pairs for a steward's eye, by the numbers of their rows. */
async function openPairs(
  session: LakeSession,
  kept: StateTables,
  rule: LibraryRow["rule"],
  said: readonly RowAnswer[],
): Promise<OpenPair[]> {
  const known = new Set(said.map(({ left, right }) => pairKey(left, right)));
  const pairs = await session.read<{ l: number; r: number; milli: number; a: number; b: number }>(
    `with open as (select e.l, e.r, e.milli from ${kept.edges} e
       where e.milli >= ${milliOf(rule.reviewFrom) - 1} and e.milli <= ${milliOf(rule.certainFrom) + 1}),
     placed as (select s.* from (${clustersSql(kept)}) s where s.id in (select l from open union all select r from open))
     select o.l, o.r, o.milli, x.cluster as a, y.cluster as b from open o join placed x on x.id = o.l join placed y on y.id = o.r`,
  );
  const open = pairs.map(({ l, r, milli, a, b }) => ({
    left: l,
    right: r,
    odds: milli / 1000,
    between: pairKey(a, b),
  }));
  return doubtfulPairs(open, rule, (left, right) => known.has(pairKey(left, right)));
}

/** Odds of a pair somebody has judged, in thousandths. */
const certainly = 30_000;

async function countFound(session: LakeSession, kept: StateTables, said: readonly RowAnswer[]): Promise<Found> {
  const counted = await session.read<{ milli: number; n: number }>(
    `select e.milli, count(*) as n from ${kept.edges} e group by 1`,
  );
  const pairs = new Map(counted.map(({ milli, n }) => [milli, n]));
  const add = (milli: number, n: number) => pairs.set(milli, (pairs.get(milli) ?? 0) + n);
  // The word of people stands in place of the evidence of the pairs they judged.
  const judged = new Map(said.map(({ left, right, isSame }) => [pairKey(left, right), isSame]));
  if (judged.size > 0) {
    await session.write(`create or replace temp table ${work.wanted} (key varchar)`);
    await session.append(
      work.wanted,
      ["key"],
      [...judged.keys()].map((key) => [key]),
    );
    const replaced = await session.read<{ milli: number }>(
      `select e.milli from ${kept.edges} e where e.l || '/' || e.r in (select key from ${work.wanted})`,
    );
    for (const { milli } of replaced) add(milli, -1);
    for (const isSame of judged.values()) add(isSame ? certainly : -certainly, 1);
  }
  const [sizes] = await session.read<{ n: number; most: number }>(
    `select count(*) as n, coalesce(max(size), 1) as most from (
       select s.cluster, count(*) as size from (${clustersSql(kept)}) s group by 1 having count(*) > 1)`,
  );
  return { pairs, clusters: sizes?.n ?? 0, largest: sizes?.most ?? 1 };
}

async function describe(
  session: LakeSession,
  { library, staged }: Pick<Gathering, "library" | "staged">,
  model: Model,
  pairs: readonly OpenPair[],
): Promise<Doubt[]> {
  if (pairs.length === 0) return [];
  await session.write(`create or replace temp table ${work.wanted} (l integer, r integer, n integer)`);
  await session.append(
    work.wanted,
    ["l", "r", "n"],
    pairs.map(({ left, right }, at) => [left, right, at]),
  );
  const count = model.comparisons.length;
  const rows = await session.read<LakeRow & { n: number; a: string; b: string; x: number; y: number }>(
    `select w.n, a._record as a, b._record as b, a._source as x, b._source as y, ${unpackSql("p.pattern", count)}
     from ${work.wanted} w join ${keptOf(library.name).edges} p on p.l = w.l and p.r = w.r
     join ${work.every} a on a._id = w.l join ${work.every} b on b._id = w.r order by w.n`,
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
      chance: chanceOf(pairs[row.n]?.odds ?? 0),
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
