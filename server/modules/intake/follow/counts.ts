import type { RunCounts } from "#contract/intake-follow";

export const noCounts: RunCounts = { read: 0, inserted: 0, updated: 0, deleted: 0, unchanged: 0, rejected: 0 };

export const addCounts = (a: RunCounts, b: RunCounts): RunCounts => ({
  read: a.read + b.read,
  inserted: a.inserted + b.inserted,
  updated: a.updated + b.updated,
  deleted: a.deleted + b.deleted,
  unchanged: a.unchanged + b.unchanged,
  rejected: a.rejected + b.rejected,
});

/** Few rows prove nothing: below this many no share of rejected rows stops a run. */
const judgedFrom = 100;

export const isTooDirty = (read: number, rejected: number, limit: number | null): boolean =>
  limit !== null && read >= judgedFrom && rejected > read * limit;
