import type { TicketKind, TicketOutcome } from "#contract/portal-visitors";
import { type Db, sql } from "#kernel/db/db";

export interface TicketRow {
  readonly id: string;
  readonly number: number;
  readonly kind: TicketKind;
  readonly datasetId: string | null;
  readonly department: string;
  readonly title: string;
  readonly body: string;
  readonly sealedContact: string | null;
  readonly receiptHash: Buffer;
  readonly state: "waiting" | "answered";
  readonly outcome: TicketOutcome | null;
  readonly answer: string;
  readonly answeredBy: string | null;
  readonly answeredName: string | null;
  readonly answeredAt: Date | null;
  readonly isPublic: boolean;
  readonly commitmentId: string | null;
  readonly createdAt: Date;
  readonly version: number;
}

interface Tables {
  "portal.ticket": TicketRow;
}

const tables = (db: Db) => db.withTables<Tables>();

export type NewTicket = Pick<
  TicketRow,
  | "id"
  | "kind"
  | "datasetId"
  | "department"
  | "title"
  | "body"
  | "sealedContact"
  | "receiptHash"
  | "commitmentId"
  | "createdAt"
>;

/** False where it is there already: a form sent twice. Another at the same instant may meet its receipt before its id. */
export async function insertTicket(db: Db, row: NewTicket): Promise<boolean> {
  const done = await tables(db)
    .insertInto("portal.ticket")
    .values({ ...row, state: "waiting" } as never)
    .onConflict((on) => on.doNothing())
    .executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function updateTicket(db: Db, id: string, set: Partial<TicketRow>): Promise<void> {
  await tables(db)
    .updateTable("portal.ticket")
    .set({ ...set, version: sql`version + 1` } as never)
    .where("id", "=", id)
    .execute();
}

export const findTicket = (db: Db, id: string): Promise<TicketRow | undefined> =>
  tables(db).selectFrom("portal.ticket as t").selectAll("t").where("t.id", "=", id).executeTakeFirst();

export const lockTicket = (db: Db, id: string): Promise<TicketRow | undefined> =>
  tables(db).selectFrom("portal.ticket as t").selectAll("t").where("t.id", "=", id).forUpdate().executeTakeFirst();

export const ticketByReceipt = (db: Db, receiptHash: Buffer): Promise<TicketRow | undefined> =>
  tables(db)
    .selectFrom("portal.ticket as t")
    .selectAll("t")
    .where("t.receiptHash", "=", receiptHash)
    .executeTakeFirst();

export interface TicketFilter {
  /** Null: the public list. */
  readonly departments: "all" | readonly string[] | null;
  readonly state?: "waiting" | "answered" | undefined;
  readonly kind?: TicketKind | undefined;
  readonly datasetId?: string | undefined;
}

function filtered(db: Db, { departments, state, kind, datasetId }: TicketFilter) {
  let query = tables(db).selectFrom("portal.ticket as t");
  if (departments === null) query = query.where("t.isPublic", "=", true);
  else if (departments !== "all") query = query.where(sql<boolean>`t.department = any(${[...departments]}::text[])`);
  if (state !== undefined) query = query.where("t.state", "=", state);
  if (kind !== undefined) query = query.where("t.kind", "=", kind);
  return datasetId === undefined ? query : query.where("t.datasetId", "=", datasetId);
}

/** Newest first, below a number. */
export async function pageOfTickets(db: Db, filter: TicketFilter, limit: number, below?: number): Promise<TicketRow[]> {
  let query = filtered(db, filter);
  if (below !== undefined) query = query.where("t.number", "<", below);
  return query.selectAll("t").orderBy("t.number", "desc").limit(limit).execute();
}

export async function countTickets(db: Db, filter: TicketFilter): Promise<number> {
  const row = await filtered(db, filter)
    .select((eb) => eb.fn.countAll<number>().as("total"))
    .executeTakeFirstOrThrow();
  return row.total;
}
