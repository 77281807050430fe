import type { Assignment, Role, ScopeKind } from "#contract/identity";
import { type Db, sql } from "#kernel/db/db";

export interface AccountRow {
  id: string;
  login: string;
  name: string;
  passwordHash: string | null;
  mustChangePassword: boolean;
  isDisabled: boolean;
  isDemo: boolean;
  isFirst: boolean;
  lastSignInAt: Date | null;
  createdAt: Date;
  version: number;
}

interface AssignmentRow {
  accountId: string;
  position: number;
  role: Role;
  department: string | null;
  scope: ScopeKind;
  departments: string[];
}

/** An account with what it holds, the department it acts for first in front. */
export interface Holder extends AccountRow {
  readonly assignments: readonly Assignment[];
}

interface Tables {
  "identity.account": AccountRow;
  "identity.assignment": AssignmentRow;
}

const tables = (db: Db) => db.withTables<Tables>();

/** One spelling per person: full-width letters, capitals and spaces around it do not make another login. */
export const normalLogin = (login: string): string => login.normalize("NFKC").trim().toLowerCase();

export async function countAccounts(db: Db): Promise<number> {
  const row = await tables(db)
    .selectFrom("identity.account as a")
    .select((eb) => eb.fn.countAll<number>().as("total"))
    .executeTakeFirstOrThrow();
  return row.total;
}

/** False where the login, or the place of the first administrator, is taken. */
export async function insertAccount(db: Db, row: AccountRow): Promise<boolean> {
  const result = await tables(db)
    .insertInto("identity.account")
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function updateAccount(
  db: Db,
  id: string,
  change: Partial<Omit<AccountRow, "id" | "version">>,
): Promise<void> {
  await tables(db)
    .updateTable("identity.account")
    .set({ ...change, version: sql`version + 1` })
    .where("id", "=", id)
    .execute();
}

/** Signing in is no edit: the version stays, so that an open form is not stale for it. */
export async function noteSignIn(db: Db, id: string, at: Date): Promise<void> {
  await tables(db).updateTable("identity.account").set({ lastSignInAt: at }).where("id", "=", id).execute();
}

export async function replaceAssignments(db: Db, accountId: string, held: readonly Assignment[]): Promise<void> {
  await tables(db).deleteFrom("identity.assignment").where("accountId", "=", accountId).execute();
  if (held.length === 0) return;
  const rows = held.map((assignment, position) => ({ accountId, position, ...assignment }));
  await tables(db).insertInto("identity.assignment").values(rows).execute();
}

export const holderByLogin = (db: Db, login: string): Promise<Holder | undefined> =>
  holderWhere(db, "login", normalLogin(login));

export const holderById = (db: Db, id: string): Promise<Holder | undefined> => holderWhere(db, "id", id);

/** The account, locked until the transaction ends, so that two edits are one after the other. */
export async function lockAccount(db: Db, id: string): Promise<void> {
  await tables(db).selectFrom("identity.account as a").select("a.id").where("a.id", "=", id).forUpdate().execute();
}

async function holderWhere(db: Db, column: "login" | "id", value: string): Promise<Holder | undefined> {
  const row = await tables(db)
    .selectFrom("identity.account as a")
    .selectAll("a")
    .where(`a.${column}`, "=", value)
    .executeTakeFirst();
  return row && (await withAssignments(db, [row]))[0];
}

async function withAssignments(db: Db, rows: readonly AccountRow[]): Promise<Holder[]> {
  if (rows.length === 0) return [];
  const held = await tables(db)
    .selectFrom("identity.assignment as s")
    .selectAll("s")
    .where(
      "s.accountId",
      "in",
      rows.map((row) => row.id),
    )
    .orderBy("s.accountId")
    .orderBy("s.position")
    .execute();
  const byAccount = Map.groupBy(held, (assignment) => assignment.accountId);
  return rows.map((row) => ({
    ...row,
    assignments: (byAccount.get(row.id) ?? []).map(({ role, department, scope, departments }) => ({
      role,
      department,
      scope,
      departments,
    })),
  }));
}

export interface AccountFilter {
  /** Accounts all of whose assignments are for these departments, and accounts without any. */
  readonly departments: "all" | readonly string[];
  readonly q?: string | undefined;
  readonly role?: Role | undefined;
}

function filtered(db: Db, filter: AccountFilter) {
  let query = tables(db).selectFrom("identity.account as a");
  if (filter.q) {
    const pattern = `%${filter.q.replaceAll(/[%_\\]/g, String.raw`\$&`)}%`;
    query = query.where((eb) => eb.or([eb("a.login", "ilike", pattern), eb("a.name", "ilike", pattern)]));
  }
  const { role, departments } = filter;
  if (role) {
    query = query.where((eb) =>
      eb.exists(
        eb
          .selectFrom("identity.assignment as s")
          .select("s.position")
          .whereRef("s.accountId", "=", "a.id")
          .where("s.role", "=", role),
      ),
    );
  }
  if (departments !== "all") {
    const ids = [...departments];
    query = query.where(
      sql<boolean>`not exists (select 1 from identity.assignment s where s.account_id = a.id
        and (s.scope = 'all' or s.department is null or not s.department = any(${ids}::text[])
          or not s.departments <@ ${ids}::text[]))`,
    );
  }
  return query;
}

export async function countHolders(db: Db, filter: AccountFilter): Promise<number> {
  const row = await filtered(db, filter)
    .select((eb) => eb.fn.countAll<number>().as("total"))
    .executeTakeFirstOrThrow();
  return row.total;
}

/** By login, after the given one. */
export async function pageOfHolders(db: Db, filter: AccountFilter, limit: number, after?: string): Promise<Holder[]> {
  let query = filtered(db, filter);
  if (after !== undefined) query = query.where("a.login", ">", after);
  return withAssignments(db, await query.selectAll("a").orderBy("a.login").limit(limit).execute());
}

/** Accounts that are not disabled, by name: these, or those with an assignment for this department. */
export async function activeHolders(
  db: Db,
  question: { readonly ids: readonly string[] } | { readonly department: string },
): Promise<Holder[]> {
  const base = tables(db).selectFrom("identity.account as a").selectAll("a").where("a.isDisabled", "=", false);
  const query =
    "ids" in question
      ? base.where(sql<boolean>`a.id = any(${[...question.ids]}::uuid[])`)
      : base.where((eb) =>
          eb.exists(
            eb
              .selectFrom("identity.assignment as s")
              .select("s.position")
              .whereRef("s.accountId", "=", "a.id")
              .where("s.department", "=", question.department),
          ),
        );
  return withAssignments(db, await query.orderBy("a.name").orderBy("a.id").limit(500).execute());
}

/** Departments for which somebody who can sign in holds the role. */
export async function departmentsHolding(db: Db, role: Role): Promise<string[]> {
  const rows = await tables(db)
    .selectFrom("identity.assignment as s")
    .innerJoin("identity.account as a", "a.id", "s.accountId")
    .select("s.department")
    .distinct()
    .where("s.role", "=", role)
    .where("s.department", "is not", null)
    .where("a.isDisabled", "=", false)
    .orderBy("s.department")
    .execute();
  return rows.flatMap(({ department }) => department ?? []);
}

export async function demoHolders(db: Db): Promise<Holder[]> {
  const rows = await tables(db)
    .selectFrom("identity.account as a")
    .selectAll("a")
    .where("a.isDemo", "=", true)
    .where("a.isDisabled", "=", false)
    .orderBy("a.createdAt")
    .orderBy("a.login")
    .limit(100)
    .execute();
  return withAssignments(db, rows);
}

/** Accounts that hold more than one of these roles. */
export async function holdersOfSeveral(db: Db, roles: readonly Role[]): Promise<Holder[]> {
  const rows = await tables(db)
    .selectFrom("identity.account as a")
    .selectAll("a")
    .where(
      sql<boolean>`(select count(distinct s.role) from identity.assignment s
        where s.account_id = a.id and s.role = any(${[...roles]}::text[])) > 1`,
    )
    .where("a.isDisabled", "=", false)
    .orderBy("a.login")
    .limit(100)
    .execute();
  return withAssignments(db, rows);
}
