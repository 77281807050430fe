import type { Db } from "#kernel/db/db";

export interface ExtensionRow {
  readonly id: string;
  readonly fileId: string;
  readonly workingDays: number;
  readonly reason: string;
  readonly state: "asked" | "agreed" | "declined";
  readonly agreedDays: number | null;
  readonly note: string;
  readonly askedBy: string;
  readonly askedAt: Date;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
}

interface Tables {
  "sharing.extension": ExtensionRow;
}

const tables = (db: Db) => db.withTables<Tables>();

export async function insertExtension(db: Db, row: ExtensionRow): Promise<void> {
  await tables(db).insertInto("sharing.extension").values(row).execute();
}

/** Oldest first. */
export async function extensionsOf(db: Db, fileId: string): Promise<ExtensionRow[]> {
  return tables(db)
    .selectFrom("sharing.extension as e")
    .selectAll("e")
    .where("e.fileId", "=", fileId)
    .orderBy("e.askedAt")
    .orderBy("e.id")
    .execute();
}

export const waitingExtension = async (db: Db, fileId: string): Promise<ExtensionRow | undefined> =>
  (await extensionsOf(db, fileId)).find((row) => row.state === "asked");

/** Answers false where it was decided before. */
export async function decidedExtension(
  db: Db,
  decision: {
    readonly id: string;
    readonly agreedDays: number | null;
    readonly note: string;
    readonly by: string;
    readonly at: Date;
  },
): Promise<boolean> {
  const result = await tables(db)
    .updateTable("sharing.extension")
    .set({
      state: decision.agreedDays === null ? "declined" : "agreed",
      agreedDays: decision.agreedDays,
      note: decision.note,
      decidedBy: decision.by,
      decidedAt: decision.at,
    })
    .where("id", "=", decision.id)
    .where("state", "=", "asked")
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
