import { createHash } from "node:crypto";
import { type LakeSession, literal } from "#kernel/lake/lake";
import { basisOf } from "./lake-tables.ts";
import type { Survivorship } from "./survive.ts";

/** What the published records were made of, kept beside them: a run that finds it unchanged makes only those anew that changed. */
export interface Basis {
  /** Edition of the kept matching they were made of. */
  readonly edition: string;
  /** Digest of all that decides what survives, beside the rows. */
  readonly definition: string;
  /** Numbers of the rows that people's answers spoke of. */
  readonly answered: readonly number[];
  /** Day of the run, `YYYY-MM-DD`. */
  readonly today: string;
  /** When each source was loaded, by its resource: the time of values whose rows say none. */
  readonly loadedAt: Readonly<Record<string, string>>;
}

/** Counts up whenever the same rows come to other records. */
const form = 1;

export const definitionOf = ({ fields, staged, authorities, elements }: Survivorship): string =>
  createHash("sha256")
    .update(
      JSON.stringify([
        form,
        fields,
        staged.map(({ source: { resourceId, department, rank }, fields: own }) => [
          resourceId,
          department,
          rank,
          [...own],
        ]),
        [...authorities],
        fields.map(({ elements: [first] }) => elements.find(({ field }) => field === first)?.check ?? null),
      ]),
    )
    .digest("hex");

export async function keptBasis(session: LakeSession, library: string): Promise<Basis | null> {
  const rows = await session.read<{ basis: string }>(`select basis from ${basisOf(library)}`).catch(() => []);
  return rows[0] === undefined ? null : (JSON.parse(rows[0].basis) as Basis);
}

/** To be called in the transaction that publishes the records. */
export async function keepBasis(session: LakeSession, library: string, basis: Basis): Promise<void> {
  await session.write(
    `create or replace table ${basisOf(library)} as select ${literal(JSON.stringify(basis))} as basis`,
  );
}
