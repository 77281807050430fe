import type { UpdateCycle } from "#contract/catalog";
import { type Dimension, dimensions, type RuleKind, ruleKinds } from "#contract/quality";

/** What the arithmetic is told by data with effective dates (`quality.measure`), as it is on one day. */
export interface Measures {
  readonly dimensionWeights: Readonly<Record<Dimension, number>>;
  readonly ruleWeights: Readonly<Record<RuleKind, number>>;
  /** Calendar days a load may be old; a cycle without one has no limit. */
  readonly cycleDays: ReadonlyMap<UpdateCycle, number>;
  /** The agreed level, 0 to 100. */
  readonly agreed: number;
}

export const measureKinds = ["dimension-weight", "rule-weight", "cycle-days", "agreed-level"] as const;

export interface MeasureRow {
  readonly kind: (typeof measureKinds)[number];
  readonly name: string;
  readonly value: number;
}

/** @throws where a weight or the agreed level has no value in force: a score must not rest on one that was made up */
export function measuresOf(rows: readonly MeasureRow[]): Measures {
  const values = new Map(rows.map((row) => [`${row.kind} ${row.name}`, row.value]));
  const needed = (kind: MeasureRow["kind"], name: string): number => {
    const value = values.get(`${kind} ${name}`);
    if (value === undefined) throw new Error(`quality.measure has no ${kind} of ${name} in force.`);
    return value;
  };
  const each = <Name extends string>(kind: MeasureRow["kind"], names: readonly Name[]) =>
    Object.fromEntries(names.map((name) => [name, needed(kind, name)])) as Record<Name, number>;
  return {
    dimensionWeights: each("dimension-weight", dimensions),
    ruleWeights: each("rule-weight", ruleKinds),
    cycleDays: new Map(
      rows.filter((row) => row.kind === "cycle-days").map((row) => [row.name as UpdateCycle, row.value]),
    ),
    agreed: needed("agreed-level", "resource"),
  };
}
