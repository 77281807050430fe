import type { EdgeKind } from "#contract/graph";
import type { MapPlace, MapRiver } from "#contract/graph-map";
import type { StreamRow } from "./map-store.ts";

/** A stream with its two ends put where the level of the map shows them. */
export interface Placed {
  readonly from: string;
  readonly to: string;
  readonly stream: StreamRow;
}

/** Where a node stands at the level of systems: a resource with the system it comes from, else with its department. */
export const systemPlace = (
  node: string,
  systemOf: ReadonlyMap<string, string>,
  departmentOf: ReadonlyMap<string, string | null>,
): string => {
  if (!node.startsWith("resource:") && !node.startsWith("source:")) return node;
  const system = systemOf.get(node);
  if (system !== undefined) return `system:${system}`;
  const department = departmentOf.get(node);
  return department === null || department === undefined ? node : `department:${department}`;
};

export const itemPlace = (node: string, field: string): string => `item:${node}\t${field}`;

/** Streams between the same two places and of the same kind are one river; widest first, then by name. */
export function gather(placed: readonly Placed[]): { rivers: MapRiver[]; inside: number } {
  const rivers = new Map<string, MapRiver>();
  let inside = 0;
  for (const { from, to, stream } of placed) {
    if (from === to) {
      inside += stream.streams;
      continue;
    }
    const key = `${from}\n${to}\n${stream.kind}`;
    const known = rivers.get(key);
    rivers.set(key, known ? joined(known, stream) : riverOf(from, to, stream.kind, stream));
  }
  return { rivers: [...rivers.values()].toSorted(byWidth), inside };
}

const byWidth = (a: MapRiver, b: MapRiver): number =>
  b.uses - a.uses || b.usesEver - a.usesEver || (nameOf(a) < nameOf(b) ? -1 : 1);

const nameOf = ({ from, to, kind }: MapRiver): string => `${from}\n${to}\n${kind}`;

const riverOf = (from: string, to: string, kind: EdgeKind, stream: StreamRow): MapRiver => ({
  from,
  to,
  kind,
  streams: stream.streams,
  resources: stream.resources,
  uses: stream.uses,
  rows: stream.rowCount,
  usesBefore: stream.usesBefore,
  usesEver: stream.usesEver,
  lastUseOn: stream.lastUseOn,
  firstAt: stream.firstAt.toISOString(),
});

const joined = (river: MapRiver, stream: StreamRow): MapRiver => ({
  ...river,
  streams: river.streams + stream.streams,
  resources: river.resources + stream.resources,
  uses: river.uses + stream.uses,
  rows: river.rows + stream.rowCount,
  usesBefore: (river.usesBefore ?? 0) + stream.usesBefore,
  usesEver: river.usesEver + stream.usesEver,
  lastUseOn: later(river.lastUseOn, stream.lastUseOn),
  firstAt: stream.firstAt.toISOString() < river.firstAt ? stream.firstAt.toISOString() : river.firstAt,
});

const later = (a: string | null, b: string | null): string | null => {
  if (a === null || b === null) return a ?? b;
  return a > b ? a : b;
};

/** Places the rivers touch, each with what leaves and what arrives; in the order of their ids. */
export function placesOf(
  rivers: readonly MapRiver[],
  describe: (id: string) => Omit<MapPlace, "id" | "given" | "got">,
): MapPlace[] {
  const given = new Map<string, number>();
  const got = new Map<string, number>();
  for (const { from, to, uses } of rivers) {
    given.set(from, (given.get(from) ?? 0) + uses);
    got.set(to, (got.get(to) ?? 0) + uses);
  }
  return [...new Set([...given.keys(), ...got.keys()])]
    .toSorted()
    .map((id) => ({ id, ...describe(id), given: given.get(id) ?? 0, got: got.get(id) ?? 0 }));
}
