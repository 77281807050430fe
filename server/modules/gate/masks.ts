import type { ResourceItem } from "#contract/catalog";
import type { GrantItem } from "#contract/gate";
import { type ColumnMask, columnPlans, masked } from "#catalog";
import { type Element, maskValue } from "#dictionary";

export type Elements = ReadonlyMap<string, Element>;

/** What the dictionary demands of each item of a resource; the same rule as for samples in the catalog. */
export function demandedMasks(items: readonly ResourceItem[], elements: Elements): ReadonlyMap<string, ColumnMask> {
  return new Map(columnPlans(items, items, elements).map(({ item, mask }) => [item.field, mask]));
}

/**
 * The mask a granted item leaves with. A grant can hide more than the dictionary demands, never less, unless it says
 * `unmasked` and why. Where the dictionary demands a mask, another named one would show other characters than the two
 * sides agreed to hide, so only `all` replaces it.
 */
export function maskFor(demanded: ColumnMask, granted: Pick<GrantItem, "mask" | "reason">): ColumnMask {
  if (granted.mask === null || granted.mask === demanded) return demanded;
  if (granted.mask === "unmasked") return granted.reason.trim() === "" ? demanded : null;
  if (granted.mask === "all") return "all";
  return demanded === null || demanded === "numbers" ? granted.mask : demanded;
}

/** True where the value that leaves differs from the one that is kept. */
export const hides = (mask: ColumnMask): boolean => mask !== null && mask !== "numbers";

export type Mask = (value: string) => string;

/** A mask as a function; null where values leave as they are. */
export const compileMask = (mask: ColumnMask): Mask | null =>
  mask === null ? null : (value) => masked(value, mask, maskValue);
