import type { ExternalEntry, HarvestRun, HarvestSource } from "#contract/harvest";
import type { EntryRow } from "./record-store.ts";
import type { NamedRun, SourceWithFile } from "./store.ts";

const iso = (moment: Date | null): string | null => moment?.toISOString() ?? null;

export function viewRun({ position: _position, ...run }: NamedRun): HarvestRun {
  return {
    ...run,
    createdAt: run.createdAt.toISOString(),
    startedAt: iso(run.startedAt),
    endedAt: iso(run.endedAt),
  };
}

export function viewSource(
  { mark: _mark, ...source }: SourceWithFile,
  entries: number,
  lastRun: NamedRun | undefined,
): HarvestSource {
  return {
    ...source,
    createdAt: source.createdAt.toISOString(),
    nextAt: iso(source.nextAt),
    entries,
    lastRun: lastRun ? viewRun(lastRun) : null,
  };
}

export const viewEntry = ({ body, firstSeenAt, changedAt, lastSeenAt, ...entry }: EntryRow): ExternalEntry => ({
  ...body,
  ...entry,
  firstSeenAt: firstSeenAt.toISOString(),
  changedAt: changedAt.toISOString(),
  lastSeenAt: lastSeenAt.toISOString(),
});
