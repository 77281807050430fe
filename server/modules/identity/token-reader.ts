import type { Call } from "#kernel/call";
import { hashOf, type LiveToken, liveTokens } from "./credential-store.ts";

interface Waiting {
  readonly hash: Buffer;
  readonly resolve: (found: LiveToken | undefined) => void;
  readonly reject: (error: unknown) => void;
}

export type ReadToken = (call: Call, token: string) => Promise<LiveToken | undefined>;

/**
 * Looks tokens up, all that came while the last look-up ran with the next: a thousand programs whose tokens are asked for
 * anew each second then cost as many queries as the database answers in turn, not a thousand.
 */
export function createTokenReader(): ReadToken {
  let waiting: Waiting[] = [];
  let isReading = false;

  async function readAll(call: Call): Promise<void> {
    isReading = true;
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      try {
        const found = await liveTokens(
          call.db,
          batch.map(({ hash }) => hash),
          call.now,
        );
        for (const { hash, resolve } of batch) resolve(found.get(hash.toString("base64")));
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    isReading = false;
  }

  return (call, token) => {
    const { promise, resolve, reject } = Promise.withResolvers<LiveToken | undefined>();
    waiting.push({ hash: hashOf(token), resolve, reject });
    if (!isReading) void readAll(call);
    return promise;
  };
}
