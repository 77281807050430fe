import type { CommitmentState, Level, MoveKind } from "#contract/clock";
import type { GeneratedAlways, Insertable } from "kysely";
import { type Db, sql } from "#kernel/db/db";

/** A commitment as it is stored; see the migration for what each column means. */
export interface CommitmentColumns {
  id: string;
  kind: string;
  subjectModule: string;
  subjectId: string;
  subjectTitle: string;
  subjectNumber: string;
  subjectHref: string;
  owedBy: string;
  owedTo: string | null;
  owedToName: string;
  basis: string;
  needsConsent: boolean;
  state: CommitmentState;
  level: Level | null;
  startedAt: Date;
  runFrom: string;
  runDays: number;
  usedBefore: number;
  countsFirst: boolean;
  agreedOn: string | null;
  pausedOn: string | null;
  workingDays: number;
  extendedDays: number;
  maxExtension: number;
  dueOn: string | null;
  orderOn: GeneratedAlways<string>;
  warnedAt: Date | null;
  nextAt: Date | null;
  assigneeId: string | null;
  assigneeName: string | null;
  calledInAt: Date | null;
  calledInBy: string | null;
  officerId: string | null;
  officerName: string | null;
  asksExtension: boolean;
  endedAt: Date | null;
  endedDays: number | null;
  version: number;
}

type Fields = Omit<CommitmentColumns, "orderOn">;
export type CommitmentRow = Fields & { orderOn: string };
export type NewRow = Insertable<CommitmentColumns>;
export type Change = Partial<Omit<Fields, "id" | "version" | "kind" | "owedBy" | "owedTo">>;

export interface MoveRow {
  commitmentId: string;
  number: number;
  at: Date;
  kind: MoveKind;
  reason: string;
  actorId: string;
  actorName: string;
  department: string | null;
  dueBefore: string | null;
  dueAfter: string | null;
  facts: Record<string, unknown>;
}

export interface Tables {
  "clock.commitment": CommitmentColumns;
  "clock.move": Omit<MoveRow, "facts"> & { facts: unknown };
}

const tables = (db: Db) => db.withTables<Tables>();
const json = (value: unknown) => sql`${JSON.stringify(value)}::jsonb`;

export async function insertCommitment(db: Db, row: NewRow): Promise<void> {
  await tables(db).insertInto("clock.commitment").values(row).execute();
}

/** Every change bumps the version: it is the number of the line that tells of it. */
export async function updateCommitment(db: Db, id: string, change: Change, version: number): Promise<void> {
  await tables(db)
    .updateTable("clock.commitment")
    .set({ ...change, version })
    .where("id", "=", id)
    .execute();
}

export async function insertMoves(db: Db, moves: readonly MoveRow[]): Promise<void> {
  if (moves.length === 0) return;
  await tables(db)
    .insertInto("clock.move")
    .values(moves.map((move) => ({ ...move, facts: json(move.facts) })))
    .execute();
}

export async function findCommitment(db: Db, id: string): Promise<CommitmentRow | undefined> {
  return tables(db).selectFrom("clock.commitment as c").selectAll("c").where("c.id", "=", id).executeTakeFirst();
}

/** Locked until the transaction ends: whoever moves one commitment waits for whoever is moving it. */
export async function lockCommitment(db: Db, id: string): Promise<CommitmentRow | undefined> {
  return tables(db)
    .selectFrom("clock.commitment as c")
    .selectAll("c")
    .where("c.id", "=", id)
    .forUpdate()
    .executeTakeFirst();
}

/** Those for which a moment has come, the longest waiting first; those another process is at are left to it. */
export async function lockDue(db: Db, now: Date, limit: number): Promise<CommitmentRow[]> {
  return tables(db)
    .selectFrom("clock.commitment as c")
    .selectAll("c")
    .where("c.nextAt", "<=", now)
    .orderBy("c.nextAt")
    .orderBy("c.id")
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();
}

/** Running and overdue ones in the order of their ids, after one. */
export async function lockCounting(db: Db, after: string | null, limit: number): Promise<CommitmentRow[]> {
  let query = tables(db)
    .selectFrom("clock.commitment as c")
    .selectAll("c")
    .where("c.endedAt", "is", null)
    .where("c.dueOn", "is not", null);
  if (after !== null) query = query.where("c.id", ">", after);
  return query.orderBy("c.id").limit(limit).forUpdate().execute();
}

export async function commitmentsOf(db: Db, module: string, ids: readonly string[]): Promise<CommitmentRow[]> {
  if (ids.length === 0) return [];
  return tables(db)
    .selectFrom("clock.commitment as c")
    .selectAll("c")
    .where("c.subjectModule", "=", module)
    .where("c.subjectId", "in", [...ids])
    .orderBy("c.subjectId")
    .orderBy("c.id")
    .execute();
}

export async function movesOf(db: Db, id: string): Promise<MoveRow[]> {
  const rows = await tables(db)
    .selectFrom("clock.move as m")
    .selectAll("m")
    .where("m.commitmentId", "=", id)
    .orderBy("m.number")
    .execute();
  return rows.map((row) => ({ ...row, facts: row.facts as Record<string, unknown> }));
}
