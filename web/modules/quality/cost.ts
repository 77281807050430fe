/** Points of a score that something costs; what is less than a hundredth still says that it is not nothing. */
export const cost = (points: number): string => (points > 0 && points < 0.005 ? "<0.01" : points.toFixed(2));
