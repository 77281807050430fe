import type { Bilingual } from "#contract/text";
import type { LakeSession } from "#kernel/lake/lake";
import { differs, missing } from "./compare.ts";
import { type Model, oddsOf } from "./model.ts";
import { comparedAnswers } from "./pairs.ts";

/** What one field says of a pair. */
export interface FieldEvidence {
  readonly field: string;
  readonly says: Bilingual;
  /** Positive speaks for one and the same; 0 where the field says nothing. */
  readonly bits: number;
}

export interface Explanation {
  /** Chance of being one and the same, 0 to 1. */
  readonly chance: number;
  /** Loudest first. */
  readonly evidence: readonly FieldEvidence[];
}

/** Why two rows of the last run of this session are or are not the same, field by field; null where there are no such rows. */
export async function explainPair(
  session: LakeSession,
  model: Model,
  left: number,
  right: number,
): Promise<Explanation | null> {
  const [pair] = await comparedAnswers(session, [{ left, right, isMatch: true }], model.comparisons);
  if (!pair) return null;
  const evidence = pair.levels.map((level, at) => fieldEvidence(model, at, level));
  return {
    chance: 1 / (1 + Math.exp(-oddsOf(model, pair.levels))),
    evidence: evidence.toSorted((a, b) => Math.abs(b.bits) - Math.abs(a.bits)),
  };
}

function fieldEvidence({ comparisons, m, u }: Model, at: number, level: number): FieldEvidence {
  const comparison = comparisons[at];
  if (!comparison) throw new Error(`no field ${at} is compared`);
  const { field, likenesses, equalFrom } = comparison;
  if (level === missing)
    return { field: field.name, says: { zh: "缺一方的值", en: "is missing in one of them" }, bits: 0 };
  const bits = Math.round(Math.log2((m[at]?.[level] ?? 1) / (u[at]?.[level] ?? 1)) * 10) / 10;
  if (level >= equalFrom) return { field: field.name, says: equality(level - equalFrom), bits };
  if (level === differs) return { field: field.name, says: { zh: "不同", en: "differs" }, bits };
  return { field: field.name, says: likenesses[equalFrom - 1 - level]?.says ?? { zh: "", en: "" }, bits };
}

const equality = (bucket: number): Bilingual =>
  bucket === 0
    ? { zh: "相同（常见的值）", en: "is equal, a common value" }
    : { zh: "相同，且少见", en: "is equal, and the value is rare" };
