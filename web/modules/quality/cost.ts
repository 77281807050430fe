/** Points of a score that something costs; what is less than a hundredth still says that it is not nothing. */
export function cost(points: number): string {
  if (points < 1e-9) return "0";
  return points < 0.005 ? "<0.01" : points.toFixed(2);
}
