import type { Db } from "#kernel/db/db";
import { takeFromPool } from "./usage-store.ts";

interface Second {
  second: number;
  /** Taken of this process's own share, and what is left of what it took from the pool. */
  own: number;
  pooled: number;
}

/**
 * A rate over all processes of the hub without a write for each call. With one process alive the rate is its own. With
 * several, each has `rate / 2n` a second of its own and the other half lies in a pool in the database, taken in portions:
 * never more than the rate is answered in a second, and a caller who always meets the same process still gets more than
 * half of it.
 */
export function createRates(db: Db, processes: () => number, wallMs: () => number = Date.now) {
  const seconds = new Map<string, Second>();
  const most = 20_000;

  function current(grantId: string): Second {
    const second = Math.floor(wallMs() / 1000);
    const known = seconds.get(grantId);
    if (known?.second === second) return known;
    if (!known && seconds.size >= most) seconds.clear();
    const fresh: Second = { second, own: 0, pooled: 0 };
    seconds.set(grantId, fresh);
    return fresh;
  }

  /** True where the call may go on. */
  return function takeCall(grantId: string, rate: number | null): boolean | Promise<boolean> {
    if (rate === null) return true;
    const state = current(grantId);
    const alive = processes();
    const share = alive <= 1 ? rate : Math.floor(rate / (2 * alive));
    if (state.own < share) {
      state.own += 1;
      return true;
    }
    if (state.pooled > 0) {
      state.pooled -= 1;
      return true;
    }
    const pool = rate - alive * share;
    if (pool <= 0) return false;
    return fromPool(grantId, state, pool, Math.max(1, Math.floor(pool / (4 * alive))));
  };

  async function fromPool(grantId: string, state: Second, pool: number, want: number): Promise<boolean> {
    const taken =
      (await takeFromPool(db, grantId, state.second, want, pool)) || (await one(grantId, state, pool, want));
    if (taken === 0) return false;
    state.pooled += taken - 1;
    return true;
  }

  async function one(grantId: string, state: Second, pool: number, tried: number): Promise<number> {
    return tried === 1 ? 0 : takeFromPool(db, grantId, state.second, 1, pool);
  }
}
