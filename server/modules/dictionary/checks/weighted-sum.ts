import type { Dialect } from "#kernel/lake/lake";

/**
 * SQL for Σ weight·digit (modulo `modulus`) of a number, without taking single digits. With q(i) = number // 10^i the i-th digit
 * is q(i) − 10·q(i+1), so the sum is Σ c(i)·q(i) with c(i) = weight(i) − 10·weight(i−1): half the operations. Terms whose
 * coefficients are equal or opposite share one multiplication. The sum is congruent, not reduced.
 *
 * @param number SQL of an integer that is not negative, below 10^18.
 * @param weights one for each digit, the most significant first. Where the last is below half the modulus the sum is not negative.
 */
export function weightedSumSql(dialect: Dialect, number: string, weights: readonly number[], modulus: number): string {
  const terms = new Map<number, string>();
  for (const [index, coefficient] of coefficientsOf(weights, modulus).entries()) {
    if (coefficient === 0) continue;
    const quotient = index === 0 ? number : dialect.quotient(number, 10 ** index);
    const sum = terms.get(Math.abs(coefficient)) ?? "";
    terms.set(Math.abs(coefficient), `${sum}${coefficient < 0 ? " - " : sum === "" ? "" : " + "}${quotient}`);
  }
  return [...terms].map(([factor, sum]) => (factor === 1 ? `(${sum})` : `(${sum}) * ${factor}`)).join(" + ");
}

/** Coefficients of the quotients from the last digit on, each between −modulus/2 and modulus/2. */
function coefficientsOf(weights: readonly number[], modulus: number): number[] {
  const fromRight = weights.toReversed();
  return fromRight.map((weight, index) => {
    const coefficient = weight - 10 * (fromRight[index - 1] ?? 0);
    const positive = ((coefficient % modulus) + modulus) % modulus;
    return positive > modulus / 2 ? positive - modulus : positive;
  });
}
