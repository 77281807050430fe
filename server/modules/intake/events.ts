import { eventType } from "#kernel/jobs/events";

/** A standard table has other rows than before: a load was published, or mended rows went in. */
export const loaded = eventType<{ readonly resourceId: string; readonly loadId: string }>("intake.loaded");
