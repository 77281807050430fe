import { clusterRows, componentsOf, type Edge, type TableOf } from "./cluster.ts";

/** What a person said of two rows, by their numbers over all tables in order, from 0. */
export interface Answer {
  readonly left: number;
  readonly right: number;
  readonly isMatch: boolean;
}

export interface Grouped {
  readonly clusters: Int32Array;
  readonly edges: readonly Edge[];
}

/** Odds of a pair somebody has judged: beyond what any comparison says. */
const certainly = 30;

/**
 * Puts the word of people in place of the evidence of the pairs they judged, and groups anew only the rows an answer hangs
 * together with: the same as to group all rows by those pairs (`cluster.test.ts`).
 */
export function obeyAnswers(
  { clusters, edges }: Grouped,
  answers: readonly Answer[],
  tableOf: TableOf = null,
): Grouped {
  if (answers.length === 0) return { clusters, edges };
  const nameOf = ({ left, right }: { left: number; right: number }) =>
    `${Math.min(left, right)}/${Math.max(left, right)}`;
  const settled = new Map(
    answers.map((answer) => [
      nameOf(answer),
      {
        left: Math.min(answer.left, answer.right),
        right: Math.max(answer.left, answer.right),
        odds: answer.isMatch ? certainly : -certainly,
      },
    ]),
  );
  const all = [...edges.filter((edge) => !settled.has(nameOf(edge))), ...settled.values()];
  // Groups by the pairs before and after: an answer takes rows out of the one or brings them into the other.
  const groups = componentsOf(clusters.length, [...edges, ...settled.values()]);
  const touched = new Set(answers.flatMap(({ left, right }) => [groups[left], groups[right]]));
  const isTouched = (row: number): boolean => touched.has(groups[row]);
  const rows = [...groups.keys()].filter(isTouched);
  const placeOf = new Map(rows.map((row, place) => [row, place]));
  const own = all
    .filter(({ left, right }) => isTouched(left) && isTouched(right))
    .map(({ left, right, odds }) => ({ left: placeOf.get(left) ?? 0, right: placeOf.get(right) ?? 0, odds }));
  const tables: TableOf = tableOf && ((place) => tableOf(rows[place] ?? 0));
  const labels = clusterRows(rows.length, own, tables);
  const obeyed = Int32Array.from(clusters);
  for (const [place, row] of rows.entries()) obeyed[row] = rows[labels[place] ?? place] ?? row;
  return { clusters: obeyed, edges: all };
}
