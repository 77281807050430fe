import { type LakeSession, name } from "#kernel/lake/lake";
import type { LoadPlan } from "../plan.ts";
import { keyColumn, rowColumn, sumColumn } from "../staging.ts";
import type { Delta, DeltaTarget } from "./apply-delta.ts";

/**
 * Versions of rows, in a table beside the standard one: every row as it was, from when to when. The newest version of a row
 * that still exists has no end. Of several changes to a row in one batch the last is kept.
 */
export const historyTableOf = (table: string): string => `${table.slice(0, -1)}__history"`;

export const historyColumns = { from: "_valid_from", to: "_valid_to" } as const;
const validFrom = name(historyColumns.from);
const validTo = name(historyColumns.to);

const instant = (at: Date): string => `timestamp '${at.toISOString().slice(0, 23).replace("T", " ")}'`;

/** The first versions: the table as it is now. In the transaction of the swap. */
export async function beginHistory(session: LakeSession, table: string, at: Date): Promise<void> {
  const history = historyTableOf(table);
  await session.write(`drop table if exists ${history}`);
  await session.write(
    `create table ${history} as select t.*, ${instant(at)} as ${validFrom}, null::timestamp as ${validTo} from ${table} t`,
  );
}

/** Ends the versions of touched rows and begins those of the rows that came; `touched` is filled. */
export async function keepVersions(
  session: LakeSession,
  history: string,
  delta: Delta,
  { at }: Pick<DeltaTarget, "at">,
): Promise<void> {
  const which = delta.truncates ? "" : ` and ${keyColumn} in (select c.key from touched c)`;
  await session.write(`update ${history} set ${validTo} = ${instant(at)} where ${validTo} is null${which}`);
  if (!delta.stage) return;
  const columns = columnsOf(delta.plan);
  await session.write(
    `insert into ${history} (${columns.join(", ")}, ${validFrom}, ${validTo})
     select ${columns.map((column) => `s.${column}`).join(", ")}, ${instant(at)}, null from ${delta.stage.table} s`,
  );
}

const columnsOf = (plan: LoadPlan): string[] => [
  rowColumn,
  ...plan.columns.map((column) => name(column.field)),
  keyColumn,
  sumColumn,
];
