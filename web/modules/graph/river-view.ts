import type { MapPlace, MapRiver, RiverMap } from "#contract/graph-map";
import type { Course } from "./river-columns.ts";

export const riverKey = ({ from, to, kind }: Pick<MapRiver, "from" | "to" | "kind">): string => `${from}|${to}|${kind}`;

/** So many rivers can be told apart on one screen. */
const mostDrawn = 60;
const widest = 52;
export const narrowest = 1.6;
/** Uses of a place and of the whole picture take no more than this, so that it fits one screen. */
const tallestPlace = 132;
const tallestWhole = 620;

export interface Drawn {
  readonly places: readonly MapPlace[];
  readonly rivers: readonly MapRiver[];
  readonly left: { readonly count: number; readonly uses: number };
}

/** The widest rivers of a map, no thinner than `least`; what is left out is counted, never silently gone. */
export function trunkOf({ places, rivers }: Pick<RiverMap, "places" | "rivers">, least: number): Drawn {
  const wide = rivers.filter(({ uses }) => uses >= least);
  const shown = wide.slice(0, mostDrawn);
  const touched = new Set(shown.flatMap(({ from, to }) => [from, to]));
  const all = rivers.reduce((sum, { uses }) => sum + uses, 0);
  return {
    places: places.filter(({ id }) => touched.has(id)),
    rivers: shown,
    left: { count: rivers.length - shown.length, uses: all - shown.reduce((sum, { uses }) => sum + uses, 0) },
  };
}

/** Pixels for one use: linear, so that twice the use is twice as wide. */
export function scaleOf(rivers: readonly MapRiver[], places: readonly MapPlace[]): number {
  const most = Math.max(1, ...rivers.map(({ uses }) => uses));
  const fullest = Math.max(1, ...places.map(({ given, got }) => Math.max(given, got)));
  const whole = rivers.reduce((sum, { uses }) => sum + uses, 1);
  return Math.min(widest / most, tallestPlace / fullest, tallestWhole / whole);
}

export const widthAt = (uses: number, scale: number): number => Math.max(narrowest, uses * scale);

export const coursesOf = (rivers: readonly MapRiver[], scale: number): Course[] =>
  rivers.map((river) => ({
    key: riverKey(river),
    from: river.from,
    to: river.to,
    ever: river.usesEver,
    width: widthAt(river.uses, scale),
  }));

const dryDays = 90;

/** Nothing has flowed for ninety days before the day that is looked at. */
export function isDry({ lastUseOn, kind }: MapRiver, asOf: string): boolean {
  if (kind !== "supplies") return false;
  return lastUseOn === null || Date.parse(asOf) - Date.parse(lastUseOn) > dryDays * 86_400_000;
}

/** A round number of uses near the widest river and some below it, for the legend. */
export function legendSteps(rivers: readonly MapRiver[]): number[] {
  const most = Math.max(0, ...rivers.map(({ uses }) => uses));
  if (most < 2) return most === 0 ? [] : [most];
  const top = 10 ** Math.floor(Math.log10(most));
  const first = [5, 2, 1].map((step) => step * top).find((step) => step <= most) ?? top;
  return [first, first / 2, first / 10].filter((step) => step >= 1).map((step) => Math.round(step));
}
