import type { RunCounts } from "#contract/intake-follow";

/** Rows of the lake that a run made, changed or took away. */
export const changesOf = ({ inserted, updated, deleted }: RunCounts): number => inserted + updated + deleted;
