import type { UpdateCycle } from "#contract/catalog";
import { processTerms, resourceTiers } from "#contract/quality-scores";
import { type Dimension, dimensions, type RuleKind, ruleKinds } from "#contract/quality";

/** What the arithmetic is told by data with effective dates (`quality.measure`), as it is on one day. */
export interface Measures {
  readonly dimensionWeights: Readonly<Record<Dimension, number>>;
  readonly ruleWeights: Readonly<Record<RuleKind, number>>;
  /** Calendar days a load may be old; a cycle without one has no limit. */
  readonly cycleDays: ReadonlyMap<UpdateCycle, number>;
  /** The agreed level, 0 to 100. */
  readonly agreed: number;
  readonly tierWeights: Readonly<Record<ResourceTier, number>>;
  /** A resource that departments use weighs 1 + this × log2(1 + departments). */
  readonly usePerDoubling: number;
  /** What a department's score is made of: its data and the process terms. */
  readonly departmentWeights: Readonly<Record<"data" | (typeof processTerms)[number], number>>;
  readonly limits: {
    /** Working days the bureau has for an appeal. */
    readonly appealDays: number;
    /** Seconds a written query may take. */
    readonly sqlSeconds: number;
    /** From which modified z-score a figure is unusual. */
    readonly outlier: number;
    /** From which population stability index a distribution is another. */
    readonly psi: number;
    /** Earlier checks it takes to say what is usual. */
    readonly history: number;
  };
}

export type ResourceTier = (typeof resourceTiers)[number];

export const measureKinds = [
  "dimension-weight",
  "rule-weight",
  "cycle-days",
  "agreed-level",
  "tier-weight",
  "use-weight",
  "department-weight",
  "limit",
] as const;

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
    tierWeights: each("tier-weight", resourceTiers),
    usePerDoubling: needed("use-weight", "per-doubling"),
    departmentWeights: each("department-weight", ["data", ...processTerms]),
    limits: {
      appealDays: needed("limit", "appeal-days"),
      sqlSeconds: needed("limit", "sql-seconds"),
      outlier: needed("limit", "outlier"),
      psi: needed("limit", "psi"),
      history: needed("limit", "history"),
    },
  };
}
