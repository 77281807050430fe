import { mkdtempSync } from "node:fs";
import path from "node:path";
import { readFileInto, type ReadTable } from "#intake";
import { openDuckdb } from "#kernel/lake/duckdb";
import type { LakeSession } from "#kernel/lake/lake";
import type { Accuracy } from "./matching/accuracy.ts";
import { type MatchOutcome, matchTables } from "./matching/match.ts";
import { judge, type Truth, truthOfColumn } from "./truth.ts";

export interface MatchedFile {
  readonly file: string;
  /** Table or sheet inside the file. */
  readonly table?: string;
}

type TruthOf = (session: LakeSession, tables: readonly ReadTable[]) => Promise<Truth>;

/** Files matched in a lake of their own and held against the truth: a column, or what the function answers. */
export async function matchFiles(
  folder: string,
  files: readonly MatchedFile[],
  truth: string | TruthOf,
): Promise<{ pairwise: Accuracy; clustered: Accuracy; outcome: MatchOutcome }> {
  const own = mkdtempSync(path.join(folder, "run-"));
  const lake = await openDuckdb({ folder: null, memoryMb: 1024 });
  try {
    await using session = await lake.session();
    const tables: ReadTable[] = [];
    for (const [at, { file, table }] of files.entries())
      tables.push(await readFileInto(lake, session, file, { as: `t${at}`, table, folder: path.join(own, String(at)) }));
    const outcome = await matchTables(
      session,
      lake.dialect,
      tables.map(({ relation, columns }, at) => ({
        name: path.basename(files[at]?.file ?? ""),
        relation,
        columns: columns.filter((column) => column !== truth),
      })),
      { today: "2026-03-18" },
    );
    const said = typeof truth === "string" ? await truthOfColumn(session, tables, truth) : await truth(session, tables);
    return { ...judge(outcome, said), outcome };
  } finally {
    await lake.close();
  }
}
