import { columnsOf, type Course } from "./river-columns.ts";
import { type Cell, type Grid, gridOf } from "./river-order.ts";

export interface PlaceBox {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly height: number;
  readonly column: number;
  /** Where its name stands: beside it in the first and last column, above it between. */
  readonly label: "left" | "right" | "above";
}

export interface RiverCourse {
  readonly key: string;
  readonly width: number;
  /** Points it runs through, level at each; a stretch between two of them is one curve. */
  readonly points: readonly Point[];
  /** It runs back upstream, round below the places. */
  readonly isBack: boolean;
  /** Its two points stand on the right side of both places; it bows out between them. */
  readonly isRound?: boolean;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface RiverLayout {
  readonly width: number;
  readonly height: number;
  readonly places: readonly PlaceBox[];
  readonly rivers: readonly RiverCourse[];
}

export const barWidth = 10;
const lowestBar = 22;
/** Room for the two lines of a name above a bar. */
const nameRoom = 42;
const besideRoom = 14;
const fordRoom = 5;
const leastColumn = 136;
const laneRoom = 10;

/**
 * Computes the whole picture: columns upstream to downstream, an order with few crossings, heights by the width of what flows
 * through, then rounds of relaxing that straighten rivers without overlaps. Deterministic: nothing is random.
 *
 * @param room Width there is; more is taken where there are more columns, and the picture then scrolls.
 */
export function layOut(places: readonly string[], courses: readonly Course[], room: number, side: number): RiverLayout {
  const columns = columnsOf(places, courses);
  const grid = gridOf(places, courses, columns);
  const last = columns.count - 1;
  const width = Math.max(room, side * 2 + last * leastColumn + barWidth);
  const xOf = (column: number) => side + (last === 0 ? 0 : (column * (width - side * 2 - barWidth)) / last);
  const widthOf = new Map(courses.map((course) => [course.key, course.width]));
  const sizes = sizesOf(grid, courses, widthOf, last);
  const { top, bottom } = stack(grid, sizes);
  const boxes = new Map<string, PlaceBox>();
  for (const cells of grid.columns)
    for (const { id, column, passes } of cells) {
      if (passes !== null) continue;
      const { height } = sizeIn(sizes, id);
      boxes.set(id, { id, column, x: xOf(column), y: top.get(id) ?? 0, height, label: labelOf(column, last) });
    }
  const ports = portsOf(grid, courses, columns.back, sizes, top);
  const backs = courses.filter(({ key }) => columns.back.has(key));
  let lane = bottom + 16;
  const rivers = courses.map((course): RiverCourse => {
    const { key, from, to } = course;
    const out = ports.out.get(key) ?? 0;
    const into = ports.into.get(key) ?? 0;
    const start = { x: (boxes.get(from)?.x ?? 0) + barWidth, y: out };
    const end = { x: boxes.get(to)?.x ?? 0, y: into };
    if (columns.back.has(key)) {
      lane += course.width / 2;
      const points = [start, { x: start.x, y: lane }, { x: end.x, y: lane }, end];
      lane += course.width / 2 + laneRoom;
      return { key, width: course.width, points, isBack: true };
    }
    const fords = (grid.wayOf.get(key) ?? []).slice(1, -1).map((id, at) => ({
      x: xOf((columns.columnOf.get(from) ?? 0) + 1 + at) + barWidth / 2,
      y: (top.get(id) ?? 0) + sizeIn(sizes, id).height / 2,
    }));
    return { key, width: course.width, points: [start, ...fords, end], isBack: false };
  });
  return { width, height: (backs.length > 0 ? lane : bottom) + 12, places: [...boxes.values()], rivers };
}

/**
 * A line between two places that is no river and takes no part in the layout: straight on where it leads downstream, else
 * round at the right side of both.
 */
export function besideCourse(
  places: readonly PlaceBox[],
  { key, from, to }: Pick<Course, "key" | "from" | "to">,
): RiverCourse | null {
  const [a, b] = [places.find(({ id }) => id === from), places.find(({ id }) => id === to)];
  if (!a || !b) return null;
  const start = { x: a.x + barWidth, y: a.y + a.height - 4 };
  const isOnward = b.column > a.column;
  const end = { x: isOnward ? b.x : b.x + barWidth, y: b.y + b.height - 4 };
  return { key, width: 2, points: [start, end], isBack: false, isRound: !isOnward };
}

const labelOf = (column: number, last: number): PlaceBox["label"] =>
  column === 0 ? "left" : column === last ? "right" : "above";

interface Size {
  readonly height: number;
  /** Room kept free above it. */
  readonly above: number;
}

const sizeIn = (sizes: ReadonlyMap<string, Size>, id: string): Size => sizes.get(id) ?? { height: 0, above: 0 };

function sizesOf(
  { columns }: Grid,
  courses: readonly Course[],
  widthOf: ReadonlyMap<string, number>,
  last: number,
): ReadonlyMap<string, Size> {
  const total = (of: Map<string, Course[]>, id: string) =>
    (of.get(id) ?? []).reduce((sum, { width }) => sum + width + 1.5, 0);
  const leaving = Map.groupBy(courses, ({ from }) => from);
  const arriving = Map.groupBy(courses, ({ to }) => to);
  const sizeOf = ({ id, passes, column }: Cell): Size =>
    passes === null
      ? {
          height: Math.max(lowestBar, total(leaving, id), total(arriving, id)),
          above: labelOf(column, last) === "above" ? nameRoom : besideRoom,
        }
      : { height: widthOf.get(passes) ?? 0, above: fordRoom };
  return new Map(columns.flatMap((cells) => cells.map((cell) => [cell.id, sizeOf(cell)] as const)));
}

const rounds = 60;

/** Heights of all cells: each drawn to the middle of its neighbours, none over another, the order kept. */
function stack(grid: Grid, sizes: ReadonlyMap<string, Size>): { top: ReadonlyMap<string, number>; bottom: number } {
  const needs = grid.columns.map((cells) =>
    cells.reduce((sum, { id }) => sum + sizeIn(sizes, id).height + sizeIn(sizes, id).above, 0),
  );
  const tallest = Math.max(0, ...needs);
  const top = new Map<string, number>();
  for (const [at, cells] of grid.columns.entries()) {
    const spare = (tallest - (needs[at] ?? 0)) / (cells.length + 1);
    let y = spare;
    for (const { id } of cells) {
      const { height, above } = sizeIn(sizes, id);
      top.set(id, y + above);
      y += above + height + spare;
    }
  }
  const middle = (id: string) => (top.get(id) ?? 0) + sizeIn(sizes, id).height / 2;
  const arriving = Map.groupBy(grid.reaches, ({ to }) => to);
  const leaving = Map.groupBy(grid.reaches, ({ from }) => from);
  for (let round = 0; round < rounds; round += 1) {
    const pull = 0.9 * (1 - round / rounds) + 0.05;
    const order = round % 2 === 0 ? grid.columns : grid.columns.toReversed();
    for (const cells of order) {
      for (const { id } of cells) {
        const near = [
          ...(arriving.get(id) ?? []).map(({ from }) => middle(from)),
          ...(leaving.get(id) ?? []).map(({ to }) => middle(to)),
        ];
        if (near.length === 0) continue;
        const wanted = near.reduce((sum, y) => sum + y, 0) / near.length;
        top.set(id, (top.get(id) ?? 0) + (wanted - middle(id)) * pull);
      }
      settle(cells, sizes, top, tallest);
    }
  }
  return { top, bottom: tallest };
}

/** Pushes cells apart downwards from the top, then back upwards from the bottom. */
function settle(
  cells: readonly Cell[],
  sizes: ReadonlyMap<string, Size>,
  top: Map<string, number>,
  bottom: number,
): void {
  let y = 0;
  for (const { id } of cells) {
    const { height, above } = sizeIn(sizes, id);
    const at = Math.max(top.get(id) ?? 0, y + above);
    top.set(id, at);
    y = at + height;
  }
  let floor = bottom;
  for (const { id } of cells.toReversed()) {
    const { height, above } = sizeIn(sizes, id);
    const at = Math.min(top.get(id) ?? 0, floor - height);
    top.set(id, at);
    floor = at - above;
  }
}

interface Ports {
  readonly out: ReadonlyMap<string, number>;
  readonly into: ReadonlyMap<string, number>;
}

/** Where each river leaves and enters its places: by the height of what lies beyond, rivers that run back lowest. */
function portsOf(
  grid: Grid,
  courses: readonly Course[],
  back: ReadonlySet<string>,
  sizes: ReadonlyMap<string, Size>,
  top: ReadonlyMap<string, number>,
): Ports {
  const middle = (id: string) => (top.get(id) ?? 0) + sizeIn(sizes, id).height / 2;
  const side = (end: "from" | "to", beyond: (course: Course) => number) => {
    const ports = new Map<string, number>();
    for (const [id, own] of Map.groupBy(courses, (course) => course[end])) {
      const rank = (course: Course) => (back.has(course.key) ? 1e9 : beyond(course));
      const sorted = own.toSorted((a, b) => rank(a) - rank(b) || (a.key < b.key ? -1 : 1));
      const whole = own.reduce((sum, { width }) => sum + width + 1.5, 0);
      let y = middle(id) - whole / 2;
      for (const { key, width } of sorted) {
        ports.set(key, y + width / 2 + 0.75);
        y += width + 1.5;
      }
    }
    return ports;
  };
  const wayOf = (key: string) => grid.wayOf.get(key) ?? [];
  return {
    out: side("from", ({ key, to }) => middle(wayOf(key)[1] ?? to)),
    into: side("to", ({ key, from }) => middle(wayOf(key).at(-2) ?? from)),
  };
}
