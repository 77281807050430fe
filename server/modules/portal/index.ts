import type { Call } from "#kernel/call";
import type { Queue } from "#kernel/jobs/queue";
import { openOpening, submitOpening } from "./commands/move-opening.ts";
import { createOpening } from "./commands/save-opening.ts";
import type { Portal } from "./door.ts";
import { defineFilesJob, followLoad } from "./make-files.ts";
import { manageRouteTable } from "./manage-routes.ts";
import { pageRouteTable } from "./page-routes.ts";
import type { PortalParts } from "./parts.ts";
import { proposeOpening } from "./propose.ts";
import {
  facets,
  getDataset,
  listDatasets,
  openDepartments,
  openLicences,
  openThemes,
  withdrawnSince,
} from "./queries.ts";
import { createRates } from "./rates.ts";
import { readRows } from "./read-rows.ts";
import { portalRouteTable } from "./routes.ts";
import { statistics } from "./statistics.ts";
import { defineTending, followPublishing, tend } from "./tend.ts";
import { datasetVersions } from "./versions.ts";
import { createVisitorLife } from "./visitor-life.ts";
import { listOpenings } from "./view.ts";

export type * from "./door.ts";
export type { PortalParts } from "./parts.ts";
export { problems as portalProblems } from "./problems.ts";

/** The portal, and what `compose.ts` connects to the news of the modules below. */
export interface WiredPortal extends Portal {
  /** Sets the tending on its schedule. After `jobs.open`. */
  startTimers(): Promise<void>;
  /** What is done every minute, now. */
  tend(call: Call): Promise<void>;
  /** A load put other rows into a standard table. */
  heardOfLoad(call: Call, news: { readonly resourceId: string }): Promise<void>;
  /** A version of a catalog entry is published. */
  heardOfPublishing(call: Call, news: { readonly resourceId: string }): Promise<void>;
}

export function createPortal({
  queue,
  hubCall,
  ...parts
}: PortalParts & { readonly queue: Queue; readonly hubCall: () => Call }): WiredPortal {
  defineFilesJob(parts);
  const tending = defineTending(parts, queue, hubCall);
  const rates = createRates();
  return {
    routes: [...portalRouteTable(parts, rates), ...manageRouteTable(parts), ...pageRouteTable(parts, rates)],
    startTimers: () => tending.start(),
    tend: (call) => tend(parts, call),
    heardOfLoad: (call, { resourceId }) => followLoad(parts, call, resourceId),
    heardOfPublishing: (call, { resourceId }) => followPublishing(parts, call, resourceId),
    list: (call, query) => listDatasets(parts, call, query),
    facets: (call, filter) => facets(parts, call, filter),
    get: (call, key) => getDataset(call, key),
    versions: (call, key) => datasetVersions(call, key),
    withdrawnSince: (call, since, limit) => withdrawnSince(call, since, limit),
    departments: (call) => openDepartments(parts, call),
    themes: (call) => openThemes(call),
    licences: (call) => openLicences(call),
    statistics: (call) => statistics(parts, call),
    rows: (call, ask, from) => readRows(parts, rates, call, ask, from),
    life: {
      of: async (call, resourceId) => (await listOpenings(parts, call, { resourceId, limit: 100 })).items,
      propose: (call, resourceId) => proposeOpening(parts, call, resourceId),
      create: (call, input) => createOpening(parts, call, input),
      submit: (call, id) => submitOpening(parts, call, id),
      open: (call, id) => openOpening(parts, call, id),
    },
    visitors: createVisitorLife(parts),
  };
}
