import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";

/** How often one person or program may have an assistant ask, in this process. */
export interface Rates {
  /** Null where the question may go on; otherwise the seconds to wait. */
  tooMany(actor: string): Promise<number | null>;
  readonly perMinute: number;
}

export function createRates(perMinute: number): Rates {
  const limiter = new RateLimiterMemory({ points: perMinute, duration: 60 });
  return {
    perMinute,
    async tooMany(actor) {
      try {
        await limiter.consume(actor);
        return null;
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw error;
        return Math.max(1, Math.ceil(error.msBeforeNext / 1000));
      }
    },
  };
}
