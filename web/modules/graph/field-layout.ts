import type { MapPlace, MapRiver, PlaceKind } from "#contract/graph-map";

/** A place of the field, in units of its own; the view scales them to pixels. */
export interface Spot {
  readonly place: MapPlace;
  readonly x: number;
  readonly y: number;
}

export interface Line {
  readonly from: number;
  readonly to: number;
  readonly river: MapRiver;
}

/** Places of one department side by side, under its name. */
export interface Plot {
  readonly department: string | null;
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly kind: PlaceKind;
}

export interface Field {
  readonly width: number;
  readonly height: number;
  readonly spots: readonly Spot[];
  /** Widest first; ends are positions in `spots`. */
  readonly lines: readonly Line[];
  readonly plots: readonly Plot[];
  /** Position in `spots` of the place at a cell (`column,row`). */
  readonly cells: ReadonlyMap<string, number>;
}

export const cellWidth = 150;
export const cellHeight = 18;
const bandGap = 3;
const wide = 2.2;

/** Upstream to downstream; an item stands where what it belongs to stands. */
const bandOf: Readonly<Record<Exclude<PlaceKind, "item">, number>> = {
  source: 0,
  dataset: 0,
  system: 1,
  resource: 1,
  library: 2,
  department: 3,
};
const bandCount = 4;

function bandOfPlace({ id, kind }: MapPlace): number {
  if (kind !== "item") return bandOf[kind];
  return id.startsWith("item:resource:") ? 1 : id.startsWith("item:library:") ? 2 : 0;
}

/**
 * Thousands of places in bands from upstream to downstream, in each band by department and then by use, so that the same
 * place is found again on every visit. Takes time in proportion to what there is.
 */
export function fieldOf(places: readonly MapPlace[], rivers: readonly MapRiver[]): Field {
  const rows = Math.max(8, Math.ceil(Math.sqrt((places.length * cellWidth) / (cellHeight * wide))));
  const spots: Spot[] = [];
  const plots: Plot[] = [];
  const cells = new Map<string, number>();
  let column = 0;
  let lowest = 0;
  const inBand = Map.groupBy(places, bandOfPlace);
  for (let at = 0; at < bandCount; at += 1) {
    const band = (inBand.get(at) ?? []).toSorted(byOwner);
    if (band.length === 0) continue;
    let row = 0;
    for (const [department, own] of Map.groupBy(band, (place) => place.department)) {
      // A department begins in the next column where too little of this one is left for a name and some places.
      if (row > 0 && row > rows - 4) {
        row = 0;
        column += 1;
      }
      const start = { column, row };
      row += 1;
      for (const place of own) {
        if (row >= rows) {
          row = 0;
          column += 1;
        }
        cells.set(`${column},${row}`, spots.length);
        spots.push({ place, x: column * cellWidth + 8, y: row * cellHeight + cellHeight / 2 });
        lowest = Math.max(lowest, row + 1);
        row += 1;
      }
      plots.push({
        department,
        name: own[0]?.departmentName ?? "",
        kind: own[0]?.kind ?? "resource",
        x: start.column * cellWidth,
        y: start.row * cellHeight,
        width: (column - start.column + 1) * cellWidth,
        height: (column === start.column ? row - start.row : rows) * cellHeight,
      });
      row += 1;
    }
    column += 1 + bandGap;
  }
  const at = new Map(spots.map(({ place }, index) => [place.id, index]));
  const lines = rivers.flatMap((river): Line[] => {
    const from = at.get(river.from);
    const to = at.get(river.to);
    return from === undefined || to === undefined ? [] : [{ from, to, river }];
  });
  return {
    width: Math.max(1, column - bandGap) * cellWidth,
    height: Math.max(1, lowest) * cellHeight,
    spots,
    lines: lines.toSorted((a, b) => b.river.uses - a.river.uses),
    plots,
    cells,
  };
}

const byOwner = (a: MapPlace, b: MapPlace): number => {
  const [one, other] = [a.department ?? "", b.department ?? ""];
  if (one !== other) return one < other ? -1 : 1;
  return b.given + b.got - (a.given + a.got) || (a.id < b.id ? -1 : 1);
};

/** The place under a point of the field; undefined between places. */
export function spotAt(field: Field, x: number, y: number): number | undefined {
  return field.cells.get(`${Math.floor(x / cellWidth)},${Math.floor(y / cellHeight)}`);
}
