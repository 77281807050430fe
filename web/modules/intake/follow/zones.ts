import type { Source } from "#contract/intake";
import type { Follow } from "#contract/intake-follow";
import type { FollowHealth } from "#contract/intake-standing";
import { followHealths } from "#contract/intake-standing";
import { type DepartmentSystem, type NetworkZone, networkZones } from "#contract/registry";

/** Where a source lies: the zone of the business system it belongs to, or not told. */
export type Place = NetworkZone | "untold";
export const places: readonly Place[] = [...networkZones, "untold"];

export interface PlacedSource {
  readonly source: Source;
  readonly system: DepartmentSystem | null;
  readonly place: Place;
  readonly follows: number;
  /** The worst of its follows; null where none of its tables is followed. */
  readonly health: FollowHealth | null;
}

/** Every source with its zone and what is followed from it. */
export function placedSources(
  sources: readonly Source[],
  systems: readonly DepartmentSystem[],
  follows: readonly Pick<Follow, "sourceId" | "health">[],
): readonly PlacedSource[] {
  const systemOf = new Map(systems.map((system) => [system.id, system]));
  return sources.map((source) => {
    const system = source.systemId === null ? null : (systemOf.get(source.systemId) ?? null);
    const own = follows.filter(({ sourceId }) => sourceId === source.id);
    const health = followHealths.find((one) => own.some((follow) => follow.health === one)) ?? null;
    return { source, system, place: system?.zone ?? "untold", follows: own.length, health };
  });
}

export interface ZoneBlock {
  readonly place: Place;
  readonly drawn: readonly PlacedSource[];
  readonly more: number;
  readonly follows: number;
}

/** The zones that hold a source, each with the sources the picture has room for: the most followed first. */
export function zoneBlocks(placed: readonly PlacedSource[], room: number): readonly ZoneBlock[] {
  return places.flatMap((place) => {
    const own = placed.filter((one) => one.place === place).toSorted((a, b) => b.follows - a.follows);
    if (own.length === 0) return [];
    const follows = own.reduce((sum, one) => sum + one.follows, 0);
    return [{ place, drawn: own.slice(0, room), more: Math.max(0, own.length - room), follows }];
  });
}
