import type { answerKinds, verdicts } from "#contract/libraries";
import { type Db, sql } from "#kernel/db/db";

export interface AnswerRow {
  id: string;
  library: string;
  kind: (typeof answerKinds)[number];
  verdict: (typeof verdicts)[number];
  /** The smaller of the two digests. */
  a: string;
  b: string;
  reason: string;
  /** Whether they stood in one golden record when the answer was given; null where that was not known. */
  wasOne: boolean | null;
  answeredBy: string;
  answeredAt: Date;
  withdrawnAt: Date | null;
}

interface Tables {
  "libraries.answer": AnswerRow;
}

const tables = (db: Db) => db.withTables<Tables>();
const standing = (db: Db, library: string) =>
  tables(db).selectFrom("libraries.answer").where("library", "=", library).where("withdrawnAt", "is", null);

/** The newest answer counts: an earlier one about the same two records is withdrawn. */
export async function keepAnswers(db: Db, rows: readonly AnswerRow[]): Promise<void> {
  for (const row of rows) {
    await tables(db)
      .updateTable("libraries.answer")
      .set({ withdrawnAt: row.answeredAt })
      .where("library", "=", row.library)
      .where("a", "=", row.a)
      .where("b", "=", row.b)
      .where("withdrawnAt", "is", null)
      .execute();
    await tables(db).insertInto("libraries.answer").values(row).execute();
  }
}

export const standingAnswers = (db: Db, library: string): Promise<AnswerRow[]> =>
  standing(db, library).selectAll().orderBy("answeredAt").orderBy("id").execute();

export async function listAnswerRows(
  db: Db,
  library: string,
  { limit, after }: { limit: number; after: { at: Date; id: string } | undefined },
): Promise<{ rows: AnswerRow[]; total: number }> {
  const own = standing(db, library);
  const page =
    after === undefined
      ? own
      : own.where((is) => is(is.refTuple("answeredAt", "id"), "<", is.tuple(after.at, after.id)));
  const rows = await page.selectAll().orderBy("answeredAt", "desc").orderBy("id", "desc").limit(limit).execute();
  const count = await own.select((is) => is.fn.countAll<number>().as("n")).executeTakeFirst();
  return { rows, total: count?.n ?? 0 };
}

export const findAnswer = (db: Db, library: string, id: string): Promise<AnswerRow | undefined> =>
  standing(db, library).selectAll().where("id", "=", id).executeTakeFirst();

/** Undefined where there is none that stands. */
export async function withdraw(db: Db, library: string, id: string, now: Date): Promise<AnswerRow | undefined> {
  const found = await sql<AnswerRow>`
    update libraries.answer set withdrawn_at = ${now}
    where library = ${library} and id = ${id} and withdrawn_at is null returning *`.execute(tables(db));
  return found.rows[0];
}
