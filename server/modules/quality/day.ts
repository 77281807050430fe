const chinaOffsetMs = 8 * 3_600_000;

/** The day (`YYYY-MM-DD`) in China Standard Time, the time of the hub. */
export const dayOf = (instant: Date): string => new Date(instant.getTime() + chinaOffsetMs).toISOString().slice(0, 10);

/** The day some days earlier. */
export const daysBefore = (day: string, count: number): string =>
  new Date(Date.parse(day) - count * 86_400_000).toISOString().slice(0, 10);
