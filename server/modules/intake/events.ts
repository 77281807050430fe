import type { DriftChange, DriftReach } from "#contract/intake-follow";
import { eventType } from "#kernel/jobs/events";

/** A source's table has another shape than the one its follow knows. */
export const drifted = eventType<{
  readonly driftId: string;
  readonly followId: string;
  readonly resourceName: string;
  readonly department: string;
  readonly outcome: "stopped" | "went-on";
  readonly changes: readonly DriftChange[];
  readonly reaches: readonly DriftReach[];
}>("intake.drifted");

/** A standard table has other rows than before: a load was published, or mended rows went in. */
export const loaded = eventType<{ readonly resourceId: string; readonly loadId: string }>("intake.loaded");

/**
 * Rows of a followed table changed, one event for each committed batch; `rows` are the numbers (`_row`) of rows that came,
 * changed or went, null where they are too many to name: whatever holds copies of rows can mend just these. An event may be lost
 * with a hub that is killed; `intake.loaded` at the end of the run makes up for it.
 */
export const changed = eventType<{
  readonly resourceId: string;
  readonly loadId: string;
  readonly rows: readonly number[] | null;
}>("intake.changed");
