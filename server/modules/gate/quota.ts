import type { GrantTerms } from "#contract/gate";
import type { Db } from "#kernel/db/db";
import { addUsage, takeUsage } from "./usage-store.ts";

interface Lease {
  readonly period: string;
  left: number;
  fetching: Promise<void> | null;
}

export interface Period {
  readonly kind: "day" | "month";
  readonly period: string;
  readonly limit: number;
}

/** `2026-11-22` and `2026-11` of China Standard Time, as far as the terms limit them. */
export function periodsOf({ quotaPerDay, quotaPerMonth }: GrantTerms, today: string): Period[] {
  const periods: Period[] = [];
  if (quotaPerDay !== null) periods.push({ kind: "day", period: today, limit: quotaPerDay });
  if (quotaPerMonth !== null) periods.push({ kind: "month", period: today.slice(0, 7), limit: quotaPerMonth });
  return periods;
}

/**
 * Quotas over all processes, counted in the database in portions: what a process has taken is used up as far as the
 * others are concerned. A kill loses at most one unused portion, to the caller's cost and never to the provider's.
 */
export function createQuotas(db: Db, processes: () => number) {
  const leases = new Map<string, Lease>();

  async function takeOf(grantId: string, { kind, period, limit }: Period, count: number): Promise<boolean> {
    const key = `${grantId} ${kind}`;
    let lease = leases.get(key);
    if (lease?.period !== period) leases.set(key, (lease = { period, left: 0, fetching: null }));
    for (;;) {
      if (lease.left >= count) {
        lease.left -= count;
        return true;
      }
      // One asker fetches a portion, the others of this process wait for it.
      if (!lease.fetching) break;
      await lease.fetching;
    }
    lease.fetching = fetch(grantId, lease, limit, count);
    try {
      await lease.fetching;
    } finally {
      lease.fetching = null;
    }
    if (lease.left < count) return false;
    lease.left -= count;
    return true;
  }

  async function fetch(grantId: string, lease: Lease, limit: number, count: number): Promise<void> {
    const portion = Math.max(count, Math.min(1000, Math.floor(limit / (20 * processes()))));
    if (await takeUsage(db, grantId, lease.period, portion, limit)) lease.left += portion;
    else if (portion > count && (await takeUsage(db, grantId, lease.period, count, limit))) lease.left += count;
  }

  return {
    /** True where what this process has taken already is enough for every period; then it is used. */
    takeLeased(grantId: string, terms: GrantTerms, today: string, count: number): boolean {
      const held = periodsOf(terms, today).map(({ kind, period }) => {
        const lease = leases.get(`${grantId} ${kind}`);
        return lease?.period === period && lease.left >= count ? lease : null;
      });
      if (held.includes(null)) return false;
      for (const lease of held) if (lease) lease.left -= count;
      return true;
    },
    /** Null where `count` records may be asked for; else the period that is used up. */
    async take(grantId: string, terms: GrantTerms, today: string, count: number): Promise<Period | null> {
      for (const period of periodsOf(terms, today)) if (!(await takeOf(grantId, period, count))) return period;
      return null;
    },
    /** Counts rows beyond those that were taken before the answer was known. */
    async add(grantId: string, terms: GrantTerms, today: string, count: number): Promise<void> {
      if (count <= 0) return;
      for (const { period } of periodsOf(terms, today)) await addUsage(db, grantId, period, count);
    },
    /** Gives unused portions back. */
    async close(): Promise<void> {
      for (const [key, { period, left }] of leases)
        if (left > 0) await addUsage(db, key.slice(0, key.indexOf(" ")), period, -left);
      leases.clear();
    },
  };
}
