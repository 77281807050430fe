import { createHash } from "node:crypto";
import type { wholeReasons } from "#contract/libraries";
import { type LakeSession, literal, name } from "#kernel/lake/lake";
import { canonical } from "./canonical.ts";
import { componentsOf } from "./cluster.ts";
import { type Comparison, compareField, patternSql } from "./compare.ts";
import type { Field } from "./field.ts";
import type { DescribedColumn } from "./fields.ts";
import { allKeys, type Key } from "./keys.ts";
import type { MatchOutcome } from "./match.ts";
import type { Model } from "./model.ts";
import { type Prepared, work } from "./prepare.ts";
import type { MatchTable } from "./profile.ts";
import type { Choice } from "./rules.ts";

/** Tables of the lake in which a run is kept, so that a later session goes on from it. Names are quoted. */
export interface StateTables {
  /** The working rows: canonical values and what comparisons need. */
  readonly rows: string;
  /** Per row what each blocking rule asks it to share. */
  readonly keys: string;
  /** Pairs that may be matches: rows, pattern of levels, thousandths of odds. */
  readonly edges: string;
  /** Per row its cluster and the group of rows it hangs together with, both by their smallest row. */
  readonly labels: string;
  /** Which row of which table has which content, by two digests of its values. */
  readonly places: string;
  /** What was learned, as one text. */
  readonly facts: string;
}

export const stateTables = (schema: string, prefix: string): StateTables => {
  // Named unlike the tables of a run under way, which are temporary and would be found instead.
  const of = (part: string) => name(schema, `${prefix}_kept_${part}`);
  return {
    rows: of("rows"),
    keys: of("keys"),
    edges: of("edges"),
    labels: of("labels"),
    places: of("places"),
    facts: of("facts"),
  };
};

/** What a run learned, kept as JSON; nothing in it is a value of a row. */
export interface KeptFacts {
  readonly form: typeof form;
  /** Digests and hashes are the engine's own and may change with it. */
  readonly engine: string;
  /** Digest of how values are written and compared: another release may do it otherwise. */
  readonly code: string;
  /** Day of the run that learned the model, `YYYY-MM-DD`. */
  readonly learnedOn: string;
  /** Names of the answers of people the model was learned from. */
  readonly answers: readonly string[];
  readonly tables: readonly { readonly name: string; readonly columns: readonly DescribedColumn[] }[];
  readonly prepared: Prepared;
  readonly blocking: Choice;
  readonly model: Pick<Model, "m" | "u" | "r" | "matches" | "related" | "allPairs"> & {
    readonly telling: readonly number[];
    readonly attached: readonly number[];
  };
  readonly pairs: number;
  /** Number of the next row: numbers of rows that went are not given again. */
  readonly nextRow: number;
  /** Rows that came and went since the model was learned. */
  readonly changed: number;
}

/** Counts up whenever what is kept means something else. */
const form = 3;

export interface Kept {
  /** Name and version of the lake's engine. */
  readonly engine: string;
  readonly today: string;
  /** Names of the answers the run learned from. */
  readonly answers?: readonly string[];
}

/**
 * Keeps a run in place of what the tables held; to be called in the session of the run, before anything else is matched in
 * it. Pairs and clusters are kept as the evidence has them: answers of people are obeyed anew each time.
 */
export async function keepState(
  session: LakeSession,
  state: StateTables,
  outcome: MatchOutcome,
  { engine, today, answers = [] }: Kept,
): Promise<void> {
  const { prepared, clusters, edges, model, blocking, pairs, tables } = outcome;
  // The facts go first and come last: what a crash leaves half kept is not gone on from.
  await forgetState(session, state);
  await session.write(`create or replace table ${state.rows} as select * from ${work.rows}`);
  await session.write(`create or replace table ${state.keys} as select * from ${work.keys}`);
  await session.write(`create or replace table ${state.edges} as ${edgesSql}`);
  await session.write(`create or replace table ${state.labels} (id integer, cluster integer, component integer)`);
  const components = componentsOf(prepared.rowCount, edges);
  // Most rows of a library stand alone or lead their cluster: only the others are handed over one by one.
  const others = [...clusters.keys()].filter((row) => clusters[row] !== row || components[row] !== row);
  await session.write(`create or replace temp table ${work.sample} (id integer, cluster integer, component integer)`);
  await session.append(
    work.sample,
    ["id", "cluster", "component"],
    others.map((row) => [row, clusters[row] ?? row, components[row] ?? row]),
  );
  await session.write(`insert into ${state.labels} select r.id, coalesce(s.cluster, r.id), coalesce(s.component, r.id)
    from ${work.rows} r left join ${work.sample} s on s.id = r.id`);
  await session.write(`drop table ${work.sample}`);
  await placeRows(
    session,
    tables.map(({ table }) => table),
    prepared.offsets,
  );
  await session.write(`create or replace table ${state.places} as select * from ${work.now}`);
  await session.write(`drop table ${work.now}`);
  await keepFacts(session, state, {
    form,
    engine,
    code: codeOf(prepared.fields),
    learnedOn: today,
    answers,
    tables: tables.map(({ table, columns }) => ({ name: table.name, columns: columns.map(withoutValues) })),
    prepared,
    blocking,
    model: {
      m: model.m,
      u: model.u,
      r: model.r,
      matches: model.matches,
      related: model.related,
      allPairs: model.allPairs,
      telling: [...model.subject.telling],
      attached: [...model.subject.attached],
    },
    pairs,
    nextRow: prepared.rowCount,
    changed: 0,
  });
}

/** The pairs of the session that may be matches. */
export const edgesSql = `select p.l, p.r, p.pattern, s.milli::integer as milli from ${work.pairs} p join ${work.patterns} s on s.pattern::bigint = p.pattern`;

/**
 * Rows of all tables by what they hold, into `work.now`: two rows of one content are alike to matching and told apart by
 * their turn.
 */
export async function placeRows(
  session: LakeSession,
  tables: readonly MatchTable[],
  offsets: readonly number[],
): Promise<void> {
  const parts = tables.map((table, at) => placesSql(table, at, offsets[at] ?? 0));
  await session.write(`create or replace temp table ${work.now} as ${parts.join(" union all ")}`);
  // Few rows have a twin: only these are numbered, for it costs ten times the look for them.
  await session.write(`create or replace temp table ${work.sample} as select id, nth from (
      select n.id, row_number() over (partition by n.src, n.a, n.b order by n.id)::integer as nth from ${work.now} n
      where n.a in (select a from ${work.now} group by a having count(*) > 1)
    ) where nth > 1`);
  await session.write(`update ${work.now} set nth = s.nth from ${work.sample} s where ${work.now}.id = s.id`);
  await session.write(`drop table ${work.sample}`);
}

const placesSql = ({ relation, columns }: MatchTable, at: number, offset: number): string => {
  const cells = columns.map((column) => name(column)).join(", ");
  return `select (rowid + ${offset})::integer as id, ${at}::utinyint as src, hash(${cells}) as a, hash('weir', ${cells}) as b, 1 as nth from ${relation}`;
};

const withoutValues = ({ profile, found }: DescribedColumn): DescribedColumn => ({
  profile: { ...profile, samples: [] },
  found,
});

export async function keepFacts(session: LakeSession, state: StateTables, facts: KeptFacts): Promise<void> {
  await session.write(`create or replace table ${state.facts} as select ${literal(JSON.stringify(facts))} as facts`);
}

/** The next run goes on from nothing. */
export async function forgetState(session: LakeSession, state: Pick<StateTables, "facts">): Promise<void> {
  await session.write(`drop table if exists ${state.facts}`);
}

/** What an earlier session kept; null where it kept nothing. */
export async function keptFacts(session: LakeSession, state: Pick<StateTables, "facts">): Promise<KeptFacts | null> {
  const rows = await session.read<{ facts: string }>(`select facts from ${state.facts}`).catch(() => []);
  return rows[0] === undefined ? null : (JSON.parse(rows[0].facts) as KeptFacts);
}

/** Why all rows are matched: nothing was kept, or what was kept does not fit. */
export type WholeReason = (typeof wholeReasons)[number];

/** Answers that may come or be withdrawn before the model learns from them: until then they are obeyed only. */
const mostAnswers = 20;

/** Why what was kept is not gone on from: another program or engine, other columns, many answers it knows nothing of. */
export function unfit(
  facts: KeptFacts,
  { engine, tables, answers = [] }: { engine: string; tables: readonly MatchTable[]; answers?: readonly string[] },
): WholeReason | null {
  if (facts.form !== form || facts.engine !== engine || facts.code !== codeOf(facts.prepared.fields)) return "program";
  const areSame =
    facts.tables.length === tables.length &&
    facts.tables.every(
      ({ columns }, at) => columns.map(({ found }) => found.column).join("\n") === tables[at]?.columns.join("\n"),
    );
  if (!areSame) return "tables";
  const [known, given] = [new Set(facts.answers), new Set(answers)];
  const others =
    answers.filter((one) => !known.has(one)).length + facts.answers.filter((one) => !given.has(one)).length;
  return others > mostAnswers ? "answers" : null;
}

function codeOf(fields: readonly Field[]): string {
  const comparisons = fields.map((field) => compareField(field, fields));
  const written = fields.map((field) => canonical(field.meaning, "t", { ...field, isMonthFirst: false }));
  const keyed = allKeys(fields).map((key) => key.of("p"));
  return createHash("sha256")
    .update([patternSql(comparisons), ...written, ...keyed].join("\n"))
    .digest("hex");
}

/** The model and the keys as a run has them, from what was kept of them. */
export function modelOf({ prepared, model }: KeptFacts): { model: Model; keys: Key[]; comparisons: Comparison[] } {
  const { fields } = prepared;
  const comparisons = fields.map((field) => compareField(field, fields));
  const { telling, attached, ...chances } = model;
  const subject = { telling: new Set(telling), attached: new Set(attached) };
  return { model: { ...chances, comparisons, subject }, keys: allKeys(fields), comparisons };
}
