import path from "node:path";
import type { LakeSession } from "#kernel/lake/lake";
import type { LoadPlan } from "../plan.ts";
import { CsvWriter } from "../readers/csv-writer.ts";
import { dialectFor, type Prepared, type SourceHeading } from "../readers/reader.ts";
import { stage, type Staged } from "../staging.ts";
import type { NetChanges } from "./net-changes.ts";

/** Writes changed rows the way a reader writes a table, so that typing, cleaning and rejecting are the same for both. */
export async function stageChanges(
  session: LakeSession,
  table: string,
  net: NetChanges,
  columns: readonly SourceHeading[],
  plan: LoadPlan,
  work: { readonly folder: string; readonly signal: AbortSignal },
): Promise<Staged> {
  const file = path.join(work.folder, "changes.csv");
  {
    using writer = new CsvWriter(file);
    for (const { values } of net.upserts.values()) writer.write(columns.map(({ name }) => values[name] ?? null));
  }
  const prepared: Prepared = {
    file,
    dialect: dialectFor(columns.length),
    columns,
    text: null,
    encoding: null,
    rowCount: net.upserts.size,
    damagedCharacters: 0,
    notices: [],
  };
  await session.write(`drop table if exists ${table}`);
  return stage(session, table, prepared, plan, { ...work, onRows: () => {} });
}
