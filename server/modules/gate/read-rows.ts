import pg from "pg";
import { name } from "#kernel/lake/lake";
import { columnOf, compileConditions, holdsNumber } from "./condition-sql.ts";
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
export function wholeNumber(text: string): number | string {
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
    list = projection.map((item) => `, ${shownOf(item)}`).join("");
    columnLists.set(projection, list);
  }
  return list;
}

/** Small counts and what goes with them never leave the table. */
function shownOf({ field, cell }: PlanItem): string {
  if (cell === null) return columnOf(field);
  const count = columnOf(cell.count);
  return `case when ${count} <> 0 and abs(${count}) < ${cell.below} then null else ${columnOf(field)} end`;
}

/** Where a page begins, and how it is ordered: by the row's number unless fields are named. */
export interface RowPage {
  readonly after: number;
  readonly limit: number | null;
  readonly offset?: number;
  /** `hidesNumbers`: values in which a number is hidden come last, in no order of their own. */
  readonly order?: readonly { readonly field: string; readonly down: boolean; readonly hidesNumbers?: boolean }[];
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
  page: RowPage,
): Reading {
  const where = compileConditions([...plan.conditions, ...asked], plan.types, 1);
  const values = [...where.values];
  const parts = where.sql === "" ? [] : [where.sql];
  const order = (page.order ?? []).map(({ field, down, hidesNumbers }) => {
    const key = hidesNumbers
      ? `case when ${holdsNumber(field)} then null else ${columnOf(field)} end`
      : columnOf(field);
    return `${key} ${down ? "desc" : "asc"} nulls last, `;
  });
  if (page.after > 0) parts.push(`${row} > $${values.push(page.after)}::bigint`);
  const columns = columnsOf(projection);
  const limit = page.limit === null ? "" : ` limit $${values.push(page.limit)}::int`;
  const offset = page.offset === undefined ? "" : ` offset $${values.push(page.offset)}::bigint`;
  return {
    text: `select ${row}${columns} from ${tableOf(plan)} t${
      parts.length === 0 ? "" : ` where ${parts.join(" and ")}`
    } order by ${order.join("")}${row}${limit}${offset}`,
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
let lastName = 0;

/**
 * Prepared statements carry a name by their text; one text serves every grant with conditions of the same shape. No name
 * is given twice: each load makes a table of another name, and a connection keeps what was prepared on it.
 */
export function statementName(text: string): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  if (names.size >= mostNames) names.clear();
  const fresh = `gate${(lastName += 1)}`;
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
