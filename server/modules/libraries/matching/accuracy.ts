export interface Accuracy {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** Pairs that are said to match, pairs that do. */
  readonly said: number;
  readonly true: number;
}

export function accuracyOf(right: number, said: number, all: number): Accuracy {
  const precision = said === 0 ? 1 : right / said;
  const recall = all === 0 ? 1 : right / all;
  return {
    precision,
    recall,
    f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall),
    said,
    true: all,
  };
}

/** Two groupings of the same rows against each other, counted in pairs of rows; without going through the pairs. */
export function clusteredAccuracy(found: Int32Array, truth: readonly (string | number | null)[]): Accuracy {
  const pairs = (sizes: Iterable<number>): number =>
    Iterator.from(sizes).reduce((sum, size) => sum + (size * (size - 1)) / 2, 0);
  const both = new Map<string, number>();
  const foundSizes = new Map<number, number>();
  const truthSizes = new Map<string | number, number>();
  const count = <Name>(sizes: Map<Name, number>, key: Name) => sizes.set(key, (sizes.get(key) ?? 0) + 1);
  for (const [row, own] of truth.entries()) {
    if (own === null) continue;
    const label = found[row] ?? -1;
    count(both, `${label}|${own}`);
    count(foundSizes, label);
    count(truthSizes, own);
  }
  return accuracyOf(pairs(both.values()), pairs(foundSizes.values()), pairs(truthSizes.values()));
}
