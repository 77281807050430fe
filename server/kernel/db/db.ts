import { CamelCasePlugin, Kysely, PostgresDialect, type RawBuilder, sql, type Transaction } from "kysely";
import pg from "pg";
import type { Call } from "../call.ts";
import { openPool } from "./pool.ts";

export { sql };
export type { Kysely };

/** Counts and sizes fit a double far beyond any hub; dates without a time stay text (`2026-03-18`). */
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
pg.types.setTypeParser(pg.types.builtins.DATE, (text: string) => text);

/**
 * A select in brackets that a module hands out through its door, for a statement of another module to join. The tables stay
 * the owner's: it alone says what the relation is, and may change what it is made of.
 */
export type Relation = RawBuilder<unknown>;

type Hook = (db: Db) => Promise<void>;

/**
 * The control store as a module sees it: it has no tables until the module says which are its own, so that naming
 * another module's table does not compile.
 */
export interface Db {
  withTables<Tables>(): Kysely<Tables>;
  readonly isTransaction: boolean;
  /** Runs just before the commit, inside the transaction, in the order of asking. */
  beforeCommit(hook: Hook): void;
  /** Runs after the commit, never after a rollback. */
  afterCommit(hook: () => void): void;
}

export interface Database extends Db {
  readonly pool: pg.Pool;
  readonly url: string;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  url: string;
  maxConnections?: number;
  applicationName?: string;
}

/** Opens a pool on a PostgreSQL (15 or newer) connection string. Nothing is sent until the first query. */
export function openDatabase({ url, maxConnections = 10, applicationName = "weir" }: DatabaseOptions): Database {
  const pool = openPool({ connectionString: url, max: maxConnections, application_name: applicationName });
  const kysely = new Kysely<never>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
  return {
    url,
    pool,
    isTransaction: false,
    withTables: <Tables>() => kysely as unknown as Kysely<Tables>,
    beforeCommit: refuseOutsideTransaction,
    afterCommit: refuseOutsideTransaction,
    async close() {
      await kysely.destroy();
      // Kysely ends the pool only where it has used it itself.
      if (!pool.ended) await pool.end();
    },
  };
}

function refuseOutsideTransaction(): never {
  throw new Error("This needs inTransaction(call, …).");
}

/**
 * Runs `act` in a transaction; inside one already, it joins it. Hooks asked for with `beforeCommit` run last, so that
 * the ledger's head is locked for the shortest time and always last.
 */
export async function inTransaction<Result>(call: Call, act: (call: Call) => Promise<Result>): Promise<Result> {
  if (call.db.isTransaction) return act(call);
  const after: (() => void)[] = [];
  const result = await call.db
    .withTables<never>()
    .transaction()
    .execute(async (transaction) => {
      const before: Hook[] = [];
      const db = transactionDb(transaction, before, after);
      const answer = await act({ ...call, db });
      for (let hook = before.shift(); hook; hook = before.shift()) await hook(db);
      return answer;
    });
  for (const hook of after) hook();
  return result;
}

function transactionDb(transaction: Transaction<never>, before: Hook[], after: (() => void)[]): Db {
  return {
    isTransaction: true,
    withTables: <Tables>() => transaction as unknown as Kysely<Tables>,
    beforeCommit: (hook) => void before.push(hook),
    afterCommit: (hook) => void after.push(hook),
  };
}

/** True for PostgreSQL's error with this SQLSTATE, for example `23505` for a unique violation. */
export function isSqlState(error: unknown, state: string): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === state;
}
