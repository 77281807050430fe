import type { Edge } from "./matching/cluster.ts";

/** What a person said of two rows. */
export interface RowAnswer {
  readonly left: number;
  readonly right: number;
  readonly isSame: boolean;
}

/**
 * Makes clusters obey what people said, whatever the evidence: rows said to be one are together; rows said to be two never
 * are, not even through a third. Of two answers that contradict each other the one that parts wins: to join two people's
 * records harms more than to keep them apart. Clusters no answer speaks of stay as they are.
 *
 * Labels are the smallest row of each cluster. The others of a cluster that is parted follow their strongest evidence.
 */
export function constrain(labels: Int32Array, edges: readonly Edge[], answers: readonly RowAnswer[]): Int32Array {
  if (answers.length === 0) return labels;
  const touched = new Set(answers.flatMap(({ left, right }) => [labels[left] ?? left, labels[right] ?? right]));
  const rows: number[] = [];
  for (let row = 0; row < labels.length; row += 1) if (touched.has(labels[row] ?? row)) rows.push(row);
  const parted = answers.filter(({ isSame }) => !isSame);
  const groups = new Groups(rows, parted);
  for (const { left, right, isSame } of answers) if (isSame) groups.join(left, right);
  const isTouched = (row: number) => touched.has(labels[row] ?? row);
  const own = edges.filter(({ left, right, odds }) => odds > 0 && isTouched(left) && isTouched(right));
  for (const { left, right } of own.toSorted((a, b) => b.odds - a.odds)) {
    // Evidence joins what was one cluster already; only a person joins two.
    if (labels[left] === labels[right]) groups.join(left, right);
  }
  const constrained = Int32Array.from(labels);
  for (const members of groups.all()) {
    const label = Math.min(...members);
    for (const row of members) constrained[row] = label;
  }
  return constrained;
}

/** Groups that grow by joining, except where that would bring together two rows that are parted. */
class Groups {
  private readonly groupOf = new Map<number, number[]>();
  private readonly foes = new Map<number, Set<number>>();

  constructor(rows: readonly number[], parted: readonly RowAnswer[]) {
    for (const row of rows) this.groupOf.set(row, [row]);
    for (const { left, right } of parted) {
      this.foes.set(left, (this.foes.get(left) ?? new Set()).add(right));
      this.foes.set(right, (this.foes.get(right) ?? new Set()).add(left));
    }
  }

  join(left: number, right: number): void {
    const a = this.groupOf.get(left);
    const b = this.groupOf.get(right);
    if (!a || !b || a === b) return;
    const others = new Set(b);
    if (a.some((row) => [...(this.foes.get(row) ?? [])].some((foe) => others.has(foe)))) return;
    for (const row of b) {
      a.push(row);
      this.groupOf.set(row, a);
    }
  }

  all(): Set<number[]> {
    return new Set(this.groupOf.values());
  }
}
