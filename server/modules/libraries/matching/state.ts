import { createHash, randomUUID } from "node:crypto";
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
  /** Which row stands where in which table, and its content by two digests of its values. */
  readonly places: string;
  /** Per part of a table the sum of what its rows hold and where: a part that is as it was is not looked at again. */
  readonly parts: string;
  /** Per field the values met, by their digest, with their group of frequency. */
  readonly values: string;
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
    parts: of("parts"),
    values: of("values"),
    facts: of("facts"),
  };
};

/** What a run learned, kept as JSON; nothing in it is a value of a row. */
export interface KeptFacts {
  readonly form: typeof form;
  /** Another each time something is kept: what was made of a run is of the run kept here where it bears the same. */
  readonly edition: string;
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
const form = 4;

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
 *
 * @returns Its edition.
 */
export async function keepState(
  session: LakeSession,
  state: StateTables,
  outcome: MatchOutcome,
  { engine, today, answers = [] }: Kept,
): Promise<string> {
  const edition = randomUUID();
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
  const read = tables.map(({ table }) => table);
  await session.write(`create or replace table ${state.parts} as ${partsSql(read)}`);
  const places = read.map((table, at) => placesSql(table, at));
  const offsets = `case src ${prepared.offsets.map((offset, at) => `when ${at} then ${offset}`).join(" ")} end`;
  await session.write(
    `create or replace table ${state.places} as select (pos + ${offsets})::integer as id, src, pos, a, b from (${places.join(" union all ")})`,
  );
  const values = prepared.fields.map(
    ({ index }) =>
      `select distinct ${index}::utinyint as field, hash(v${index}) as v, q${index} as q from ${work.rows} where v${index} is not null`,
  );
  await session.write(`create or replace table ${state.values} as ${values.join(" union all ")}`);
  await keepFacts(session, state, {
    form,
    edition,
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
  return edition;
}

/** The pairs of the session that may be matches. */
export const edgesSql = `select p.l, p.r, p.pattern, s.milli::integer as milli from ${work.pairs} p join ${work.patterns} s on s.pattern::bigint = p.pattern`;

/** Rows of one part of a table. */
export const partSize = 16_384;

/** Row numbers of these parts of a table, as conditions on `rowid`; parts next to one another are one stretch. */
export function stretchesOf(parts: readonly number[]): string {
  const stretches: [number, number][] = [];
  for (const part of parts.toSorted((a, b) => a - b)) {
    const last = stretches.at(-1);
    if (last?.[1] === part) last[1] = part + 1;
    else stretches.push([part, part + 1]);
  }
  const conditions = stretches.map(([from, to]) => `(rowid >= ${from * partSize} and rowid < ${to * partSize})`);
  return conditions.length === 0 ? "false" : conditions.join(" or ");
}

const cellsOf = ({ columns, also = [] }: MatchTable): string =>
  [...columns, ...also].map((column) => name(column)).join(", ");

/** Sums of all parts of these tables: `src`, `part`, `rows`, `sum`. */
export const partsSql = (tables: readonly MatchTable[]): string =>
  tables
    .map((table, at) => {
      const moving = (table.moving ?? []).map((column) => `, ${name(column)}`).join("");
      return `select ${at}::utinyint as src, (rowid // ${partSize})::integer as part, count(*) as rows, sum(hash(rowid, ${cellsOf(table)}${moving})) as sum from ${table.relation} group by 2`;
    })
    .join(" union all ");

/** Rows of a table by what they hold: where they stand, and two digests. */
export const placesSql = (table: MatchTable, at: number, where = "true"): string =>
  `select ${at}::utinyint as src, rowid::integer as pos, hash(${cellsOf(table)}) as a, hash('weir', ${cellsOf(table)}) as b from ${table.relation} where ${where}`;

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
