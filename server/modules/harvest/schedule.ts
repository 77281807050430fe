const dayMs = 86_400_000;

/** When a source is harvested by itself again; null where only somebody's asking starts it. */
export const nextAfter = (everyDays: number | null, endedAt: Date): Date | null =>
  everyDays === null ? null : new Date(endedAt.getTime() + everyDays * dayMs);
