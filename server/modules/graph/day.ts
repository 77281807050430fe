const chinaMs = 8 * 3_600_000;

/** `YYYY-MM-DD` of China Standard Time. */
export const dayOf = (at: Date): string => new Date(at.getTime() + chinaMs).toISOString().slice(0, 10);

/** The first moment behind a day of China Standard Time. */
export const endOf = (day: string): Date => new Date(Date.parse(`${day}T00:00:00+08:00`) + 86_400_000);
