import { problem } from "#kernel/problem";
import { problems } from "./problems.ts";

/** Clocks of two hub machines may differ by this much; what one calls now is not the future to the other. */
const skewMs = 5 * 60_000;

/** A time somebody names for what has happened. @throws Problem clock.start-in-future */
export function happened(at: Date, now: Date): Date {
  if (at.getTime() > now.getTime() + skewMs) throw problem(problems["start-in-future"], { at: at.toISOString() });
  return at > now ? now : at;
}
