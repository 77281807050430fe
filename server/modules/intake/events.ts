import { eventType } from "#kernel/jobs/events";

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
