const monthMs = 30 * 86_400_000;

/**
 * The run to compare the latest with: the newest that is a month old, else the oldest there is. Runs come newest first;
 * null where there is only one.
 */
export function monthBefore<Run extends { readonly endedAt: string }>(
  runs: readonly Run[],
  now: Date,
): { readonly run: Run; readonly isOld: boolean } | null {
  const [, ...earlier] = runs;
  const old = earlier.find(({ endedAt }) => now.getTime() - new Date(endedAt).getTime() >= monthMs);
  const run = old ?? earlier.at(-1);
  return run ? { run, isOld: old !== undefined } : null;
}
