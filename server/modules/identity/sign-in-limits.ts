import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import type { Database } from "#kernel/db/db";
import { problem } from "#kernel/problem";
import { normalLogin } from "./account-store.ts";
import { hashOf } from "./credential-store.ts";
import { problems } from "./problems.ts";

export const wrongPasswords = { limit: 5, windowMinutes: 15, lockMinutes: 15 } as const;
export const triesPerAddress = { limit: 60, windowMinutes: 5 } as const;

/** How often sign-in may be tried. Counters stand in PostgreSQL, so every process of the hub counts together. */
export interface SignInLimits {
  /** Null where the address may try; otherwise how long it must wait, and whether this is its first try too many. */
  tryFromAddress(address: string): Promise<{ retryAfterSeconds: number; isFirst: boolean } | null>;
  /**
   * Takes one of the tries a login has. It is taken before the password is looked at, so that any number of tries at
   * once still test no more passwords than the limit. Whether the login exists makes no difference.
   *
   * @throws Problem identity.login-locked
   */
  tryLogin(login: string): Promise<void>;
  /** After a wrong password: the last one allowed locks the login. */
  noteWrong(login: string): Promise<void>;
  /** After a right password, or a reset: the login starts afresh. */
  forget(login: string): Promise<void>;
}

export function createSignInLimits(database: Database): SignInLimits {
  const table = {
    storeClient: database.pool,
    storeType: "pool",
    schemaName: "identity",
    tableName: "rate_limit",
    tableCreated: true,
  };
  const logins = new RateLimiterPostgres({
    ...table,
    keyPrefix: "login",
    points: wrongPasswords.limit,
    duration: wrongPasswords.windowMinutes * 60,
    blockDuration: wrongPasswords.lockMinutes * 60,
  });
  const addresses = new RateLimiterPostgres({
    ...table,
    keyPrefix: "address",
    points: triesPerAddress.limit,
    duration: triesPerAddress.windowMinutes * 60,
  });
  return {
    async tryFromAddress(address) {
      const over = await consume(addresses, address);
      return over && { ...over, isFirst: over.consumed === triesPerAddress.limit + 1 };
    },
    async tryLogin(login) {
      const over = await consume(logins, keyOf(login));
      if (over) throw problem(problems["login-locked"], { retryAfterSeconds: over.retryAfterSeconds });
    },
    async noteWrong(login) {
      const state = await logins.get(keyOf(login));
      if (state && state.consumedPoints >= wrongPasswords.limit)
        await logins.block(keyOf(login), wrongPasswords.lockMinutes * 60);
    },
    forget: async (login) => void (await logins.delete(keyOf(login))),
  };
}

/** People sometimes type their password where the login goes: what was typed is not kept. */
const keyOf = (login: string): string => hashOf(normalLogin(login)).toString("base64url");

async function consume(
  limiter: RateLimiterPostgres,
  key: string,
): Promise<{ retryAfterSeconds: number; consumed: number } | null> {
  try {
    await limiter.consume(key);
    return null;
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    return { retryAfterSeconds: Math.ceil(error.msBeforeNext / 1000), consumed: error.consumedPoints };
  }
}
