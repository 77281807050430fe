export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Squarified treemap (Bruls, Huizing, van Wijk 2000): boxes in the order given whose areas are as the values and whose
 * sides are as alike as they can be. Values must be above zero; the largest should come first.
 */
export function squarify(values: readonly number[], room: Box): Box[] {
  const total = values.reduce((sum, value) => sum + value, 0);
  const areas = values.map((value) => (value / total) * room.width * room.height);
  const boxes: Box[] = [];
  let left = room;
  for (let from = 0; from < areas.length;) {
    const side = Math.min(left.width, left.height);
    let to = from + 1;
    while (to < areas.length && worst(areas.slice(from, to + 1), side) <= worst(areas.slice(from, to), side)) to += 1;
    const row = areas.slice(from, to);
    boxes.push(...laid(row, left));
    left = rest(row, left);
    from = to;
  }
  return boxes;
}

/** The longest side to the shortest, of the least square box of a row along a side. */
function worst(row: readonly number[], side: number): number {
  const sum = row.reduce((all, area) => all + area, 0);
  const [most, least] = [Math.max(...row), Math.min(...row)];
  return Math.max((side * side * most) / (sum * sum), (sum * sum) / (side * side * least));
}

const thickness = (row: readonly number[], { width, height }: Box): number =>
  row.reduce((sum, area) => sum + area, 0) / Math.max(1e-9, Math.min(width, height));

function laid(row: readonly number[], room: Box): Box[] {
  const thick = thickness(row, room);
  const isColumn = room.width >= room.height;
  let offset = 0;
  return row.map((area) => {
    const long = area / Math.max(1e-9, thick);
    const box = isColumn
      ? { x: room.x, y: room.y + offset, width: thick, height: long }
      : { x: room.x + offset, y: room.y, width: long, height: thick };
    offset += long;
    return box;
  });
}

function rest(row: readonly number[], room: Box): Box {
  const thick = thickness(row, room);
  return room.width >= room.height
    ? { ...room, x: room.x + thick, width: Math.max(0, room.width - thick) }
    : { ...room, y: room.y + thick, height: Math.max(0, room.height - thick) };
}
