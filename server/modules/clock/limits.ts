/** A limit as decisions need it. Days are `YYYY-MM-DD`; `endsOn` is the last day in force. */
export interface LimitRow {
  readonly id: string;
  readonly kind: string;
  readonly division: string | null;
  readonly basis: string;
  readonly workingDays: number;
  readonly maxExtension: number;
  readonly needsConsent: boolean;
  readonly effectiveOn: string;
  readonly endsOn: string | null;
  readonly version: number;
}

/** Divisions are prefixes of what lies in them; the nation covers all. */
export const covers = (division: string | null, place: string | null): boolean =>
  division === null || (place !== null && place.startsWith(division));

export const isInForce = (limit: Pick<LimitRow, "effectiveOn" | "endsOn">, day: string): boolean =>
  limit.effectiveOn <= day && (limit.endsOn === null || day <= limit.endsOn);

/** What holds for a kind at a place on a day: of everything that covers it, the strictest. Undefined where nothing does. */
export function limitFor(
  limits: readonly LimitRow[],
  { kind, place, day }: { readonly kind: string; readonly place: string | null; readonly day: string },
): LimitRow | undefined {
  const holding = limits.filter(
    (limit) => limit.kind === kind && covers(limit.division, place) && isInForce(limit, day),
  );
  const strictest = holding.toSorted((a, b) => a.workingDays - b.workingDays || narrowness(b) - narrowness(a))[0];
  if (!strictest) return undefined;
  return { ...strictest, maxExtension: Math.min(...holding.map(({ maxExtension }) => maxExtension)) };
}

const narrowness = ({ division }: LimitRow): number => division?.length ?? 0;

/** Longest extension: a limit of its own where the kind names one (art. 21: at most ten working days), else the limit's. */
export function longestExtension(limit: LimitRow, extension: LimitRow | undefined): number {
  return extension ? Math.min(limit.maxExtension, extension.workingDays) : limit.maxExtension;
}

/**
 * The wider limit a new one is laxer than at some time, undefined where it is stricter or equal throughout: regions may
 * shorten what the State Council allows, never lengthen it (Order 809 art. 23).
 */
export function ceilingBroken(
  limits: readonly LimitRow[],
  fresh: Pick<LimitRow, "kind" | "workingDays" | "maxExtension" | "effectiveOn"> & { readonly division: string },
): LimitRow | undefined {
  return limits.find(
    (limit) =>
      limit.kind === fresh.kind &&
      limit.division !== fresh.division &&
      covers(limit.division, fresh.division) &&
      (limit.endsOn === null || limit.endsOn >= fresh.effectiveOn) &&
      (fresh.workingDays > limit.workingDays || fresh.maxExtension > limit.maxExtension),
  );
}
