import pg from "pg";
import type { Pipeline } from "#kernel/db/pipeline";
import { name } from "#kernel/lake/lake";
import { columnOf, compileConditions } from "./condition-sql.ts";
import type { ValueKind } from "#contract/dictionary";
import type { AskedCondition } from "./conditions.ts";
import type { Plan, PlanItem } from "./plan.ts";
import { rowColumn } from "./serving.ts";

/** Whole numbers as numbers while they are exact; everything else but truth values as its text. */
const parsers = new Map<number, (text: string) => unknown>([
  [pg.types.builtins.INT8, wholeNumber],
  [pg.types.builtins.INT4, wholeNumber],
  [pg.types.builtins.FLOAT8, Number],
  [pg.types.builtins.BOOL, (text) => text === "t"],
]);
function wholeNumber(text: string): number | string {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : text;
}
const asText = (text: string): string => text;
export const rowTypes: pg.CustomTypesConfig = { getTypeParser: (oid: number) => parsers.get(oid) ?? asText };

export type Value = string | number | boolean | null;
/** A row of the serving table: its number, then the items of the projection. */
export type ServedRow = readonly [row: number, ...values: Value[]];

const row = columnOf(rowColumn);
const columnLists = new WeakMap<readonly PlanItem[], string>();

function columnsOf(projection: readonly PlanItem[]): string {
  let list = columnLists.get(projection);
  if (list === undefined) {
    list = projection.map((item) => `, ${columnOf(item.field)}`).join("");
    columnLists.set(projection, list);
  }
  return list;
}

export interface Reading {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** The one statement that reads rows for the outside: granted conditions and asked ones, in the order of rows. */
export function selectRows(
  plan: Plan,
  projection: readonly PlanItem[],
  asked: readonly AskedCondition[],
  page: { readonly after: number; readonly limit: number | null },
): Reading {
  const where = compileConditions([...plan.conditions, ...asked], plan.types, 1);
  const values = [...where.values];
  const parts = where.sql === "" ? [] : [where.sql];
  if (page.after > 0) parts.push(`${row} > $${values.push(page.after)}::bigint`);
  const columns = columnsOf(projection);
  const limit = page.limit === null ? "" : ` limit $${values.push(page.limit)}::int`;
  return {
    text: `select ${row}${columns} from ${tableOf(plan)} t${
      parts.length === 0 ? "" : ` where ${parts.join(" and ")}`
    } order by ${row}${limit}`,
    values,
  };
}

export function countRows(plan: Plan, asked: readonly AskedCondition[]): Reading {
  const where = compileConditions([...plan.conditions, ...asked], plan.types, 1);
  return {
    text: `select count(*) from ${tableOf(plan)} t${where.sql === "" ? "" : ` where ${where.sql}`}`,
    values: where.values,
  };
}

/** Rows of many keys at once; each key is one value for every key item, in their order. */
export function selectKeys(
  plan: Plan,
  projection: readonly PlanItem[],
  keys: readonly (readonly string[])[],
  cast: (item: PlanItem) => string,
): Reading {
  const where = compileConditions(plan.conditions, plan.types, plan.keys.length + 1);
  const lists = plan.keys.map((_, position) => keys.map((key) => key[position] ?? ""));
  const unnest = plan.keys.map((item, position) => `$${position + 1}::${cast(item)}[]`).join(", ");
  const names = plan.keys.map((_, position) => `k${position}`);
  const joined = plan.keys.map((item, position) => `t.${name(item.field)} = k.k${position}`).join(" and ");
  const columns = columnsOf(projection);
  return {
    text: `select k.at::bigint${columns} from unnest(${unnest}) with ordinality k(${names.join(", ")}, at)
      join ${tableOf(plan)} t on ${joined}${where.sql === "" ? "" : ` where ${where.sql}`}
      order by k.at, t.${name(rowColumn)} limit 20000`,
    values: [...lists, ...where.values],
  };
}

const tableOf = ({ resource }: Plan): string => name("serving", resource.serving?.tableName ?? "");

const names = new Map<string, string>();
const mostNames = 5000;
let named = 0;

/**
 * Prepared statements carry a name by their text; one text serves every grant with conditions of the same shape. No name
 * is given twice: each load makes a table of another name, and a connection keeps what was prepared on it.
 */
function statementName(text: string): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  if (names.size >= mostNames) names.clear();
  const fresh = `gate${(named += 1)}`;
  names.set(text, fresh);
  return fresh;
}

/** Runs a reading on the serving pool; rows as arrays. */
export async function run<Row extends readonly unknown[]>(pool: pg.Pool, { text, values }: Reading): Promise<Row[]> {
  const result = await pool.query<Row & unknown[]>({
    text,
    values: [...values],
    rowMode: "array",
    types: rowTypes,
    name: statementName(text),
  });
  return result.rows;
}

const asWritten = (text: string): Value => text;
const valueReaders: Readonly<Partial<Record<ValueKind, (text: string) => Value>>> = {
  integer: wholeNumber,
  number: Number,
  boolean: (text) => text === "t",
};

interface KeyReading {
  readonly name: string;
  readonly text: string;
  readonly granted: readonly string[];
  readonly readers: readonly ((text: string) => Value)[];
}

const keyReadings = new WeakMap<Plan, KeyReading | null>();

/** The statement for rows of one whole key, all granted items; null where its values are not all plain texts. */
function keyReading(plan: Plan): KeyReading | null {
  let known = keyReadings.get(plan);
  if (known !== undefined) return known;
  const key = plan.keys.map((item) => ({ item: item.field, op: "in" as const, values: [""] }));
  const { text, values } = selectRows(plan, plan.items, key, { after: 0, limit: 0 });
  const granted = values.slice(0, values.length - key.length - 1);
  known = granted.every((value) => typeof value === "string")
    ? {
        name: statementName(text),
        text,
        granted,
        readers: [wholeNumber, ...plan.items.map((item) => valueReaders[item.type.kind] ?? asWritten)],
      }
    : null;
  keyReadings.set(plan, known);
  return known;
}

/** The values of the key where the question is for one whole key and nothing else; a reading that is over at once. */
export function wholeKey(plan: Plan, asked: readonly AskedCondition[]): readonly string[] | null {
  const { keys } = plan;
  if (keys.length === 0 || asked.length !== keys.length) return null;
  const values: string[] = [];
  for (const key of keys) {
    const condition = asked.find(({ item }) => item === key.field);
    const value = condition?.op === "in" && condition.values.length === 1 ? condition.values[0] : undefined;
    if (value === undefined) return null;
    values.push(value);
  }
  return values;
}

/** Rows of one key, in one round trip with whatever else is looked up now; null where that cannot be done. */
export async function readByKey(
  pipeline: Pipeline,
  plan: Plan,
  key: readonly string[],
  limit: number,
): Promise<ServedRow[] | null> {
  const reading = keyReading(plan);
  if (!reading) return null;
  const { name: named, text, granted, readers } = reading;
  const rows = await pipeline.read({ name: named, text, values: [...granted, ...key, String(limit)] });
  return rows.map(
    (texts) =>
      texts.map((value, at) => (value === null ? null : (readers[at] ?? asWritten)(value))) as unknown as ServedRow,
  );
}
