import { type Db, sql } from "#kernel/db/db";

export interface CorrectionRow {
  library: string;
  /** Digest of the conflict. */
  conflict: string;
  correctionId: string;
  field: string;
  resourceId: string;
  department: string;
  openedAt: Date;
  closedAt: Date | null;
  closedByRun: string | null;
}

export interface HoldingRow {
  element: string;
  resourceId: string;
  department: string;
  field: string;
  overlap: number | null;
  sampled: number;
  measuredBy: "value" | "subject" | null;
  agreement: number | null;
  isAgain: boolean;
  checkedAt: Date;
}

interface Tables {
  "libraries.correction": CorrectionRow;
  "libraries.holding": HoldingRow;
}

const tables = (db: Db) => db.withTables<Tables>();

/** Of these conflicts the corrections under way, by conflict. */
export async function openCorrections(
  db: Db,
  library: string,
  conflicts?: readonly string[],
): Promise<Map<string, CorrectionRow>> {
  if (conflicts?.length === 0) return new Map();
  const open = tables(db)
    .selectFrom("libraries.correction")
    .selectAll()
    .where("library", "=", library)
    .where("closedAt", "is", null);
  const rows = await (conflicts === undefined ? open : open.where("conflict", "in", [...conflicts])).execute();
  return new Map(rows.map((row) => [row.conflict, row]));
}

export async function insertCorrection(db: Db, row: CorrectionRow): Promise<void> {
  await tables(db).insertInto("libraries.correction").values(row).execute();
}

/** What the new run no longer finds has been mended at the source. */
export async function closeCorrections(
  db: Db,
  library: string,
  conflicts: readonly string[],
  { runId, now }: { runId: string; now: Date },
): Promise<void> {
  if (conflicts.length === 0) return;
  await tables(db)
    .updateTable("libraries.correction")
    .set({ closedAt: now, closedByRun: runId })
    .where("library", "=", library)
    .where("conflict", "in", [...conflicts])
    .where("closedAt", "is", null)
    .execute();
}

/** Corrections of a library, newest first, of the departments in scope. */
export async function listCorrectionRows(
  db: Db,
  library: string,
  filter: {
    readonly departments: "all" | readonly string[];
    readonly state?: "open" | "closed" | undefined;
    readonly limit: number;
    readonly after: { at: Date; id: string } | undefined;
  },
): Promise<{ rows: CorrectionRow[]; total: number }> {
  const { departments, state, after } = filter;
  let own = tables(db).selectFrom("libraries.correction").where("library", "=", library);
  if (departments !== "all") own = own.where("department", "in", [...departments, ""]);
  if (state !== undefined) own = own.where("closedAt", state === "open" ? "is" : "is not", null);
  const page = after
    ? own.where((is) => is(is.refTuple("openedAt", "correctionId"), "<", is.tuple(after.at, after.id)))
    : own;
  const rows = await page
    .selectAll()
    .orderBy("openedAt", "desc")
    .orderBy("correctionId", "desc")
    .limit(filter.limit)
    .execute();
  const count = await own.select((is) => is.fn.countAll<number>().as("n")).executeTakeFirst();
  return { rows, total: count?.n ?? 0 };
}

/** How many corrections of each department are open and closed, over all libraries. */
export async function correctionsByDepartment(db: Db): Promise<Map<string, { open: number; closed: number }>> {
  const found = await sql<{ department: string; open: number; closed: number }>`
    select c.department, count(*) filter (where c.closed_at is null) as open, count(*) filter (where c.closed_at is not null) as closed
    from libraries.correction c group by c.department order by c.department`.execute(tables(db));
  return new Map(found.rows.map(({ department, open, closed }) => [department, { open, closed }]));
}

export async function countCorrections(db: Db, library: string): Promise<{ correcting: number; closed: number }> {
  const found = await sql<{ correcting: number; closed: number }>`
    select count(*) filter (where c.closed_at is null) as correcting, count(*) filter (where c.closed_at is not null) as closed
    from libraries.correction c where c.library = ${library}`.execute(tables(db));
  return { correcting: found.rows[0]?.correcting ?? 0, closed: found.rows[0]?.closed ?? 0 };
}

export async function replaceHoldings(db: Db, rows: readonly HoldingRow[]): Promise<void> {
  await tables(db).deleteFrom("libraries.holding").execute();
  for (let at = 0; at < rows.length; at += 500)
    await tables(db)
      .insertInto("libraries.holding")
      .values(rows.slice(at, at + 500))
      .execute();
}

export const allHoldings = (db: Db): Promise<HoldingRow[]> =>
  tables(db)
    .selectFrom("libraries.holding")
    .selectAll()
    .orderBy("element")
    .orderBy("resourceId")
    .orderBy("field")
    .execute();
