import type { ResultRow, RunRow } from "../store.ts";

/** A resource at one moment: its run of then, with its results. */
export interface Standing {
  readonly run: RunRow;
  readonly results: readonly ResultRow[];
}
