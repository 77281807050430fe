import type { writtenRuleStates } from "#contract/quality-rules";

interface Dated {
  readonly number: number;
  /** `YYYY-MM-DD`. */
  readonly effectiveOn: string;
}

/** The version that holds on a day: of those that have come into effect the one written last. */
export const versionOn = <Version extends Dated>(versions: readonly Version[], day: string): Version | undefined =>
  versions.filter(({ effectiveOn }) => effectiveOn <= day).toSorted((a, b) => b.number - a.number)[0];

/**
 *   planned ──effective──▶ in-force ──retiredOn──▶ retired
 */
export function stateOn(
  { retiredOn }: { readonly retiredOn: string | null },
  versions: readonly Dated[],
  day: string,
): (typeof writtenRuleStates)[number] {
  if (retiredOn !== null && retiredOn <= day) return "retired";
  return versionOn(versions, day) ? "in-force" : "planned";
}

/** The last day a version holds: the day before a later one takes effect, or the rule ends; null while nothing ends it. */
export function endsOn(version: Dated, versions: readonly Dated[], retiredOn: string | null): string | null {
  const later = versions
    .filter(({ number }) => number > version.number)
    .map(({ effectiveOn }) => effectiveOn)
    .concat(retiredOn ?? []);
  const first = later.toSorted()[0];
  return first === undefined ? null : dayBefore(first);
}

const dayBefore = (day: string): string => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
