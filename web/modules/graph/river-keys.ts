import type { RiverLayout } from "./river-layout.ts";

/** What can be walked to: places and rivers, by key. */
export interface Walkable {
  readonly from: string;
  readonly to: string;
  readonly key: string;
  readonly uses: number;
}

type Arrow = "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown";

export const isArrow = (key: string): key is Arrow =>
  key === "ArrowLeft" || key === "ArrowRight" || key === "ArrowUp" || key === "ArrowDown";

/**
 * Where an arrow leads. From a place: right along its widest river out, left along the widest one in, up and down within its
 * column. From a river: right to the place it reaches, left to the one it leaves, up and down among those leaving the same place.
 */
export function nextKey(
  { places }: Pick<RiverLayout, "places">,
  rivers: readonly Walkable[],
  at: string,
  arrow: Arrow,
): string | undefined {
  const widest = (some: readonly Walkable[]) => some.toSorted((a, b) => b.uses - a.uses || (a.key < b.key ? -1 : 1));
  const river = rivers.find(({ key }) => key === at);
  if (river) {
    if (arrow === "ArrowRight") return river.to;
    if (arrow === "ArrowLeft") return river.from;
    return beside(
      widest(rivers.filter(({ from }) => from === river.from)).map(({ key }) => key),
      at,
      arrow,
    );
  }
  if (arrow === "ArrowRight") return widest(rivers.filter(({ from }) => from === at))[0]?.key;
  if (arrow === "ArrowLeft") return widest(rivers.filter(({ to }) => to === at))[0]?.key;
  const inOrder = places.toSorted((a, b) => a.column - b.column || a.y - b.y).map(({ id }) => id);
  return beside(inOrder, at, arrow);
}

const beside = (keys: readonly string[], at: string, arrow: Arrow): string | undefined =>
  keys[keys.indexOf(at) + (arrow === "ArrowDown" ? 1 : -1)];
