import type { Schedule } from "#contract/intake-follow";

export interface Chained {
  readonly id: string;
  readonly name: string;
  readonly schedule: Schedule;
}

/**
 * The names along a circle that `changed` would close by waiting for what waits for it, from it to itself; null where there is
 * none. `others` may hold the follow as it was.
 */
export function circleOf(changed: Chained, others: readonly Chained[]): string[] | null {
  const byId = new Map(others.map((follow) => [follow.id, follow]));
  byId.set(changed.id, changed);
  const names = [changed.name];
  const seen = new Set([changed.id]);
  let at = changed;
  while (at.schedule.kind === "after") {
    const next = byId.get(at.schedule.followId);
    if (!next) return null;
    names.push(next.name);
    if (next.id === changed.id) return names;
    // A circle further on, that this one only leads into.
    if (seen.has(next.id)) return null;
    seen.add(next.id);
    at = next;
  }
  return null;
}
