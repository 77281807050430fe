import { cellHeight, cellWidth, type Field, type Line } from "./field-layout.ts";

/** What part of the field is seen: a point of the field at the window's upper left corner, and pixels for one unit. */
export interface View {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

export interface Paints {
  readonly ink: string;
  readonly ink2: string;
  readonly line2: string;
  readonly surface: string;
  readonly water: string;
  readonly water5: string;
  readonly water3: string;
  readonly font: string;
}

export interface Scene {
  readonly field: Field;
  readonly view: View;
  readonly width: number;
  readonly height: number;
  readonly ratio: number;
  readonly paints: Paints;
  /** Position of the place looked at; its rivers stand out. */
  readonly chosen: number | undefined;
  /** While it moves less is drawn, so that it moves smoothly. */
  readonly isMoving: boolean;
}

const linesMoving = 700;
const linesAtRest = 6000;
/** Pixels for one unit from which on places have room for their names. */
const nameScale = 0.62;

/** Draws what is in the window and no more: plots far off, places nearer, names where there is room for them. */
export function paint(context: CanvasRenderingContext2D, scene: Scene): void {
  const { view, width, height, ratio, paints } = scene;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.fillStyle = paints.surface;
  context.fillRect(0, 0, width, height);
  context.setTransform(
    view.scale * ratio,
    0,
    0,
    view.scale * ratio,
    -view.x * view.scale * ratio,
    -view.y * view.scale * ratio,
  );
  paintLines(context, scene);
  paintSpots(context, scene);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  paintNames(context, scene);
}

interface Window {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const windowOf = ({ view, width, height }: Scene): Window => ({
  left: view.x,
  top: view.y,
  right: view.x + width / view.scale,
  bottom: view.y + height / view.scale,
});

function paintLines(context: CanvasRenderingContext2D, scene: Scene): void {
  const { field, chosen, isMoving, paints, view } = scene;
  const seen = windowOf(scene);
  const most = field.lines[0]?.river.uses ?? 1;
  const buckets = [6, 3, 1.4, 0.7];
  const paths = buckets.map(() => new Path2D());
  const own = new Path2D();
  let left = isMoving ? linesMoving : linesAtRest;
  for (const line of field.lines) {
    const isOwn = chosen !== undefined && (line.from === chosen || line.to === chosen);
    if (!isOwn && left <= 0) continue;
    if (!addLine(isOwn ? own : (paths[bucketOf(line, most)] ?? own), field, line, seen)) continue;
    if (!isOwn) left -= 1;
  }
  context.globalAlpha = chosen === undefined ? 0.4 : 0.12;
  context.strokeStyle = paints.water3;
  for (const [at, path] of paths.entries()) {
    context.lineWidth = (buckets[at] ?? 1) / view.scale;
    context.stroke(path);
  }
  context.globalAlpha = 1;
  context.strokeStyle = paints.water;
  context.lineWidth = 2 / view.scale;
  context.stroke(own);
}

const bucketOf = ({ river }: Line, most: number): number => {
  const share = river.uses / most;
  return share > 0.5 ? 0 : share > 0.1 ? 1 : share > 0.01 ? 2 : 3;
};

/** False where it lies outside the window. */
function addLine(path: Path2D, { spots }: Field, { from, to }: Line, seen: Window): boolean {
  const a = spots[from];
  const b = spots[to];
  if (!a || !b) return false;
  const isOutside =
    Math.max(a.x, b.x) < seen.left ||
    Math.min(a.x, b.x) > seen.right ||
    Math.max(a.y, b.y) < seen.top ||
    Math.min(a.y, b.y) > seen.bottom;
  if (isOutside) return false;
  const half = (b.x - a.x) / 2;
  path.moveTo(a.x, a.y);
  path.bezierCurveTo(a.x + half, a.y, b.x - half, b.y, b.x, b.y);
  return true;
}

function paintSpots(context: CanvasRenderingContext2D, scene: Scene): void {
  const { field, view, paints, chosen } = scene;
  const seen = windowOf(scene);
  const size = Math.max(7, 2.2 / view.scale);
  const plain = new Path2D();
  for (const { x, y } of field.spots) {
    if (x < seen.left - cellWidth || x > seen.right || y < seen.top - cellHeight || y > seen.bottom + cellHeight)
      continue;
    plain.rect(x - size / 2, y - size / 2, size, size);
  }
  context.fillStyle = paints.ink;
  // oxlint-disable-next-line unicorn/no-array-fill-with-reference-type -- a path, not an array
  context.fill(plain);
  const spot = chosen === undefined ? undefined : field.spots[chosen];
  if (!spot) return;
  context.fillStyle = paints.water;
  const large = Math.max(12, 7 / view.scale);
  context.fillRect(spot.x - large / 2, spot.y - large / 2, large, large);
}

function paintNames(context: CanvasRenderingContext2D, scene: Scene): void {
  const { field, view, paints, chosen } = scene;
  const seen = windowOf(scene);
  const at = (x: number, y: number) => [(x - view.x) * view.scale, (y - view.y) * view.scale] as const;
  context.textBaseline = "middle";
  context.lineJoin = "round";
  const write = (text: string, x: number, y: number, font: string, colour: string) => {
    context.font = font;
    context.strokeStyle = paints.surface;
    context.lineWidth = 3;
    context.strokeText(text, x, y);
    context.fillStyle = colour;
    context.fillText(text, x, y);
  };
  for (const plot of field.plots) {
    const isSeen =
      plot.x < seen.right && plot.x + plot.width > seen.left && plot.y < seen.bottom && plot.y + plot.height > seen.top;
    // A plot too small for its name is told by the table and by coming nearer.
    if (!isSeen || plot.height * view.scale < 15 || plot.width * view.scale < 26) continue;
    const [x, y] = at(plot.x, plot.y + cellHeight / 2);
    write(fitting(plot.name, plot.width * view.scale), x, Math.max(9, y), `600 12px ${paints.font}`, paints.ink);
  }
  const names =
    view.scale >= nameScale ? field.spots : chosen === undefined ? [] : field.spots.slice(chosen, chosen + 1);
  for (const { place, x, y } of names) {
    if (x < seen.left - cellWidth || x > seen.right || y < seen.top || y > seen.bottom) continue;
    const [left, middle] = at(x + 8, y);
    write(
      fitting(place.name, (cellWidth - 22) * Math.max(view.scale, nameScale)),
      left,
      middle,
      `12px ${paints.font}`,
      paints.ink2,
    );
  }
}

/** As much of a name as fits, at twelve pixels a Chinese character. */
function fitting(name: string, room: number): string {
  let used = 0;
  let at = 0;
  for (const letter of name) {
    used += letter > "ÿ" ? 12 : 7;
    if (used > room) return `${name.slice(0, Math.max(1, at - 1))}…`;
    at += letter.length;
  }
  return name;
}
