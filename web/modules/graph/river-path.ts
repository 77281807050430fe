import type { Point, RiverCourse } from "./river-layout.ts";

const bend = 46;
const round = (value: number) => Math.round(value * 10) / 10;

/** The course as an SVG path: curves that are level at every point they run through. */
export function pathOf({ points, isBack, isRound }: Pick<RiverCourse, "points" | "isBack" | "isRound">): string {
  const [start, ...rest] = points;
  if (!start) return "";
  if (isBack) return backPath(points);
  if (isRound) return roundPath(points);
  let path = `M${round(start.x)} ${round(start.y)}`;
  let from = start;
  for (const to of rest) {
    const half = (to.x - from.x) / 2;
    path += `C${round(from.x + half)} ${round(from.y)} ${round(to.x - half)} ${round(to.y)} ${round(to.x)} ${round(to.y)}`;
    from = to;
  }
  return path;
}

/** Out to the right, down, back below everything, and into its place from the left. */
function backPath([start, low, far, end]: readonly Point[]): string {
  if (!start || !low || !far || !end) return "";
  const at = ({ x, y }: Point) => `${round(x)} ${round(y)}`;
  const out = (point: Point, by: number) => `${round(point.x + by)} ${round(point.y)}`;
  return `M${at(start)}C${out(start, bend)} ${out(low, bend)} ${at(low)}L${at(far)}C${out(far, -bend)} ${out(end, -bend)} ${at(end)}`;
}

function roundPath([start, end]: readonly Point[]): string {
  if (!start || !end) return "";
  const out = Math.max(start.x, end.x) + bend;
  return `M${round(start.x)} ${round(start.y)}C${round(out)} ${round(start.y)} ${round(out)} ${round(end.y)} ${round(end.x)} ${round(end.y)}`;
}

/** Where arrows stand on a river wide enough to carry them, and which way they point (degrees). */
export function arrowsOf({ points, isBack, width }: RiverCourse): { x: number; y: number; angle: number }[] {
  if (isBack || width < 9) return [];
  return points.slice(1).flatMap((to, at) => {
    const from = points[at];
    if (!from || to.x - from.x < 60) return [];
    const slope = ((to.y - from.y) * 1.5) / ((to.x - from.x) * 0.75 || 1);
    return [{ x: (from.x + to.x) / 2, y: (from.y + to.y) / 2, angle: (Math.atan(slope) * 180) / Math.PI }];
  });
}
