import { z } from "zod";
import { dirtyStates, loadStates } from "#contract/intake";
import { runStates } from "#contract/intake-follow";
import { followHealths } from "#contract/intake-standing";
import { networkZones } from "#contract/registry";
import { filters } from "#kit";

/** What the screens of intake keep in the URL. */
export const sourceFilters = filters({ q: z.string(), department: z.string() });

/** The resource whose next contents are loaded. */
export const newLoadFilters = filters({ resource: z.uuid() });

export const draftSteps = ["preview", "mapping", "trial"] as const;
export type DraftStep = (typeof draftSteps)[number];
/** `only` narrows the mapping to the columns a person should decide. */
export const draftFilters = filters({ step: z.enum(draftSteps), only: z.literal("open") });

export const loadFilters = filters({
  department: z.string(),
  resourceId: z.uuid(),
  sourceId: z.uuid(),
  state: z.enum(loadStates),
  hasDirty: z.enum(["true", "false"]),
});

/** `way` shows the load as the last steps of the wizard it comes from. */
export const loadPageFilters = filters({ way: z.literal("1") });

/** `row` is the rejected row that is open beside the list. */
export const dirtyFilters = filters({
  load: z.uuid(),
  column: z.string(),
  rule: z.string(),
  state: z.enum(dirtyStates),
  row: z.coerce.number().int().min(1),
});

export const followFilters = filters({
  q: z.string(),
  department: z.string(),
  health: z.enum(followHealths),
  /** A finding about the source, such as `capture.slot-disk`. */
  finding: z.string().max(80),
  sourceId: z.uuid(),
  resourceId: z.uuid(),
});

/** Where a follow comes from: a table of a source, a loaded resource, a load being prepared. */
export const newFollowFilters = filters({
  source: z.uuid(),
  table: z.string(),
  resource: z.uuid(),
  draft: z.uuid(),
});

export const runFilters = filters({
  department: z.string(),
  followId: z.uuid(),
  sourceId: z.uuid(),
  state: z.enum(runStates),
});

/** `open` is the table whose release is being signed or read. */
export const releaseFilters = filters({ zoneId: z.uuid(), isReleased: z.enum(["true", "false"]), open: z.uuid() });

export const zoneFilters = filters({ department: z.string(), zone: z.enum(networkZones) });
