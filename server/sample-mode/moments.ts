import { dayOf } from "#contract/clock-days";

const dayMs = 86_400_000;
const anHourMs = 3_600_000;

/** When the sample's stories happen: they end an hour before now, each act a second after the one before, none in the future. */
export interface Moments {
  /** The day of what happens "today" (China Standard Time): in the hour after midnight it is still yesterday. */
  readonly today: string;
  next(daysAgo: number): Date;
}

export function momentsBefore(now: Date): Moments {
  const last = now.getTime() - anHourMs;
  let acts = 0;
  return {
    today: dayOf(new Date(last)),
    next(daysAgo) {
      acts += 1;
      return new Date(Math.min(last - daysAgo * dayMs + acts * 1000, now.getTime()));
    },
  };
}
