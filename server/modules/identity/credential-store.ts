import { hash } from "node:crypto";
import type pg from "pg";
import type { Role } from "#contract/identity";
import { byteaArray } from "#kernel/db/binary-array";
import { type Db, sql } from "#kernel/db/db";

interface SessionRow {
  id: string;
  accountId: string;
  tokenHash: Buffer;
  department: string | null;
  createdAt: Date;
  expiresAt: Date;
}

export interface ClientRow {
  id: string;
  name: string;
  department: string;
  roles: Role[];
  secretHash: Buffer;
  isDisabled: boolean;
  createdAt: Date;
  lastUsedAt: Date | null;
}

export interface TokenRow {
  id: string;
  accountId: string | null;
  clientId: string | null;
  tokenHash: Buffer;
  name: string;
  department: string | null;
  createdAt: Date;
  expiresAt: Date;
  lastUsedAt: Date | null;
}

interface Tables {
  "identity.session": SessionRow;
  "identity.client": ClientRow;
  "identity.token": TokenRow;
}

const tables = (db: Db) => db.withTables<Tables>();

/** What tokens begin with, so that one look-up in the right table is enough and a leaked one tells what it is. */
export const tokenPrefixes = { session: "ws", personal: "wp", client: "wc", operator: "wo" } as const;

/** Tokens are 256 random bits, so a plain hash keeps them: there is nothing to guess. */
export const hashOf = (token: string): Buffer => hash("sha256", token, "buffer");

/** Also forgets the person's sessions that have ended. */
export async function insertSession(db: Db, row: SessionRow): Promise<void> {
  await tables(db)
    .deleteFrom("identity.session")
    .where("accountId", "=", row.accountId)
    .where("expiresAt", "<=", row.createdAt)
    .execute();
  await tables(db).insertInto("identity.session").values(row).execute();
}

export async function liveSession(db: Db, token: string, now: Date): Promise<SessionRow | undefined> {
  return tables(db)
    .selectFrom("identity.session as s")
    .selectAll("s")
    .where("s.tokenHash", "=", hashOf(token))
    .where("s.expiresAt", ">", now)
    .executeTakeFirst();
}

export async function sessionById(db: Db, id: string): Promise<SessionRow | undefined> {
  return tables(db).selectFrom("identity.session as s").selectAll("s").where("s.id", "=", id).executeTakeFirst();
}

export async function setSessionDepartment(db: Db, id: string, department: string | null): Promise<void> {
  await tables(db).updateTable("identity.session").set({ department }).where("id", "=", id).execute();
}

export async function deleteSession(db: Db, id: string): Promise<void> {
  await tables(db).deleteFrom("identity.session").where("id", "=", id).execute();
}

/** Ends every session and token of a person, except the session named. */
export async function endCredentials(db: Db, accountId: string, exceptSession: string | null = null): Promise<void> {
  let sessions = tables(db).deleteFrom("identity.session").where("accountId", "=", accountId);
  if (exceptSession !== null) sessions = sessions.where("id", "<>", exceptSession);
  await sessions.execute();
  await tables(db).deleteFrom("identity.token").where("accountId", "=", accountId).execute();
}

/** Also forgets the same holder's tokens that have ended. */
export async function insertToken(db: Db, row: TokenRow): Promise<void> {
  await tables(db)
    .deleteFrom("identity.token")
    .where(row.accountId === null ? "clientId" : "accountId", "=", row.accountId ?? row.clientId)
    .where("expiresAt", "<=", row.createdAt)
    .execute();
  await tables(db).insertInto("identity.token").values(row).execute();
}

/** A token as it stands, with the service client it belongs to. */
export interface KnownToken {
  readonly token: Pick<TokenRow, "id" | "accountId" | "clientId" | "department" | "expiresAt" | "lastUsedAt">;
  readonly client: Pick<ClientRow, "id" | "name" | "department" | "roles" | "isDisabled"> | undefined;
}

interface KnownTokenRow {
  hash: string;
  id: string;
  account_id: string | null;
  client_id: string | null;
  department: string | null;
  expires_at: Date;
  last_used_at: Date | null;
  name: string | null;
  client_department: string | null;
  roles: Role[] | null;
  is_disabled: boolean | null;
}

/** By hash in base64, also those that have ended. Prepared: busy programs have it asked many times a second. */
export async function tokensByHash(pool: pg.Pool, hashes: readonly Buffer[]): Promise<Map<string, KnownToken>> {
  const { rows } = await pool.query<KnownTokenRow>({
    name: "identity-live-tokens",
    text: `
      select encode(t.token_hash, 'base64') as hash, t.id, t.account_id, t.client_id, t.department, t.expires_at,
        t.last_used_at, c.name, c.department as client_department, c.roles, c.is_disabled
      from identity.token t left join identity.client c on c.id = t.client_id
      where t.token_hash = any($1::bytea[])`,
    values: [byteaArray(hashes)],
  });
  return new Map(rows.map((row) => [row.hash, knownTokenOf(row)]));
}

const knownTokenOf = (row: KnownTokenRow): KnownToken => ({
  token: {
    id: row.id,
    accountId: row.account_id,
    clientId: row.client_id,
    department: row.department,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
  },
  client:
    row.client_id === null || row.client_department === null
      ? undefined
      : {
          id: row.client_id,
          name: row.name ?? "",
          department: row.client_department,
          roles: row.roles ?? [],
          isDisabled: row.is_disabled ?? true,
        },
});

export async function tokenById(db: Db, id: string): Promise<TokenRow | undefined> {
  return tables(db).selectFrom("identity.token as t").selectAll("t").where("t.id", "=", id).executeTakeFirst();
}

/** A person's tokens that still work, newest first. */
export async function tokensOf(db: Db, accountId: string, now: Date): Promise<TokenRow[]> {
  return tables(db)
    .selectFrom("identity.token as t")
    .selectAll("t")
    .where("t.accountId", "=", accountId)
    .where("t.expiresAt", ">", now)
    .orderBy("t.createdAt", "desc")
    .orderBy("t.id")
    .limit(500)
    .execute();
}

export async function deleteToken(db: Db, id: string, accountId: string): Promise<TokenRow | undefined> {
  return tables(db)
    .deleteFrom("identity.token")
    .where("id", "=", id)
    .where("accountId", "=", accountId)
    .returningAll()
    .executeTakeFirst();
}

/** At most one write a minute, so that a busy program does not turn every read into a write. */
export async function noteUse(db: Db, token: KnownToken["token"], now: Date): Promise<void> {
  const minuteAgo = new Date(now.getTime() - 60_000);
  if (token.lastUsedAt !== null && token.lastUsedAt > minuteAgo) return;
  await sql`
    with used as (update identity.token set last_used_at = ${now} where id = ${token.id} returning client_id)
    update identity.client c set last_used_at = ${now} from used u where c.id = u.client_id`.execute(tables(db));
}

export async function insertClient(db: Db, row: ClientRow): Promise<void> {
  await tables(db).insertInto("identity.client").values(row).execute();
}

export async function clientById(db: Db, id: string): Promise<ClientRow | undefined> {
  return tables(db).selectFrom("identity.client as c").selectAll("c").where("c.id", "=", id).executeTakeFirst();
}

/** Its tokens end with it. */
export async function disableClientRow(db: Db, id: string): Promise<void> {
  await tables(db).updateTable("identity.client").set({ isDisabled: true }).where("id", "=", id).execute();
  await tables(db).deleteFrom("identity.token").where("clientId", "=", id).execute();
}

/** Another secret for a client that is not disabled; tokens got with the old one end with it. False where there is none. */
export async function replaceSecret(db: Db, id: string, secretHash: ClientRow["secretHash"]): Promise<boolean> {
  const result = await tables(db)
    .updateTable("identity.client")
    .set({ secretHash })
    .where("id", "=", id)
    .where("isDisabled", "=", false)
    .executeTakeFirst();
  if (result.numUpdatedRows === 0n) return false;
  await tables(db).deleteFrom("identity.token").where("clientId", "=", id).execute();
  return true;
}

function clientsOf(db: Db, departments: "all" | readonly string[]) {
  const query = tables(db).selectFrom("identity.client as c");
  return departments === "all" ? query : query.where(sql<boolean>`c.department = any(${[...departments]}::text[])`);
}

export async function countClients(db: Db, departments: "all" | readonly string[]): Promise<number> {
  const row = await clientsOf(db, departments)
    .select((eb) => eb.fn.countAll<number>().as("total"))
    .executeTakeFirstOrThrow();
  return row.total;
}

/** By department and id, after the given place. */
export async function pageOfClients(
  db: Db,
  departments: "all" | readonly string[],
  limit: number,
  after?: { readonly department: string; readonly id: string },
): Promise<ClientRow[]> {
  let query = clientsOf(db, departments);
  if (after) query = query.where(sql<boolean>`(c.department, c.id) > (${after.department}, ${after.id})`);
  return query.selectAll("c").orderBy("c.department").orderBy("c.id").limit(limit).execute();
}
