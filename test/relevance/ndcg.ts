/** Gain 2^grade − 1, discount log2(place + 1) (Järvelin and Kekäläinen 2002; Burges 2005), against the best order there is. */
export function ndcg(grades: readonly number[], all: readonly number[], places = 10): number {
  const best = gain(
    all.toSorted((a, b) => b - a),
    places,
  );
  return best === 0 ? 0 : gain(grades, places) / best;
}

const gain = (grades: readonly number[], places: number): number =>
  grades.slice(0, places).reduce((sum, grade, index) => sum + (2 ** grade - 1) / Math.log2(index + 2), 0);
