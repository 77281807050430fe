const dayMs = 86_400_000;
const chinaMs = 8 * 3_600_000;

/** The day in China so many days before today, `YYYY-MM-DD`. */
export const dayBefore = (days: number): string =>
  new Date(Date.now() + chinaMs - days * dayMs).toISOString().slice(0, 10);

/** Today in China. */
export const today = (): string => dayBefore(0);

/** First and last millisecond of a day in China, for filters by instant. */
export const startOfDay = (day: string): string => new Date(`${day}T00:00:00+08:00`).toISOString();
export const endOfDay = (day: string): string =>
  new Date(new Date(`${day}T00:00:00+08:00`).getTime() + dayMs - 1).toISOString();
