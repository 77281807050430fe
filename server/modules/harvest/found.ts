import { createHash } from "node:crypto";
import type { ExternalDataset, HarvestFault } from "#contract/harvest";

/** One record of a source: what it says, or why it cannot be taken. */
export type Found =
  | { readonly dataset: ExternalDataset }
  | { readonly originId: string; readonly title: string; readonly faults: readonly HarvestFault[] };

/** Where a reader goes on; each reader understands its own. */
export type Position = Readonly<Record<string, string | number>>;

/** What was known when the last run ended; each reader understands its own. */
export type Mark = Readonly<Record<string, string>>;

/** Records that are stored in one transaction with the position behind them. */
export interface Batch {
  readonly found: readonly Found[];
  readonly position: Position;
  /** How many the other side says there are. */
  readonly announced: number | null;
}

export interface Reader {
  /** True where a run through all of it sees every record, so that what it did not see is gone. */
  readonly isWhole: boolean;
  /** From the beginning, or from behind the batch of this position. */
  batches(from: Position | null): AsyncGenerator<Batch>;
  /** What the next incremental run starts from; asked when the last batch is stored. */
  mark(): Mark;
  /** True where the other side answered that nothing has changed; it gives no batches then. */
  isUntouched(): boolean;
}

/** Of equal datasets the same, whatever order the fields came in. */
export const hashOf = (dataset: ExternalDataset): string =>
  createHash("sha256")
    .update(
      JSON.stringify(
        dataset,
        Object.keys(dataset).concat("title", "format", "mediaType", "url", "sizeBytes").toSorted(),
      ),
    )
    .digest("hex");
