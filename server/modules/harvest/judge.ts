import type { ExternalDataset, HarvestFault, HarvestOutcome } from "#contract/harvest";
import { type Found, hashOf } from "./found.ts";
import { bounded, fault } from "./plain.ts";

/** What is stored of a record of the source. */
export interface Known {
  readonly id: string;
  readonly originId: string;
  readonly hash: string;
  readonly lastRun: string;
  readonly isGone: boolean;
}

export interface Verdict {
  readonly outcome: HarvestOutcome;
  readonly originId: string;
  readonly title: string;
  readonly faults: readonly HarvestFault[];
  /** Null where it was refused. */
  readonly dataset: ExternalDataset | null;
  readonly hash: string;
  readonly known: Known | null;
}

/**
 * What becomes of each record of a batch. A record that came before in the same run, in this batch or an earlier one, is
 * refused: which of the two holds is not ours to say, and the first one stands.
 */
export function judge(found: readonly Found[], known: ReadonlyMap<string, Known>, runId: string): Verdict[] {
  const inBatch = new Set<string>();
  return found.map((one): Verdict => {
    if (!("dataset" in one)) return { ...one, outcome: "refused", dataset: null, hash: "", known: null };
    const dataset = bounded(one.dataset);
    const { originId, title } = dataset;
    const before = known.get(originId) ?? null;
    if (inBatch.has(originId) || before?.lastRun === runId)
      return { outcome: "refused", originId, title, faults: [twice(originId)], dataset: null, hash: "", known: null };
    inBatch.add(originId);
    const hash = hashOf(dataset);
    const outcome = before === null || before.isGone ? "created" : before.hash === hash ? "unchanged" : "changed";
    return { outcome, originId, title, faults: [], dataset, hash, known: before };
  });
}

const twice = (originId: string): HarvestFault =>
  fault(
    "identifier-twice",
    `标识“${originId}”在这次采集里已经出现过，以先出现的为准。请来源改正重复的标识。`,
    `The identifier ${originId} came before in this run; the first one stands. The portal has to correct the repeated one.`,
  );
