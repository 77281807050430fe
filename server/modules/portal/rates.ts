import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { dayOf } from "#contract/clock-days";
import type { Call } from "#kernel/call";
import { problem } from "#kernel/problem";
import { type RuleName, rulesOn } from "./lists-store.ts";
import { problems } from "./problems.ts";

/** What one address may do; the numbers are rules with a date, read again every minute. */
export interface Rates {
  /** @throws Problem portal.too-many-calls */
  takeRows(call: Call, address: string): Promise<void>;
  /** @throws Problem portal.too-many-forms */
  takeForm(call: Call, address: string): Promise<void>;
}

const rereadMs = 60_000;

export function createRates(monotonicMs: () => number = () => performance.now()): Rates {
  let rules: ReadonlyMap<RuleName, number> = new Map();
  let readAt = Number.NEGATIVE_INFINITY;
  const limiters = new Map<string, RateLimiterMemory>();

  async function limitOf(call: Call, name: RuleName, otherwise: number): Promise<number> {
    if (monotonicMs() - readAt > rereadMs) {
      readAt = monotonicMs();
      rules = await rulesOn(call.db, dayOf(call.now));
    }
    return rules.get(name) ?? otherwise;
  }

  /** Null where it is granted, else the seconds to wait. */
  async function take(name: string, points: number, duration: number, address: string): Promise<number | null> {
    const key = `${name} ${points}`;
    const limiter = limiters.get(key) ?? new RateLimiterMemory({ points, duration });
    limiters.set(key, limiter);
    try {
      await limiter.consume(address);
      return null;
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      return Math.max(1, Math.ceil(error.msBeforeNext / 1000));
    }
  }

  return {
    async takeRows(call, address) {
      const limit = await limitOf(call, "rows-per-minute", 60);
      const retryAfterSeconds = await take("rows", limit, 60, address);
      if (retryAfterSeconds !== null) throw problem(problems["too-many-calls"], { limit, retryAfterSeconds });
    },
    async takeForm(call, address) {
      const limit = await limitOf(call, "forms-per-hour", 10);
      const retryAfterSeconds = await take("forms", limit, 3600, address);
      if (retryAfterSeconds !== null) throw problem(problems["too-many-forms"], { limit, retryAfterSeconds });
    },
  };
}
