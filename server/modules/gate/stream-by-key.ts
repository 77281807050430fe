import type pg from "pg";
import { name } from "#kernel/lake/lake";
import { compileConditions } from "./condition-sql.ts";
import type { Plan } from "./plan.ts";
import { rowTypes, type ServedRow } from "./read-rows.ts";
import { rowColumn } from "./serving.ts";

const rowsPerFetch = 1000;

export interface KeyedRow {
  /** The row's name outside: a keyed hash of its key values, and which of several with that key it is. */
  readonly key: string;
  readonly row: ServedRow;
}

/** Rows under a grant in the order of their keys outside, behind `after`. */
export async function* streamByKey(
  pool: pg.Pool,
  plan: Plan,
  secret: Buffer,
  after: string,
  signal: AbortSignal,
): AsyncGenerator<KeyedRow[]> {
  const client = await pool.connect();
  let isWhole = false;
  try {
    await client.query("begin read only");
    const { text, values } = keyedRows(plan, secret, after);
    await client.query({ text: `declare leaving no scroll cursor for ${text}`, values });
    for (;;) {
      signal.throwIfAborted();
      const { rows } = await client.query<[string, ...ServedRow]>({
        text: `fetch ${rowsPerFetch} from leaving`,
        rowMode: "array",
        types: rowTypes,
      });
      if (rows.length > 0) yield rows.map(([key, ...row]) => ({ key, row }));
      if (rows.length < rowsPerFetch) break;
    }
    await client.query("commit");
    isWhole = true;
  } finally {
    client.release(!isWhole);
  }
}

function keyedRows(plan: Plan, secret: Buffer, after: string): { text: string; values: unknown[] } {
  const where = compileConditions(plan.conditions, plan.types, 1);
  const values: unknown[] = [...where.values];
  const seed = `$${values.push(secret.toString("hex"))}::text`;
  const own = plan.keys.length > 0 ? plan.keys.map((item) => name(item.field)) : [name(rowColumn)];
  const parts = own.map((column) => `coalesce(t.${column}::text, '')`).join(" || chr(31) || ");
  const hash = `encode(sha256(convert_to(${seed} || chr(31) || ${parts}, 'UTF8')), 'hex')`;
  const columns = plan.items.map((item) => `, t.${name(item.field)}`).join("");
  const outer = plan.items.map((item) => `, x.${name(item.field)}`).join("");
  const table = name("serving", plan.resource.serving?.tableName ?? "");
  const from = `$${values.push(after)}::text`;
  return {
    values,
    text: `select x.k, x.${name(rowColumn)}${outer} from (
        select ${hash} || '-' || lpad(row_number() over (partition by ${hash} order by t.${name(rowColumn)})::text, 6, '0')
          collate "C" as k, t.${name(rowColumn)}${columns}
        from ${table} t${where.sql === "" ? "" : ` where ${where.sql}`}
      ) x where x.k > ${from} collate "C" order by x.k`,
  };
}
