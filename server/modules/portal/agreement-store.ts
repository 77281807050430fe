import { type Db, sql } from "#kernel/db/db";

export interface AgreementRow {
  readonly id: string;
  readonly number: number;
  readonly datasetId: string;
  readonly department: string;
  readonly partyKind: "company" | "person";
  readonly party: string;
  readonly creditCode: string | null;
  readonly sealedContact: string;
  readonly purpose: string;
  readonly measures: string;
  readonly agreedText: string;
  readonly state: "waiting" | "active" | "refused" | "ended";
  readonly reason: string;
  readonly validUntil: string | null;
  readonly decidedBy: string | null;
  readonly decidedName: string | null;
  readonly decidedAt: Date | null;
  readonly receiptHash: Buffer;
  readonly keyHash: Buffer | null;
  readonly grantId: string | null;
  readonly commitmentId: string | null;
  readonly createdAt: Date;
  readonly version: number;
}

interface Tables {
  "portal.agreement": AgreementRow;
}

const tables = (db: Db) => db.withTables<Tables>();

export const agreementByKey = (db: Db, keyHash: Buffer): Promise<AgreementRow | undefined> =>
  tables(db).selectFrom("portal.agreement as a").selectAll("a").where("a.keyHash", "=", keyHash).executeTakeFirst();

export const agreementByReceipt = (db: Db, receiptHash: Buffer): Promise<AgreementRow | undefined> =>
  tables(db)
    .selectFrom("portal.agreement as a")
    .selectAll("a")
    .where("a.receiptHash", "=", receiptHash)
    .forUpdate()
    .executeTakeFirst();

export const lockAgreement = (db: Db, id: string): Promise<AgreementRow | undefined> =>
  tables(db).selectFrom("portal.agreement as a").selectAll("a").where("a.id", "=", id).forUpdate().executeTakeFirst();

/** In force for a dataset, as far as the department has said; whether its days are over the grant knows. */
export const activeAgreements = (db: Db, datasetId: string): Promise<AgreementRow[]> =>
  tables(db)
    .selectFrom("portal.agreement as a")
    .selectAll("a")
    .where("a.datasetId", "=", datasetId)
    .where("a.state", "=", "active")
    .orderBy("a.number")
    .forUpdate()
    .execute();

/** False where it is there already: a form sent twice. Another at the same instant may meet its receipt before its id. */
export async function insertAgreement(
  db: Db,
  row: Omit<
    AgreementRow,
    | "number"
    | "state"
    | "reason"
    | "validUntil"
    | "decidedBy"
    | "decidedName"
    | "decidedAt"
    | "keyHash"
    | "grantId"
    | "version"
  >,
): Promise<boolean> {
  const done = await tables(db)
    .insertInto("portal.agreement")
    .values({ ...row, state: "waiting" } as never)
    .onConflict((on) => on.doNothing())
    .executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function updateAgreement(db: Db, id: string, set: Partial<AgreementRow>): Promise<void> {
  await tables(db)
    .updateTable("portal.agreement")
    .set({ ...set, version: sql`version + 1` } as never)
    .where("id", "=", id)
    .execute();
}

export interface AgreementFilter {
  readonly departments: "all" | readonly string[];
  readonly state?: AgreementRow["state"] | undefined;
}

function filtered(db: Db, { departments, state }: AgreementFilter) {
  let query = tables(db).selectFrom("portal.agreement as a");
  if (departments !== "all") query = query.where(sql<boolean>`a.department = any(${[...departments]}::text[])`);
  return state === undefined ? query : query.where("a.state", "=", state);
}

/** Newest first, below a number. */
export async function pageOfAgreements(
  db: Db,
  filter: AgreementFilter,
  limit: number,
  below?: number,
): Promise<AgreementRow[]> {
  let query = filtered(db, filter);
  if (below !== undefined) query = query.where("a.number", "<", below);
  return query.selectAll("a").orderBy("a.number", "desc").limit(limit).execute();
}

export async function countAgreements(db: Db, filter: AgreementFilter): Promise<number> {
  const row = await filtered(db, filter)
    .select((eb) => eb.fn.countAll<number>().as("total"))
    .executeTakeFirstOrThrow();
  return row.total;
}
