import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";

/** Calls without a valid credential, by address: each is on the ledger, but a flood of them must not fill it. */
export interface Strangers {
  /** Null where the call is refused and recorded as usual; otherwise the seconds to wait. */
  tooMany(address: string): Promise<number | null>;
}

const callsPerMinute = 60;

export function createStrangers(): Strangers {
  const limiter = new RateLimiterMemory({ points: callsPerMinute, duration: 60 });
  return {
    async tooMany(address) {
      try {
        await limiter.consume(address);
        return null;
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw error;
        return Math.max(1, Math.ceil(error.msBeforeNext / 1000));
      }
    },
  };
}
