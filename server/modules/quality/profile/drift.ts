import type { ColumnProfile, ProfileMeasure } from "#contract/quality-profile";
import type { driftMeasures } from "#contract/quality-rules";
import type { Measures } from "../measures.ts";

type Shape = Pick<ColumnProfile, "top" | "histogram" | "filled" | "distinct" | "kind">;

/** Shares of the same bins or values, before and now. */
interface Shares {
  readonly before: readonly number[];
  readonly now: readonly number[];
}

/** Few values: their shares; else bins. The earlier bins are the measure, and counts are spread evenly over a bin. */
function sharesOf(before: Shape, now: Shape): Shares | null {
  const isNamed = ({ top, distinct }: Shape) => top.length > 0 && distinct <= top.length;
  if (isNamed(before) || isNamed(now)) {
    const values = [...new Set([...before.top, ...now.top].map(({ value }) => value))];
    const shares = ({ top }: Shape) => {
      const all = top.reduce((sum, { count }) => sum + count, 0);
      return values.map((value) => (top.find((one) => one.value === value)?.count ?? 0) / Math.max(1, all));
    };
    return values.length === 0 ? null : { before: shares(before), now: shares(now) };
  }
  if (before.histogram.length === 0 || now.histogram.length === 0) return null;
  const edges = before.histogram.slice(1).map(({ from }) => from);
  const spread = [Number.NEGATIVE_INFINITY, ...edges].map((from, index) =>
    shareBetween(now, from, edges[index] ?? Number.POSITIVE_INFINITY),
  );
  const all = before.histogram.reduce((sum, { count }) => sum + count, 0);
  return { before: before.histogram.map(({ count }) => count / Math.max(1, all)), now: spread };
}

function shareBetween({ histogram }: Shape, from: number, to: number): number {
  const all = histogram.reduce((sum, { count }) => sum + count, 0);
  const inside = histogram.reduce((sum, bin) => {
    const width = bin.to - bin.from;
    if (width === 0) return sum + (bin.from >= from && bin.from < to ? bin.count : 0);
    const overlap = Math.max(0, Math.min(bin.to, to) - Math.max(bin.from, from));
    return sum + (bin.count * overlap) / width;
  }, 0);
  return inside / Math.max(1, all);
}

/** A share of nothing would make the index infinite; one of ten thousand is the usual stand-in. */
const least = 0.0001;

/**
 * How far a distribution has moved, null where there is nothing to compare: `psi` population stability index (Siddiqi 2006:
 * below 0.1 none, above 0.25 a shift), `ks` the largest distance of the cumulative shares (0 to 1), `chi-square` the statistic
 * per row (Pearson's φ²).
 */
export function driftOf(measure: (typeof driftMeasures)[number], before: Shape, now: Shape): number | null {
  const shares = sharesOf(before, now);
  if (shares === null) return null;
  const pairs = shares.before.map((share, index) => [share, shares.now[index] ?? 0] as const);
  switch (measure) {
    case "psi":
      return pairs.reduce((sum, [a, b]) => {
        const [p, q] = [Math.max(a, least), Math.max(b, least)];
        return sum + (q - p) * Math.log(q / p);
      }, 0);
    case "ks": {
      let apart = 0;
      let largest = 0;
      for (const [a, b] of pairs) {
        apart += b - a;
        largest = Math.max(largest, Math.abs(apart));
      }
      return largest;
    }
    case "chi-square":
      return pairs.reduce((sum, [a, b]) => sum + (b - a) ** 2 / Math.max(a, least), 0);
  }
}

/** Something unusual, before it has words. */
export interface Unusual {
  readonly field: string | null;
  readonly measure: ProfileMeasure;
  readonly value: number;
  readonly usual: number;
  readonly spread: number;
  readonly strength: number;
}

/** What a column comes to over time. */
function figures(column: ColumnProfile): Partial<Record<ProfileMeasure, number>> {
  return {
    ...(column.rows === 0 ? {} : { fill: column.filled / column.rows }),
    // A key has as many values as rows: its growth is that of the table, told once.
    ...(column.filled === 0 ? {} : { distinct: column.distinct / column.filled }),
    ...(column.mean === null ? {} : { mean: column.mean }),
    ...(column.deviation === null ? {} : { deviation: column.deviation }),
  };
}

export interface Earlier {
  readonly rowCount: number;
  readonly columns: readonly ColumnProfile[];
}

/**
 * Figures of this check that are far from what earlier ones had, by the modified z-score 0.6745 × (x − median) / MAD of
 * Iglewicz and Hoaglin (How to Detect and Handle Outliers, 1993); and columns whose distribution is another than in the
 * check before. Median and MAD are not moved by the outliers they are to find, as mean and deviation would be.
 *
 * @param earlier newest first
 */
export function unusualIn(now: Earlier, earlier: readonly Earlier[], limits: Measures["limits"]): Unusual[] {
  const found: Unusual[] = [];
  const judge = (field: string | null, measure: ProfileMeasure, value: number, past: readonly number[]) => {
    if (past.length < limits.history) return;
    const { usual, spread, strength } = outlying(value, past);
    if (Math.abs(strength) > limits.outlier) found.push({ field, measure, value, usual, spread, strength });
  };
  judge(
    null,
    "rows",
    now.rowCount,
    earlier.map(({ rowCount }) => rowCount),
  );
  for (const column of now.columns) {
    const past = earlier.flatMap(({ columns }) => columns.find(({ field }) => field === column.field) ?? []);
    for (const [measure, value] of Object.entries(figures(column)) as [ProfileMeasure, number][]) {
      judge(
        column.field,
        measure,
        value,
        past.flatMap((one) => figures(one)[measure] ?? []),
      );
    }
    const [last] = past;
    const psi = last ? driftOf("psi", last, column) : null;
    if (psi !== null && psi > limits.psi) {
      found.push({ field: column.field, measure: "psi", value: psi, usual: 0, spread: limits.psi, strength: psi });
    }
  }
  return found;
}

/**
 * Where the past never moved (MAD 0) the mean absolute deviation takes its place (1.253314 of it, as the same authors say);
 * where that is 0 too, half a per cent of the median: a figure that stood still for long may move a little.
 */
export function outlying(value: number, past: readonly number[]): { usual: number; spread: number; strength: number } {
  const usual = median(past);
  const apart = past.map((one) => Math.abs(one - usual));
  const mad = median(apart);
  const mean = apart.reduce((sum, one) => sum + one, 0) / Math.max(1, apart.length);
  const unit = mad > 0 ? mad / 0.6745 : mean > 0 ? 1.253314 * mean : Math.max(Math.abs(usual) * 0.005, 1e-9);
  return { usual, spread: mad, strength: (value - usual) / unit };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = 0, high = 0] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
  return (low + high) / 2;
}
