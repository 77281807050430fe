import type pg from "pg";
import { hashOf, type KnownToken, tokensByHash } from "./credential-store.ts";

interface Waiting {
  readonly hash: Buffer;
  readonly resolve: (found: KnownToken | undefined) => void;
  readonly reject: (error: unknown) => void;
}

export type ReadToken = (token: string) => Promise<KnownToken | undefined>;

/**
 * Looks tokens up, all that came while the last look-up ran with the next: a thousand programs whose tokens are asked for
 * anew each second then cost as many queries as the database answers in turn, not a thousand.
 */
export function createTokenReader(pool: pg.Pool): ReadToken {
  let waiting: Waiting[] = [];
  let isReading = false;

  async function readAll(): Promise<void> {
    isReading = true;
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      try {
        const found = await tokensByHash(
          pool,
          batch.map(({ hash }) => hash),
        );
        for (const { hash, resolve } of batch) resolve(found.get(hash.toString("base64")));
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    isReading = false;
  }

  return (token) => {
    const { promise, resolve, reject } = Promise.withResolvers<KnownToken | undefined>();
    waiting.push({ hash: hashOf(token), resolve, reject });
    if (!isReading) void readAll();
    return promise;
  };
}
