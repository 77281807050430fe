import type pg from "pg";
import type { AskedCondition } from "./conditions.ts";
import type { Plan, PlanItem } from "./plan.ts";
import { rowTypes, selectRows, type ServedRow } from "./read-rows.ts";

const rowsPerFetch = 2000;

/**
 * All rows of a plan in their order, a few thousand at a time, as they were at one moment: the table cannot be dropped
 * while it is read.
 */
export async function* streamRows(
  pool: pg.Pool,
  plan: Plan,
  projection: readonly PlanItem[],
  asked: readonly AskedCondition[],
  signal: AbortSignal,
): AsyncGenerator<ServedRow[]> {
  const client = await pool.connect();
  let isWhole = false;
  try {
    await client.query("begin read only");
    const { text, values } = selectRows(plan, projection, asked, { after: 0, limit: null });
    await client.query({ text: `declare leaving no scroll cursor for ${text}`, values: [...values] });
    for (;;) {
      signal.throwIfAborted();
      const { rows } = await client.query<ServedRow & unknown[]>({
        text: `fetch ${rowsPerFetch} from leaving`,
        rowMode: "array",
        types: rowTypes,
      });
      if (rows.length > 0) yield rows;
      if (rows.length < rowsPerFetch) break;
    }
    await client.query("commit");
    isWhole = true;
  } finally {
    // A reader that went away in the middle leaves an open transaction: the connection goes with it.
    client.release(!isWhole);
  }
}
