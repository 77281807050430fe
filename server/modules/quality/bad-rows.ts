import type { BadRow } from "#contract/quality";
import { columnPlans, type ColumnPlan, masked, type ResourceCore } from "#catalog";
import { refuseOutsideZone } from "#intake";
import type { Call } from "#kernel/call";
import { csvColumns, type Dialect, type LakeRow, type LakeSession, name } from "#kernel/lake/lake";
import { problem } from "#kernel/problem";
import { dayOf } from "./day.ts";
import type { QualityDeps } from "./deps.ts";
import { failedTableOf, hasTable } from "./failed-rows.ts";
import { problems } from "./problems.ts";
import { reasonOf } from "./reasons.ts";
import { wordOf } from "./statements.ts";
import { latestRun, type ResultRow, resultsOf, type RunRow } from "./store.ts";

/** One failed row and one rule it fails. */
export interface Failure {
  readonly row: number;
  readonly key: string | null;
  readonly rule: ResultRow;
  readonly value: string | null;
  readonly reason: BadRow["reason"];
}

/** The bad rows of the latest run, in a lake transaction that sees failed rows and their table as of one moment. */
export interface BadRows {
  readonly run: RunRow;
  /** Rows that fail the rule asked for, or any. */
  readonly total: number;
  /** Fields whose values are shown, for the ledger. */
  readonly items: readonly string[];
  /** After this number of a record, in the order of the records. */
  page(after: number, limit: number): Promise<BadRow[]>;
  /** Each row with each rule it fails, or with the rule asked for. */
  failures(): AsyncGenerator<Failure[]>;
}

/**
 * Opens the bad rows in the caller's session, whose transaction the caller ends.
 *
 * @throws Problem quality.not-checked, quality.rule-not-found, quality.rows-replaced
 */
export async function openBadRows(
  call: Call,
  deps: QualityDeps,
  session: LakeSession,
  resource: ResourceCore,
  ruleId: string | undefined,
): Promise<BadRows> {
  await refuseOutsideZone(deps.intake.zoneHolding, call, resource);
  const run = await openRun(call, deps, session, resource);
  const rules = (await resultsOf(call.db, [run.id])).filter(({ bit }) => bit !== null);
  const asked = ruleId === undefined ? undefined : await findRule(call, run, resource, ruleId);
  const elements = await deps.dictionary.elements(call);
  const columns = new Set((await session.columnsOf(resource.table)).map((column) => column.name));
  const plans = columnPlans(resource.items, resource.items, elements).filter(({ item }) => columns.has(item.field));
  const shape: Shape = { call, deps, resource, run, rules, asked, plans: new Map(plans.map((p) => [p.item.field, p])) };
  return {
    run,
    total: asked ? (asked.bit === null ? 0 : asked.failed) : run.badRows,
    items: [...fieldsShown(shape)],
    async page(after, limit) {
      if (asked?.bit === null) return [];
      const found = await session.read(`${selectSql(shape)} and f._row > $1 order by f._row limit $2`, [after, limit]);
      return found.map((row) => badRowOf(shape, row));
    },
    async *failures() {
      if (asked?.bit === null) return;
      for await (const batch of session.stream(`${selectSql(shape)} order by f._row`)) {
        yield batch.flatMap((row) =>
          (asked ? [asked] : failedBy(shape, row)).map((rule) => failureOf(shape, row, rule)),
        );
      }
    },
  };
}

/** Begins the transaction on the rows of the latest run, whose table a newer one may take away while we come. */
async function openRun(call: Call, deps: QualityDeps, session: LakeSession, resource: ResourceCore): Promise<RunRow> {
  const { name: title, id } = resource;
  let run = await latestRun(call.db, id);
  for (let seen: string | undefined; run && run.id !== seen; run = await latestRun(call.db, id)) {
    seen = run.id;
    await session.begin();
    const isThere =
      (await hasTable(session, failedTableOf(resource, run.id))) && (await hasTable(session, resource.table));
    // Numbers of records mean those of the load that was checked; rows mended since then only add to them.
    if (isThere && (await deps.intake.loadIn(session, id)) === run.loadId) return run;
    await session.rollback();
  }
  throw run ? problem(problems["rows-replaced"], { name: title }) : problem(problems["not-checked"], { name: title });
}

async function findRule(call: Call, run: RunRow, { name: title }: ResourceCore, id: string): Promise<ResultRow> {
  const rule = (await resultsOf(call.db, [run.id])).find((row) => row.rule === id);
  if (!rule) throw problem(problems["rule-not-found"], { name: title, rule: id });
  return rule;
}

interface Shape {
  readonly call: Call;
  readonly deps: QualityDeps;
  readonly resource: ResourceCore;
  readonly run: RunRow;
  /** Those that were put to rows, in the order of their bits. */
  readonly rules: readonly ResultRow[];
  readonly asked: ResultRow | undefined;
  readonly plans: ReadonlyMap<string, ColumnPlan>;
}

const keysOf = ({ resource, plans }: Shape): string[] =>
  resource.items.filter(({ isKey, field }) => isKey && plans.has(field)).map(({ field }) => field);

function fieldsShown(shape: Shape): Set<string> {
  const read = (shape.asked ? [shape.asked] : shape.rules).flatMap(({ fields }) => fields);
  return new Set([...keysOf(shape), ...read.filter((field) => shape.plans.has(field))]);
}

const bitAlias = (bit: number): string => `_b${bit}`;

function selectSql(shape: Shape): string {
  const { deps, resource, run, rules, asked } = shape;
  const { dialect } = deps.lake;
  const bits = rules.map(({ bit }) => `${bitSql(dialect, bit ?? 0)} as ${bitAlias(bit ?? 0)}`);
  const values = [...fieldsShown(shape)].map(
    (field) => `${dialect.tryCast(`t.${name(field)}`, { kind: "text" })} as ${name(field)}`,
  );
  const row = name(csvColumns.row);
  const isAsked = asked?.bit === null || asked === undefined ? "true" : bitSql(dialect, asked.bit);
  return `select ${["f._row as _number", ...bits, ...values].join(", ")}
    from ${failedTableOf(resource, run.id)} f join ${resource.table} t on t.${row} = f._row where ${isAsked}`;
}

function bitSql(dialect: Dialect, position: number): string {
  const { word, bit } = wordOf(position);
  return dialect.hasBit(`f.${word}`, bit);
}

const failedBy = ({ rules }: Shape, row: LakeRow): ResultRow[] =>
  rules.filter(({ bit }) => bit !== null && row[bitAlias(bit)] === true);

function badRowOf(shape: Shape, row: LakeRow): BadRow {
  const failed = failedBy(shape, row);
  const spoken = shape.asked ?? failed[0];
  if (!spoken) throw new Error("A failed row that fails no rule.");
  const [column = null] = spoken.fields;
  return {
    ...failureOf(shape, row, spoken),
    rule: spoken.rule,
    column: spoken.fields.length === 1 ? column : null,
    rules: failed.map(({ rule }) => rule),
  };
}

function failureOf(shape: Shape, row: LakeRow, rule: ResultRow): Failure {
  const raw = (field: string) => (typeof row[field] === "string" ? row[field] : null);
  const [field = ""] = rule.fields;
  const isMasked = rule.fields.some((one) => (shape.plans.get(one)?.mask ?? null) !== null);
  const keys = keysOf(shape).map((key) => shown(shape, key, raw(key)) ?? "");
  return {
    row: Number(row["_number"]),
    key: keys.length === 0 ? null : keys.join(" · "),
    rule,
    value: valueOf(shape, rule, raw),
    reason: reasonOf(rule, raw(field), isMasked, dayOf(shape.run.ranAt)),
  };
}

function valueOf(shape: Shape, { fields }: ResultRow, raw: (field: string) => string | null): string | null {
  const values = fields.map((field) => shown(shape, field, raw(field)));
  return values.every((value) => value === null) ? null : values.map((value) => value ?? "").join(" · ");
}

/** A value as it may leave: masked by its element. What no plan covers is not read at all. */
function shown({ plans, deps }: Shape, field: string, value: string | null): string | null {
  const plan = plans.get(field);
  return value === null || !plan ? null : masked(value, plan.mask, deps.maskValue);
}
